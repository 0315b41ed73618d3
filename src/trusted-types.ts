// What the built page's policy (build/headers.ts) lets become code: nothing but scripts of the page itself. Has to be
// imported before anything that starts a worker. Browsers without Trusted Types go without.

/** @throws TypeError if the script is of another origin, or was made in the page (blob:, data:) */
export function ownScript(address: string, base = document.baseURI): string {
  const { origin, protocol } = new URL(address, base);
  const page = new URL(base);
  if (origin === page.origin && protocol === page.protocol) return address;
  throw new TypeError(`The page runs no script from ${address.slice(0, 200)}.`);
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): unknown;
}

// It has no way to make HTML or code of a text: that is refused. Svelte's templates have a policy of their own.
const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
trustedTypes?.createPolicy('default', { createScriptURL: (address) => ownScript(address) });
