// A slow connection in front of a server on this machine: responses are throttled, over all connections together, and
// slightly delayed. For measuring what a visitor waits for.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface SlowLine {
  /** Use it instead of the server's own. Has a trailing slash. */
  readonly address: string;
  close(): void;
}

/**
 * @param port of the server, on localhost
 * @param line its megabits per second, and its latency in one direction, ms
 */
export async function openSlowLine(
  port: number,
  line: { megabits: number; delay: number },
): Promise<SlowLine> {
  const millisecondsPerByte = 8 / (1000 * line.megabits);
  const sockets = new Set<Socket>();
  /** When the line is free for the next piece, ms. */
  let free = 0;

  async function carry(from: Socket, to: Socket): Promise<void> {
    for await (const piece of from as AsyncIterable<Buffer>) {
      const now = performance.now();
      free = Math.max(free, now) + piece.length * millisecondsPerByte;
      await pause(free - now);
      if (!to.write(piece)) await once(to, 'drain');
    }
    to.end();
  }

  const server = createServer((visitor) => {
    const source = connect(port, 'localhost');
    for (const socket of [visitor, source]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {
        visitor.destroy();
        source.destroy();
      });
      socket.on('close', () => sockets.delete(socket));
    }
    visitor.on('data', (asked) => void pause(2 * line.delay).then(() => source.write(asked)));
    visitor.on('end', () => source.end());
    carry(source, visitor).catch(() => visitor.destroy());
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
