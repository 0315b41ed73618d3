// Another variant takes over while the cloak is live. One that cannot be used changes nothing.
import { createHash, randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { memoryOf } from '../../scripts/lib/served-page.ts';
import { CLASSIC, GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { lamaLike } from '../lib/made-onnx.ts';
import { COUNTS_PEAKS, watchPeak } from '../lib/peak-memory.ts';
import { serveVariants, tinyVariant, type TinyVariant } from '../lib/tiny-variant.ts';
import { named, openDrawer, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';

const LIVE = { timeout: 100_000 };

async function openVariants(page: Page) {
  await openDrawer(page);
  await named(page, 'Variants').click();
  const panel = page.getByRole('dialog', { name: 'Variants' });
  await expect(panel.getByRole('listitem')).not.toHaveCount(0);
  return panel;
}

function cardOf(page: Page, title: string) {
  return page.getByRole('listitem', { name: title, exact: true });
}

test('another variant takes over, and is still there at the next visit without downloads', async ({
  page,
}) => {
  await readyPage(page, '/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await openVariants(page);
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use');
  // The cloak starts before its generator has loaded.
  await expect(cardOf(page, 'Guided Lite')).toContainText('a second', LIVE);
  await expect(cardOf(page, 'Guided')).toContainText('not measured yet');
  await named(page, 'Measure Guided').click();
  await expect(cardOf(page, 'Guided')).toContainText('kept here', { timeout: 60_000 });
  await expect(cardOf(page, 'Guided')).toContainText('a second');
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use');
  await named(page, 'Use Guided').focus(); // by keyboard
  await page.keyboard.press('Enter');
  await expect(cardOf(page, 'Guided')).toContainText('In use', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Variants' })).toBeHidden();
  await expect(page.locator('summary')).toContainText('guided');
  await expect(status(page)).toHaveText('The cloak is on.');

  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await expect(page.locator('summary')).toContainText('guided');
  expect(fetched.filter((path) => path.endsWith('.bin'))).toEqual([]);
});

test('a corrupted download is reported, and the current variant stays in use', async ({ page }) => {
  await page.route('**/models/guided/weights.bin', async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    body[1000]! ^= 255;
    await route.fulfill({ response: answer, body });
  });
  await readyPage(page, '/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  const panel = await openVariants(page);
  await named(page, 'Use Guided').click();
  await expect(panel.getByRole('alert')).toContainText(
    'weights.bin of "guided" does not match its card\'s hash: it was changed.',
    { timeout: 60_000 },
  );
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use');
  await named(page, 'Close').click();
  await expect(status(page)).toHaveText('The cloak is on.');

  // One file fails while another is downloading. The latter's progress must no longer be shown.
  await page.route('**/models/classic/weights.bin', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue().catch(() => {});
  });
  await page.route('**/models/classic/golden-output.bin', (route) => route.abort());
  await openVariants(page);
  await named(page, 'Use Classic').click();
  await expect(panel.getByRole('alert')).toContainText(
    'golden-output.bin of "classic" could not be loaded: there is no connection.',
    { timeout: 60_000 },
  );
  await page.waitForTimeout(2500);
  await expect(named(page, 'Use Classic')).toBeEnabled();

  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await named(page, 'Use Guided').click();
  await expect(cardOf(page, 'Guided')).toContainText('In use', { timeout: 60_000 });
});

test('nobody shows while another variant takes over', async ({ openPage }) => {
  const page = await openPage(CAMERA);
  await readyPage(page, '/?source=camera&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await openVariants(page);
  await named(page, 'Use Guided').click();
  let looks = 0;
  while (!(await cardOf(page, 'Guided').textContent())?.includes('In use')) {
    await expectPersonGone(page);
    looks++;
  }
  await expectPersonGone(page);
  expect(looks).toBeGreaterThan(0);
});

/** The files of a synthetic variant as a user would pick them. */
function filesOf({ files }: TinyVariant) {
  return Array.from(files, ([name, buffer]) => ({
    name,
    buffer,
    mimeType: 'application/octet-stream',
  }));
}

/** The same variant with a changed file, whose hash is in its card, and with a changed card. */
function changed(
  variant: TinyVariant,
  path: string,
  content: Buffer,
  change: (card: TinyVariant['card']) => void = () => {},
): TinyVariant {
  const card = structuredClone(variant.card);
  const listed = card.files.find((file) => file.path === path)!;
  listed.sha256 = createHash('sha256').update(content).digest('hex');
  listed.bytes = content.length;
  change(card);
  const files = new Map(variant.files)
    .set(path, content)
    .set('card.json', Buffer.from(JSON.stringify(card)));
  return { ...variant, card, files };
}

/** Its golden output is wrong. */
function lying(variant: TinyVariant): TinyVariant {
  const golden = variant.files.get('golden-output.bin')!.map((value) => 255 - value);
  return changed(variant, 'golden-output.bin', Buffer.from(golden));
}

/** A few bytes of weights that request gigabytes of memory: the output is resized to 8000x8000. */
function greedy(variant: TinyVariant): TinyVariant {
  const model = JSON.parse(String(variant.files.get('model.json')));
  const output = model.modelTopology.node.find(({ op }: { op: string }) => op === 'Identity');
  const size = { name: 'size', shape: [2], dtype: 'int32' };
  model.weightsManifest[0].weights.push(size);
  model.modelTopology.node.push(
    { name: 'size', op: 'Const', input: [], attr: {} },
    { name: 'large', op: 'ResizeBilinear', input: [output.input[0], 'size'], attr: {} },
  );
  output.input = ['large'];
  const weights = Buffer.concat([
    variant.files.get('weights.bin')!,
    Buffer.from(Int32Array.of(8000, 8000).buffer),
  ]);
  const other = changed(variant, 'weights.bin', weights);
  return changed(other, 'model.json', Buffer.from(JSON.stringify(model)));
}

test('a user’s variant is checked, used, kept and removed', async ({ page }) => {
  const variant = tinyVariant({ ...CLASSIC, id: 'mine' });
  await readyPage(page, '/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  const panel = await openVariants(page);
  const picker = page.getByLabel('Files of a variant');
  const refused = async (files: ReturnType<typeof filesOf>, sentence: string) => {
    await picker.setInputFiles(files);
    await expect(panel.getByRole('alert')).toContainText(sentence, { timeout: 30_000 });
    await expect(cardOf(page, 'mine')).toHaveCount(0);
  };
  const without = (path: string) => filesOf(variant).filter(({ name }) => name !== path);
  await refused(without('card.json'), 'There is no card.json among these files.');
  await refused(without('weights.bin'), 'weights.bin is missing, which the card of "mine" names.');
  await refused(
    filesOf(tinyVariant({ ...CLASSIC, id: 'guided' })),
    'Vanish has another variant "guided".',
  );
  await refused(filesOf(lying(variant)), '"mine" does not give its golden output here');
  await refused(filesOf(greedy(variant)), 'a run takes more memory than the 256 MB');
  const lenient = changed(variant, 'model.json', variant.files.get('model.json')!, (card) => {
    card.golden.tolerance = 1e9;
  });
  await refused(filesOf(lenient), '"golden.tolerance" must be above 0 and at most 0.05');
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use');

  await picker.setInputFiles(filesOf(variant));
  await expect(cardOf(page, 'mine')).toContainText('Yours', { timeout: 30_000 });
  await named(page, 'Use mine').click();
  await expect(cardOf(page, 'mine')).toContainText('In use', { timeout: 30_000 });
  await named(page, 'Close').click();
  await expect(page.getByRole('switch', { name: 'Remember the room' })).toBeHidden();

  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await expect(page.locator('summary')).toContainText('mine');
  await openVariants(page);
  await expect(named(page, 'Remove mine')).toBeHidden();
  await named(page, 'Use Guided Lite').click();
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use', { timeout: 30_000 });
  await named(page, 'Remove mine').click();
  await expect(cardOf(page, 'mine')).toHaveCount(0);
  await named(page, 'Undo').click();
  await named(page, 'Remove mine').click();
  await expect(cardOf(page, 'mine')).toHaveCount(0);
  await expect(named(page, 'Undo')).toBeHidden({ timeout: 15_000 });
  await expect(cardOf(page, 'mine')).toHaveCount(0);
  await expect(cardOf(page, 'Guided Lite')).toContainText('kept here');
});

test('an .onnx file is tried out, its settings corrected, then used and kept', async ({ page }) => {
  await readyPage(page, '/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  const panel = await openVariants(page);
  const picker = page.getByLabel('Files of a variant');
  const bring = (name: string, buffer: Buffer) =>
    picker.setInputFiles([{ name, buffer, mimeType: 'application/octet-stream' }]);
  await bring('broken.onnx', lamaLike(16).subarray(0, 3000));
  await expect(panel.getByRole('alert')).toHaveText(
    '"broken.onnx" cannot be used: it is not an ONNX model, or is incomplete.',
  );
  await named(page, 'Discard it').click();

  await bring('My LaMa.onnx', lamaLike());
  const found = page.getByRole('region', { name: 'My LaMa.onnx' });
  await expect(found).toContainText('works best like this', { timeout: 30_000 });
  await expect(found).toContainText('It takes "image" [1, 3, 64, 64] and "mask" [1, 1, 64, 64]');
  const field = (label: string) => found.getByLabel(label, { exact: true });
  const shown = (label: string) => field(label).locator(':checked');
  const mask = field('Mask');
  await expect(shown('Mask')).toHaveText('1 in the hole, 0 elsewhere');
  await expect(shown('Picture')).toHaveText('0 to 1');
  await expect(shown('Output')).toHaveText('0 to 255');
  await mask.selectOption('0 in the hole, 1 elsewhere');
  await expect(found).toContainText('the output does not fit the picture');
  await mask.selectOption('1 in the hole, 0 elsewhere');
  await expect(found).toContainText('the output fits the picture');
  await found.getByLabel('Licence').fill('MIT');
  await named(page, 'Keep it as a variant').click();
  await expect(cardOf(page, 'My LaMa')).toContainText('Yours', { timeout: 30_000 });
  await named(page, 'Use My LaMa').click();
  await expect(cardOf(page, 'My LaMa')).toContainText('In use', { timeout: 30_000 });
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await expect(page.locator('summary')).toContainText('my-lama', LIVE);
  await expect(page.locator('summary')).toContainText('ONNX Runtime on WebAssembly');
});

test('a variant that requests gigabytes is refused before it allocates them', async ({
  openPage,
}) => {
  test.skip(!COUNTS_PEAKS, 'This system does not count the most that a process held.');
  const page = await openPage([]);
  await readyPage(page, '/?tier=wasm'); // without a source, nothing else takes memory
  await expect(page.locator('summary')).toBeAttached(LIVE);
  const panel = await openVariants(page);
  const picker = page.getByLabel('Files of a variant');
  const refuse = async (id: string) => {
    await picker.setInputFiles(filesOf(greedy(tinyVariant({ ...CLASSIC, id }))));
    await expect(panel.getByRole('alert')).toContainText(`"${id}"`, { timeout: 30_000 });
    await expect(panel.getByRole('alert')).toContainText('more memory than the 256 MB');
  };
  await refuse('first'); // loads what the check itself needs
  const grownBy = await watchPeak(page.context().browser()!);
  await refuse('mine');
  const megabytes = grownBy();
  test.info().annotations.push({ type: 'figures', description: `${megabytes.toFixed(1)} MB` });
  expect(megabytes).toBeLessThan(50);
});

test('a user’s variant can be dropped on the page', async ({ page }) => {
  await readyPage(page, '/?tier=wasm');
  await expect(page.locator('summary')).toBeAttached(LIVE);
  const { files } = tinyVariant({ ...CLASSIC, id: 'mine' });
  const contents = Array.from(files, ([name, content]) => ({ name, bytes: [...content] }));
  const dropped = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of given)
      transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, contents);
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(cardOf(page, 'mine')).toContainText('Yours', { timeout: 30_000 });
});

test('if the last variant no longer exists, another takes over, and the page says so', async ({
  page,
}) => {
  await page.addInitScript(() =>
    localStorage.setItem('vanish-choices', JSON.stringify({ variant: 'mine' })),
  );
  await page.goto('/?tier=wasm');
  await expect(status(page)).toContainText('There is no variant "mine".', LIVE);
  await expect(page.locator('summary')).toContainText('guided-lite', LIVE);
});

/**
 * The same variant with a few megabytes of extra files, like real weights, so that a leak of files shows in the memory.
 */
function heavy({ card, files, ...rest }: TinyVariant): TinyVariant {
  const ballast = randomBytes(4e6);
  const sha256 = createHash('sha256').update(ballast).digest('hex');
  const listed = [...card.files, { path: 'ballast.bin', bytes: ballast.length, sha256 }];
  const heavier = { ...card, files: listed };
  return {
    ...rest,
    card: heavier,
    files: new Map(files)
      .set('ballast.bin', ballast)
      .set('card.json', Buffer.from(JSON.stringify(heavier))),
  };
}

// WebGL runs in software here, hence fewer swaps; a leak per swap would still show.
for (const { tier, swaps } of [
  { tier: 'wasm', swaps: 100 },
  { tier: 'webgl', swaps: 24 },
]) {
  const title = `${swaps} live swaps do not grow the memory, ${tier}`;
  test(title, { tag: '@nightly' }, async ({ openPage }) => {
    test.setTimeout(900_000);
    const page = await openPage(['--enable-blink-features=ForceEagerMeasureMemory']);
    await serveVariants(page, [CLASSIC, GUIDED_NEGATIVE].map(tinyVariant).map(heavy));
    await readyPage(page, `/?source=demo&tier=${tier}`);
    await expect(status(page)).toHaveText('The cloak is on.', LIVE);
    await openVariants(page);
    /** Memory of the page and its workers after garbage collection, MB. */
    const held = async () => {
      const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
      const { renderer } = await memoryOf(page.context().browser()!);
      console.log(`${(bytes / 1e6).toFixed(0)} MB in use, ${renderer!.toFixed(0)} MB resident`);
      return bytes / 1e6;
    };
    const settled = swaps / 4;
    const memory: number[] = [];
    for (let swap = 1; swap <= swaps; swap++) {
      const next = swap % 2 ? GUIDED_NEGATIVE.id : CLASSIC.id;
      await named(page, `Use ${next}`).click();
      await expect(cardOf(page, next)).toContainText('In use', { timeout: 30_000 });
      if (swap % settled === 0) memory.push(await held());
    }
    expect(memory.at(-1)! - memory[0]!).toBeLessThan(20); // each swap fetches 4 MB
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}
