import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { litertLoader } from './litert-loader.ts';

const { resolveId, load } = litertLoader() as unknown as {
  resolveId: (id: string) => string | null;
  load: (id: string) => string | null;
};

test.each(['litert_wasm_internal', 'litert_wasm_compat_internal'])(
  '%s is loaded from its package, wherever the page is served from',
  (name) => {
    const id = resolveId(`litert-loader:${name}`)!;
    expect(existsSync(id.split('?')[0]!)).toBe(true);
    const script = load(id)!;
    expect(script).toMatch(/export default ModuleFactory;$/);
    expect(script).not.toMatch(/module\.exports|require\(/); // bundlers warn about them
  },
);

test("a file that is not installed is named, and other plugins' files are left alone", () => {
  expect(() => resolveId('litert-loader:nothing')).toThrow('nothing');
  expect(resolveId('./module.ts')).toBeNull();
  expect(load('./module.ts')).toBeNull();
});
