// The evaluation measures all variants over the same pixels, including those that find the person themselves.
import { expect, test, type Page } from '@playwright/test';
import type { EvaluationAnswer } from '../../src/evaluate/messages.ts';
import type { MadePicture } from '../lib/made-picture.ts';
import { CLASSIC, GUIDED_NEGATIVE, PERSON, ROOM } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant } from '../lib/tiny-variant.ts';

/** What the evaluation wrote to the case's folder, by file. */
let written: Map<string, Buffer>;

/** A PNG, encoded by the browser. */
async function encode(page: Page, picture: MadePicture): Promise<Buffer> {
  const bytes = await page.evaluate(async ({ width, height, data }) => {
    const canvas = new OffscreenCanvas(width, height);
    canvas
      .getContext('2d')!
      .putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  }, picture);
  return Buffer.from(bytes);
}

test.beforeEach(async ({ page }) => {
  await serveVariants(page, [CLASSIC, GUIDED_NEGATIVE].map(tinyVariant));
  await page.goto('/evaluate.html');
  await page.waitForFunction(() => window.evaluateCase !== undefined);
  const files: Record<string, Buffer> = {
    'input.png': await encode(page, ROOM),
    'clean.png': await encode(page, ROOM),
    'mask.png': await encode(page, PERSON),
  };
  await page.route('**/cases/made/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
    return route.fulfill({ body: files[name], contentType: 'image/png' });
  });
  written = new Map();
  await page.route('**/results/made/*', (route) => {
    const file = new URL(route.request().url()).pathname.split('/').at(-1)!;
    written.set(file, route.request().postDataBuffer()!);
    return route.fulfill({ body: '' });
  });
});

/** A PNG's pixels, RGBA, decoded by the browser. */
function decode(page: Page, png: Buffer): Promise<number[]> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    return Array.from(context.getImageData(0, 0, bitmap.width, bitmap.height).data);
  }, png.toString('base64'));
}

/** The evaluation's answer for the synthetic pair. */
async function ask(page: Page, variant: string, mask?: string, texture = false) {
  const made = {
    name: 'made',
    kind: 'pair',
    input: 'input.png',
    clean: 'clean.png',
    mask,
  } as const;
  const answer: EvaluationAnswer | undefined = await page.evaluate(
    (request) => window.evaluateCase?.(request),
    { case: made, variant, tier: 'wasm' as const, remember: false, texture, findsBodies: true },
  );
  return answer;
}

async function evaluate(page: Page, variant: string, mask?: string, texture = false) {
  const answer = await ask(page, variant, mask, texture);
  if (answer?.kind !== 'done') throw new Error(JSON.stringify(answer));
  return answer.result;
}

test('a given mask decides where to measure, however the variant finds the person', async ({
  page,
}) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const classic = await evaluate(page, 'tiny-classic', 'mask.png');
  expect(requested.filter((url) => url.includes('/models/segmenter/'))).toEqual([]);
  const guided = await evaluate(page, 'tiny-guided-negative', 'mask.png');
  expect(classic.metrics.holeShare).toBeGreaterThan(0.1);
  expect(classic.metrics.holeShare).toBe(guided.metrics.holeShare);
  expect(classic.metrics.psnrHole).toBeLessThan(20); // the clean picture is the input, so it was cloaked
  expect(Object.keys(classic.milliseconds).sort()).toEqual(
    ['compose', 'cut', 'generate', 'run', 'upload'].sort(),
  );
});

test('without a mask the segmenter decides where to measure, and the network still finds the person itself', async ({
  page,
}) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const { mask, metrics, milliseconds } = await evaluate(page, 'tiny-classic');
  expect(mask).toBe('segmenter');
  expect(requested.some((url) => url.includes('/models/segmenter/'))).toBe(true);
  expect(metrics.holeShare).toBeDefined();
  expect(milliseconds.segment).toBeUndefined();
});

test('the hole is written next to the output', async ({ page }) => {
  const { metrics } = await evaluate(page, 'tiny-guided-negative', 'mask.png');
  expect([...written.keys()]).toEqual(['output.png', 'hole.png']);
  const hole = await decode(page, written.get('hole.png')!);
  const pixels = hole.length / 4;
  expect(pixels).toBe(ROOM.width * ROOM.height);
  const inside = hole.filter((value, at) => at % 4 === 0 && value > 127.5).length;
  expect(inside / pixels).toBe(metrics.holeShare);
  expect(hole.every((value, at) => value === (at % 4 === 3 ? 255 : hole[at - (at % 4)]))).toBe(
    true,
  );

  const output = await decode(page, written.get('output.png')!);
  const changed = (at: number) => Math.abs(output[at]! - ROOM.data[at]!) > 2;
  const outside = hole.filter((value, at) => at % 4 === 0 && value === 0 && changed(at)).length;
  expect(outside).toBe(0); // nothing changed where the hole is black
});

test('with texture enabled, the output has it, and its time is measured', async ({ page }) => {
  await evaluate(page, 'tiny-guided-negative', 'mask.png');
  const smooth = await decode(page, written.get('output.png')!);
  const { milliseconds } = await evaluate(page, 'tiny-guided-negative', 'mask.png', true);
  expect(milliseconds).toHaveProperty('texture');
  const textured = await decode(page, written.get('output.png')!);
  const hole = await decode(page, written.get('hole.png')!);
  const changed = (at: number) => textured[at] !== smooth[at];
  const [inside, outside] = [(value: number) => value === 255, (value: number) => value === 0].map(
    (place) => hole.filter((value, at) => at % 4 === 0 && place(value) && changed(at)).length,
  );
  expect(inside).toBeGreaterThan(0);
  expect(outside).toBe(0);
});

test('a failing texture stage fails the case: smooth figures must not pass for textured ones', async ({
  page,
}) => {
  // The test cannot reach nested workers, so it keeps the evaluation's worker from starting the texture worker.
  const noTexture = `{
    const Whole = self.Worker;
    self.Worker = class extends Whole {
      constructor(url, options) {
        if (String(url).includes('texture-worker')) throw new Error('No more workers.');
        super(url, options);
      }
    };
  }`;
  await page.route(/\/evaluate-worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${noTexture}\n${await response.text()}` });
  });
  const answer = await ask(page, 'tiny-guided-negative', 'mask.png', true);
  expect(answer).toMatchObject({ kind: 'failed', fatal: false });
  expect(answer).toHaveProperty(
    'sentence',
    expect.stringMatching(/No texture could be made.*No more workers/),
  );
});
