import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { ensurePython } from './python.ts';

const LOCKS = ['requirements.lock', 'requirements-torch.lock', 'requirements-torch-cpu.lock'];
let training: string;

beforeEach(() => {
  training = mkdtempSync(join(tmpdir(), 'vanish-python-'));
  const programs = join(training, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, process.platform === 'win32' ? 'python.exe' : 'python'), '');
  for (const lock of LOCKS) writeFileSync(join(training, lock), 'made==1 --hash=sha256:0\n');
});

afterEach(() => rmSync(training, { recursive: true }));

/** Sets up the fake environment; `fails` decides which command lines end with an error. */
function setUp(fails: (line: string) => boolean = () => false): string[] {
  const lines: string[] = [];
  ensurePython(training, (_command, args) => {
    lines.push(args.join(' '));
    return fails(args.join(' ')) ? 1 : 0;
  });
  return lines;
}

test('every package is locked by hash and is a wheel, so that no source runs during installation', () => {
  for (const lock of [...LOCKS, 'requirements-optional.lock']) {
    const text = readFileSync(join(ROOT, 'training', lock), 'utf8');
    expect(text).toMatch(/^--only-binary :all:$/m);
    const packages = text.split(/\n(?=[a-z])/).slice(1);
    expect(packages.length, lock).toBeGreaterThan(0);
    for (const one of packages) expect(one).toMatch(/^\S+==\S.*\\\n +--hash=sha256:[0-9a-f]{64}/);
  }
});

test('nothing is installed without its hash, and the package itself without dependencies', () => {
  const installs = setUp();
  for (const line of installs.slice(0, -1)) {
    expect(line).toContain('--no-deps');
    expect(line).toContain('--require-hashes');
  }
  expect(installs.at(-1)).toMatch(/--no-deps --no-build-isolation -e /);
});

test('the CPU build of torch is used if pip has it, otherwise the one from the index', () => {
  expect(
    setUp()
      .filter((line) => line.includes('torch'))
      .at(-1),
  ).toContain('torch-cpu.lock');
  writeFileSync(join(training, 'requirements.lock'), 'made==2 --hash=sha256:0\n');
  const lines = setUp((line) => line.includes('torch-cpu'));
  expect(lines.filter((line) => line.includes('torch')).at(-1)).toContain(
    'requirements-torch.lock',
  );
});

test('a failed set-up is repeated, and one that is up to date is not', () => {
  const fails = (line: string) => line.endsWith('requirements.lock');
  expect(() => setUp(fails)).toThrow(/requirements\.lock could not be installed/);
  expect(setUp().length).toBeGreaterThan(0);
  expect(setUp()).toEqual([]);
  writeFileSync(join(training, 'requirements-torch.lock'), 'made==2 --hash=sha256:0\n');
  expect(setUp().length).toBeGreaterThan(0);
});

test('a missing lock is named', () => {
  rmSync(join(training, 'requirements-torch.lock'));
  expect(() => setUp()).toThrow(/requirements-torch\.lock is missing/);
});
