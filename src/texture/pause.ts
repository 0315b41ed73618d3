// A breath between two pieces of work, in which a worker hears what it was told meanwhile.

/** Resolves in a task of its own. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
