import { expect, test } from 'vitest';
import { mayInstall } from './system-packages.ts';

test.each([
  [{}, false],
  [{ CI: 'true' }, true],
  [{ CI: '1' }, true],
  [{ CI: 'false' }, false],
  [{ CI: '' }, false],
  [{ VANISH_INSTALL: '1' }, true],
  [{ VANISH_INSTALL: '0' }, false],
  [{ CI: 'true', VANISH_INSTALL: '0' }, false],
])('packages are installed only when asked for: %j', (env, may) => {
  expect(mayInstall(env)).toBe(may);
});
