// The blind test from the command line to its last picture, by keyboard.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from '../../scripts/lib/paths.ts';
import { expectNoViolations } from './no-violations.ts';
import { expect, test } from './open-page.ts';

const CLEAN = join(ROOT, 'tests/fixtures/obo-clean.jpg');
const CLOAKED = join(ROOT, 'tests/fixtures/prefill/filled.png'); // of a different size, to recognise it by

test(
  'the blind test shows pictures, takes answers and counts them, in the language of the browser',
  { tag: '@nightly' },
  async ({ page, openPage }) => {
    const work = mkdtempSync(join(tmpdir(), 'vanish-blind-'));
    const [cases, results] = [join(work, 'cases'), join(work, 'results')];
    for (const name of ['one', 'two', 'three', 'four']) {
      mkdirSync(join(cases, name), { recursive: true });
      mkdirSync(join(results, name), { recursive: true });
      for (const file of ['input.jpg', 'clean.jpg']) copyFileSync(CLEAN, join(cases, name, file));
      copyFileSync(CLOAKED, join(results, name, 'output.png'));
    }
    const script = join(ROOT, 'scripts/blind-test.ts');
    const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
    const words = [tsx, script, '--cases', cases, '--results', results, '--no-open'];
    const server = spawn(process.execPath, words, { cwd: ROOT });
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let said = '';
        const hear = (piece: Buffer) => {
          said += piece;
          const found = /http:\S+/.exec(said);
          if (found) resolve(found[0]);
        };
        server.stdout.on('data', hear);
        server.stderr.on('data', hear);
        server.on('exit', () => reject(new Error(said)));
      });
      await page.goto(address);
      const picture = page.locator('img');
      const widthOf = () =>
        picture.evaluate(async (shown: HTMLImageElement) => {
          await shown.decode();
          return shown.naturalWidth;
        });
      const seen: boolean[] = [];
      for (let at = 1; at <= 4; at++) {
        await expect(page.locator('.tally')).toContainText(`Picture ${at} of 4.`);
        const isReal = (await widthOf()) !== 256;
        seen.push(isReal);
        await page.keyboard.press(isReal === at < 4 ? 'r' : 'c'); // the last answer is wrong
        await expect(page.getByRole('status')).toHaveText(
          `${at < 4 ? 'Right' : 'Wrong'}: this room is ${isReal ? 'real' : 'cloaked'}.`,
        );
        await page.keyboard.press('n');
      }
      expect(seen.filter(Boolean)).toHaveLength(2);
      await expect(page.locator('.tally')).toContainText('That was all. 3 of 4 right: 75%');

      const german = await openPage([], { locale: 'de-DE' });
      await german.goto(address);
      await expect(german.locator('html')).toHaveAttribute('lang', 'de');
      await expect(german).toHaveTitle('Vanish: echt oder getarnt?');
      await expect(german.locator('.tally')).toHaveText('Bild 1 von 4. Noch keine Antwort.');
      await expectNoViolations(german, 'a picture');
      await german.keyboard.press('r');
      await expect(german.getByRole('status')).toHaveText(/^(Richtig|Falsch): Dieser Raum ist /);
      await expect(german.locator('.tally')).toContainText(/[01] von 1 richtig: (0|100)\s%/);
      await expectNoViolations(german, 'an answer');
    } finally {
      server.kill();
      rmSync(work, { recursive: true, force: true });
    }
  },
);
