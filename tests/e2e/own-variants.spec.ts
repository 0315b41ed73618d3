// Variants that the user brings: checked, tried out, used, kept and removed.
import { createHash } from 'node:crypto';
import { CLASSIC } from '../lib/made-variants.ts';
import { lamaLike } from '../lib/made-onnx.ts';
import { COUNTS_PEAKS, watchPeak } from '../lib/peak-memory.ts';
import { tinyVariant, type TinyVariant } from '../lib/tiny-variant.ts';
import { expectPicture, named, readyPage } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { cardOf, openVariants } from './variant-steps.ts';

const LIVE = { timeout: 100_000 };

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
  await expectPicture(page);
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
  await expectPicture(page);
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
  await expectPicture(page);
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
  await expectPicture(page);
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
