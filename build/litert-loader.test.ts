import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { litertLoader } from './litert-loader.ts';

const { resolveId, load } = litertLoader() as unknown as {
  resolveId: (id: string) => string | null;
  load: (id: string) => string | null;
};

test.each(['litert_wasm_internal', 'litert_wasm_compat_internal'])(
  '%s is read out of its package, wherever the page is served from',
  (name) => {
    const id = resolveId(`litert-loader:${name}`)!;
    expect(existsSync(id.split('?')[0]!)).toBe(true);
    const script = load(id)!;
    expect(script).toMatch(/export default ModuleFactory;$/);
    expect(script).not.toMatch(/module\.exports|require\(/); // bundlers warn about them
  },
);

test("what is not installed is named, and what is another plugin's is left alone", () => {
  expect(() => resolveId('litert-loader:nothing')).toThrow('nothing');
  expect(resolveId('./module.ts')).toBeNull();
  expect(load('./module.ts')).toBeNull();
});
