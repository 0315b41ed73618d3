// What the page needs from its server: isolation, policies, and the files from outside src/.
import { expect, test } from '@playwright/test';
import { LITERT_FOLDER, MEDIAPIPE_FOLDER, TFJS_FOLDER } from '../../src/vendor-folders.ts';

test('the page is cross-origin isolated', async ({ page }) => {
  await page.goto('/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('the page’s policy blocks other servers and nothing that the page needs', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|Permissions.Policy/i.test(message.text()))
      refused.push(message.text());
  });
  await page.goto('/?source=demo');
  await expect(page.getByRole('status').first()).toHaveText('The cloak is on.', {
    timeout: 100_000,
  });
  expect(refused).toEqual([]);
  const reached = await page.evaluate(() =>
    fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(reached).toBe('refused');
  expect(refused).not.toEqual([]);
});

test('the page carries its policy for hosts that send no headers', async ({ page }) => {
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': policy, ...headers } = response.headers();
    expect(policy).toContain('frame-ancestors');
    await route.fulfill({ response, headers });
  });
  await page.goto('/');
  const refusal = "fetch('https://example.org/').catch(() => 'refused')";
  expect(await page.evaluate(refusal)).toBe('refused');
  // No text becomes HTML or code, and no worker comes from elsewhere.
  for (const attempt of [
    "document.body.innerHTML = '<b>text</b>'",
    "document.createElement('script').text = '1'",
    "new Worker(URL.createObjectURL(new Blob(['1'])))",
    "new Worker('https://example.org/worker.js')",
    "trustedTypes.createPolicy('another', {})",
  ]) {
    const outcome = `try { ${attempt}; 'allowed' } catch { 'refused' }`;
    expect(await page.evaluate(outcome), attempt).toBe('refused');
  }
});

test('the permissions policy allows camera and microphone for the page alone', async ({
  request,
}) => {
  const policy = (await request.get('/')).headers()['permissions-policy'];
  expect(policy).toContain('camera=(self), microphone=(self)');
  expect(policy).toContain('geolocation=()');
});

for (const path of [
  `/${LITERT_FOLDER}litert_wasm_internal.wasm`,
  `/${MEDIAPIPE_FOLDER}vision_wasm_module_internal.js`,
  `/${MEDIAPIPE_FOLDER}vision_wasm_module_internal.wasm`,
  `/${TFJS_FOLDER}tfjs-backend-wasm-threaded-simd.wasm`,
  '/models/segmenter/selfie_segmentation.tflite',
]) {
  test(`${path} is served`, async ({ request }) => {
    const response = await request.head(path);
    expect(response.status()).toBe(200);
    // Browsers compile WebAssembly while it loads, and run scripts, only with the right type.
    const type = response.headers()['content-type'];
    if (path.endsWith('.wasm')) expect(type).toBe('application/wasm');
    if (path.endsWith('.js')) expect(type).toContain('javascript');
  });
}

test('files are compressed for browsers that accept it, and cached for good', async ({
  page,
  request,
}) => {
  const path = `/${MEDIAPIPE_FOLDER}vision_wasm_module_internal.wasm`;
  const plain = await request.head(path, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers()['content-encoding']).toBeUndefined();
  const brotli = await request.head(path, { headers: { 'accept-encoding': 'gzip, br' } });
  const { 'content-encoding': encoding, 'content-length': length } = brotli.headers();
  expect(encoding).toBe('br');
  expect(Number(length)).toBeLessThan(4e6);
  expect(brotli.headers()['cross-origin-embedder-policy']).toBe('require-corp');
  expect(brotli.headers()['cache-control']).toContain('immutable');
  // What the browser decompresses is the original file.
  await page.goto('/');
  const unpacked = await page.evaluate(
    async (wanted) => (await (await fetch(wanted)).arrayBuffer()).byteLength,
    path,
  );
  expect(unpacked).toBe(Number(plain.headers()['content-length']));
});

test('a model that does not exist is a 404, not a page', async ({ request }) => {
  expect((await request.get('/models/none/card.json')).status()).toBe(404);
});
