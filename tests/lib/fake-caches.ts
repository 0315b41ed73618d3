// The browser's cache for unit tests: in memory, keyed by the given address.

export function fakeCaches() {
  const all = new Map<string, Map<string, Response>>();
  const addressOf = (request: RequestInfo | URL) =>
    request instanceof Request ? request.url : new URL(String(request), 'https://page.test').href;
  async function open(name: string) {
    const kept = all.get(name) ?? new Map<string, Response>();
    all.set(name, kept);
    return {
      match: async (request: RequestInfo) => kept.get(addressOf(request))?.clone(),
      put: async (request: RequestInfo, answer: Response) => {
        kept.set(addressOf(request), answer);
      },
      keys: async () => [...kept.keys()].map((url) => new Request(url)),
      delete: async (request: RequestInfo) => kept.delete(addressOf(request)),
    };
  }
  return { caches: { open } as unknown as CacheStorage, all };
}

/** As if the user blocked site data. */
export const blockedCaches = {
  open: () => Promise.reject(new DOMException('Access is denied.', 'SecurityError')),
} as unknown as CacheStorage;
