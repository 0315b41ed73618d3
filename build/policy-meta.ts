// A Vite plugin that also writes the policy into the built pages, for hosts that send no headers. The tests' own pages
// do without.
import type { Plugin } from 'vite';
import { PAGE_POLICY } from './headers.ts';

export function policyMeta(): Plugin {
  return {
    name: 'vanish:policy-meta',
    apply: 'build',
    transformIndexHtml: (_html, { path }) =>
      path.startsWith('/tests/')
        ? []
        : [
            {
              tag: 'meta',
              attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
              injectTo: 'head-prepend', // before everything that it applies to
            },
          ],
  };
}
