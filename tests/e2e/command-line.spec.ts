// `vanish cloak` as users run it: photos and a film in, results and a report out.
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { ROOT } from '../../scripts/lib/paths.ts';
import { makeFilm } from '../lib/made-film.ts';
import { decodeGrey, readVideoFile } from '../lib/video-file.ts';
import { expect, test } from './open-page.ts';

const CLEAN = join(ROOT, 'tests/fixtures/obo-clean.jpg');
/** Grey levels from the clean picture that certainly mean the person. */
const PERSON = 40;
const SHAPE = { filter: 'scale=160:90', pixels: 160 * 90 };

interface Report {
  inputs: {
    input: string;
    status: string;
    output?: string;
    frames: number;
    seconds: number;
    notes: string[];
  }[];
}

async function vanish(...args: string[]): Promise<{ code: number; said: string }> {
  const words = [join(ROOT, 'bin/vanish.js'), ...args];
  try {
    // As users run it: from outside the repository.
    const options = { cwd: tmpdir() };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, words, options);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

/** The share of the person's pixels that are closer to the room after cloaking. */
function goneShare(before: string, after: string): number {
  const grey = (path: string) => decodeGrey(path, SHAPE.filter, SHAPE.pixels).at(-1)!;
  const [room, given, made] = [grey(CLEAN), grey(before), grey(after)];
  let person = 0;
  let gone = 0;
  for (let i = 0; i < SHAPE.pixels; i++) {
    if (Math.abs(given[i]! - room[i]!) <= PERSON) continue;
    person++;
    if (Math.abs(made[i]! - room[i]!) < Math.abs(made[i]! - given[i]!)) gone++;
  }
  return gone / person;
}

test('a folder of photos and films is cloaked; failures are reported, and retried with --resume', async () => {
  test.setTimeout(400_000);
  const work = mkdtempSync(join(tmpdir(), 'vanish-files-'));
  const at = (...names: string[]) => join(work, ...names);
  try {
    const film = makeFilm({ name: 'walk.webm', seconds: 1 });
    const photo = makeFilm({
      name: 'somebody.png',
      seconds: 0.05,
      // Transparent at its left edge.
      filters: "format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(X,64),0,255)'",
      more: ['-c:v', 'png', '-pix_fmt', 'rgba'],
    });
    copyFileSync(film, at('walk.webm'));
    copyFileSync(photo, at('somebody.png'));
    copyFileSync(CLEAN, at('nobody.jpg'));
    writeFileSync(at('broken.mp4'), 'no film');
    const more = ['-movflags', '+faststart'];
    const whole = readFileSync(makeFilm({ name: 'cut.mp4', seconds: 1, more }));
    writeFileSync(at('cut.mp4'), whole.subarray(0, whole.indexOf('mdat') + 200)); // its download broke off

    const first = await vanish('cloak', work, '--out', at('out'), '--json', at('report.json'));
    expect(first.said).toContain('2 cloaked, 1 with nobody in them, 0 done before, 2 failed');
    expect(first.said).toContain('none of its 15 frames could be read');
    expect(first.code).toBe(1);
    const { inputs } = JSON.parse(readFileSync(at('report.json'), 'utf8')) as Report;
    const outcome = new Map(
      inputs.map(({ input, status }) => [input.slice(work.length + 1), status]),
    );
    expect(Object.fromEntries(outcome)).toEqual({
      'broken.mp4': 'failed',
      'cut.mp4': 'failed',
      'nobody.jpg': 'nobody',
      'somebody.png': 'done',
      'walk.webm': 'done',
    });
    const cloaked = inputs.find(({ input }) => input.endsWith('walk.webm'))!;
    expect(cloaked.frames).toBe(15);
    expect(readVideoFile(cloaked.output!).times).toHaveLength(15);
    expect(goneShare(film, cloaked.output!)).toBeGreaterThan(0.9);
    expect(goneShare(photo, at('out', 'somebody-cloaked.png'))).toBeGreaterThan(0.9);
    expect(existsSync(at('out', 'nobody-cloaked.jpg'))).toBe(false);
    const ofPhoto = inputs.find(({ input }) => input.endsWith('somebody.png'))!;
    expect(ofPhoto.notes).toEqual(['Its transparent parts are white in the result.']);

    // Finished results stay, and no partial file is left.
    writeFileSync(at('out', 'broken-cloaked.partial'), '');
    copyFileSync(film, at('broken.mp4'));
    rmSync(at('nobody.jpg'));
    rmSync(at('cut.mp4'));
    const second = await vanish('cloak', work, '--out', at('out'), '--resume', '--passes', '1');
    expect(second.said).toContain('1 cloaked, 0 with nobody in them, 2 done before, 0 failed');
    expect(second.code).toBe(0);
    expect(existsSync(at('out', 'broken-cloaked.partial'))).toBe(false);
  } finally {
    rmSync(work, { recursive: true });
  }
});

test('invalid arguments exit with code 2 before anything starts', async () => {
  const { code, said } = await vanish('cloak', 'nothing.mp4', '--out', 'nowhere');
  expect(code).toBe(2);
  expect(said).toContain('There is no file, folder or match for nothing.mp4.');
});
