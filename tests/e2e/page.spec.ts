// The page itself: its controls have names, the keyboard reaches them, nothing is fetched from other servers, and it
// works, or says why not, where the browser lacks something.
import type { Page } from '@playwright/test';
import { chooseView, expectPicture, inDrawer, named, viewChoice } from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA } from './person-gone.ts';

/** The focused element, as "role name". */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const name = element.ariaLabel ?? (element as HTMLInputElement).labels?.[0]?.innerText;
    const kind =
      element.localName === 'input' ? (element as HTMLInputElement).type : element.localName;
    const role = element.role ?? kind;
    return `${role} ${(name ?? element.innerText).trim()}`;
  });
}

test('every control has an accessible name', async ({ openPage }) => {
  const page = await openPage(CAMERA); // without a camera, the demo plays by itself
  await page.goto('/');
  for (const name of ['Start camera', 'Play the demo', 'Open a file']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeEnabled();
  }
  await expect(page.getByRole('switch', { name: 'Cloak', exact: true })).toBeChecked();
  await inDrawer(page, () =>
    expect(page.getByRole('switch', { name: 'Remember the room' })).toBeChecked(),
  );
  await expect(page.getByRole('img', { name: 'Cloaked picture' })).toBeAttached();
  await expect(page.getByRole('status')).not.toBeEmpty();
});

test('the keyboard reaches every control', async ({ page }) => {
  await page.goto('/');
  const demo = /^button (Play the demo|Stop)$/; // without a camera, the demo plays by itself
  const reached = new Set<string>();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    reached.add(await focused(page));
  }
  for (const control of [
    'button Start camera',
    'button Open a file',
    'switch Cloak',
    'button More',
  ]) {
    expect([...reached]).toContain(control);
  }
  expect([...reached].filter((control) => demo.test(control))).not.toEqual([]);
});

test('the arrow keys choose a view and move the line between before and after', async ({
  page,
}) => {
  await page.goto('/?source=demo');
  await expectPicture(page);
  await named(page, 'View').focus();
  await page.keyboard.press('Enter');
  await expect(viewChoice(page, 'Cloaked')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(viewChoice(page, 'Before and after')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(named(page, 'View')).toBeFocused();

  const line = page.getByRole('slider', { name: 'Line between before and after' });
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '52');
  await page.keyboard.press('Home');
  await expect(line).toHaveAttribute('aria-valuenow', '0');
});

test('the line between before and after can be dragged', async ({ page }) => {
  await page.goto('/?source=demo');
  await expectPicture(page);
  await chooseView(page, 'Before and after');
  const box = await page.getByRole('img', { name: 'Cloaked picture' }).boundingBox();
  if (!box) throw new Error('The picture has no box.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, y);
  await page.mouse.up();
  await page.mouse.move(box.x + box.width * 0.9, y);
  const line = page.getByRole('slider', { name: 'Line between before and after' });
  await expect(line).toHaveAttribute('aria-valuenow', '25');
});

test('the demo is credited while it plays, and the status line names the tier', async ({
  page,
}) => {
  await page.goto('/?source=demo');
  await expectPicture(page);
  await expect(page.getByText('Intel IoT DevKit sample-videos, CC BY 4.0')).toBeVisible();
  await expect(page.locator('summary')).toContainText(/WebGPU|WebGL|WebAssembly/);
  // Stages are only timed occasionally.
  await expect(page.locator('summary')).toContainText(/frames per second.* ms/, {
    timeout: 60_000,
  });
});

test('no request leaves the origin', async ({ page, baseURL }) => {
  const requested: URL[] = [];
  page.on('request', (request) => requested.push(new URL(request.url())));
  await page.goto('/?source=demo');
  await expectPicture(page);
  const fetched = requested.filter(({ protocol }) => protocol !== 'blob:' && protocol !== 'data:');
  expect(fetched.map(({ pathname }) => pathname)).toContain('/models/catalog.json');
  const { origin } = new URL(baseURL!);
  expect(fetched.filter((url) => url.origin !== origin)).toEqual([]);
});

test('only=picture shows nothing but the picture, and errors', async ({ page }) => {
  // What others see is never mirrored.
  await page.addInitScript(() => localStorage.setItem('vanish-choices', '{"mirror":true}'));
  await page.setViewportSize({ width: 960, height: 720 }); // the demo's shape
  await page.goto('/?source=demo&only=picture');
  await expect(page.locator('canvas')).toHaveCSS('opacity', '1', { timeout: 100_000 });
  await expect(page.locator('button, fieldset, header, p')).toHaveCount(0);
  await expect(page.locator('canvas')).toHaveCSS('scale', 'none');
  const box = await page.locator('canvas').boundingBox();
  expect([box!.x, box!.y, box!.width, box!.height].map(Math.round)).toEqual([0, 0, 960, 720]);
  // The size does not depend on the window. The facts are in the title, and appear in the picture only on hover.
  await page.goto('/?source=demo&only=picture&size=480x360');
  await expect(page.locator('canvas')).toHaveCSS('opacity', '1', { timeout: 100_000 });
  const sized = await page.locator('canvas').boundingBox();
  expect([sized!.x, sized!.y, sized!.width, sized!.height]).toEqual([0, 0, 480, 360]);
  await expect(page).toHaveTitle(/^\d+ × \d+, .* frames a second · Vanish$/, { timeout: 30_000 });
  await expect(page.getByText('frames a second')).toBeHidden();
  await page.mouse.move(100, 100);
  await expect(page.getByText('frames a second')).toBeVisible();
  // Errors are still shown.
  await page.goto('/?source=demo&only=picture&variant=nobody');
  await expect(page.getByRole('status')).toContainText('There is no variant "nobody"', {
    timeout: 60_000,
  });
});

test('the cloak works without WebGL and WebGPU', async ({ openPage }) => {
  const page = await openPage(['--disable-gpu', '--disable-software-rasterizer']);
  await page.goto('/?source=demo');
  await expectPicture(page);
});

test('without WebCodecs the page says so, and hides the controls that would not work', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'VideoFrame'));
  await page.goto('/?source=demo');
  await expect(page.getByRole('status')).toContainText('WebCodecs', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Controls' })).toBeHidden();
  await expect(page.getByRole('button', { name: /Record|Snapshot|camera/ })).toHaveCount(0);
});
