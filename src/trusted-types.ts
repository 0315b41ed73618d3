// What the built page's policy (build/headers.ts) lets become code: only the page's own scripts. Import this before
// anything that starts a worker. It does nothing in browsers without Trusted Types.

/** @throws TypeError if the script has another origin, or was made in the page (blob:, data:) */
export function ownScript(address: string, base = document.baseURI): string {
  const { origin, protocol } = new URL(address, base);
  const page = new URL(base);
  if (origin === page.origin && protocol === page.protocol) return address;
  throw new TypeError(`The page runs no script from ${address.slice(0, 200)}.`);
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): unknown;
}

// The policy cannot turn text into HTML or code, so both are refused. Svelte's templates have their own policy.
const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
trustedTypes?.createPolicy('default', { createScriptURL: (address) => ownScript(address) });
