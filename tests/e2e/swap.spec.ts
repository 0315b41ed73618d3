// Another variant takes over while the cloak is live. One that cannot be used changes nothing.
import { createHash, randomBytes } from 'node:crypto';
import { memoryOf } from '../../scripts/lib/served-page.ts';
import { CLASSIC, GUIDED_NEGATIVE } from '../lib/made-variants.ts';
import { serveVariants, tinyVariant, type TinyVariant } from '../lib/tiny-variant.ts';
import { expectPicture, named, readyPage, status } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone } from './person-gone.ts';
import { cardOf, openVariants } from './variant-steps.ts';

const LIVE = { timeout: 100_000 };

test('another variant takes over, and is still there at the next visit without downloads', async ({
  page,
}) => {
  await readyPage(page, '/?source=demo&tier=wasm');
  await expectPicture(page);
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
  await expectPicture(page);
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
  await expectPicture(page);
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
  await expectPicture(page);
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
    await expectPicture(page);
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
