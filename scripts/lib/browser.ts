// Finds (or fetches) the Chromium that the tests and the evaluation drive, and knows the flags that it needs. The page
// itself runs in any browser and needs none of this.
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { PLAYWRIGHT_CLI } from './paths.ts';
import { run } from './run.ts';
import { HOW_TO_ASK, installPackage } from './system-packages.ts';

const NO_BROWSER =
  'No Chromium was found: run `npx playwright install chromium`, or install Chrome or Chromium ' +
  `(\`apt install chromium\`), or set VANISH_BROWSER to the path of one. ${HOW_TO_ASK}`;

/** For every Chromium we start: no window, and no background traffic. */
export const BASE_FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * WebGPU without a GPU. All of them are needed: without the Vulkan and ANGLE flags there is an
 * adapter, but importing video frames fails or the GPU process dies.
 */
export const SOFTWARE_WEBGPU_FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--ignore-gpu-blocklist',
];

/**
 * A webcam that plays a file in a loop and needs no permission.
 * @param mjpegPath absolute path of a clip made with `ffmpeg -i in.mp4 -pix_fmt yuvj420p -q:v 3 -f mjpeg out.mjpeg`;
 * default: Chromium's test pattern
 * @throws if the path is not absolute: Chromium would show its test pattern instead
 */
export function fakeCameraFlags(mjpegPath?: string): string[] {
  const flags = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  if (mjpegPath === undefined) return flags;
  if (!isAbsolute(mjpegPath)) throw new Error(`mjpegPath must be absolute, not "${mjpegPath}".`);
  return [...flags, `--use-file-for-fake-video-capture=${mjpegPath}`];
}

const PROGRAM_NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

/** The usual paths of an installed Chrome or Chromium on this system, best first. */
function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].flatMap((name) =>
      ['/Applications', join(process.env.HOME ?? '', 'Applications')].map((folder) =>
        join(folder, `${name}.app/Contents/MacOS/${name}`),
      ),
    );
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': PROGRAMFILES_X86, LOCALAPPDATA } = process.env;
    return [PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google/Chrome/Application/chrome.exe'),
        join(folder, 'Chromium/Application/chrome.exe'),
      ]);
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return PROGRAM_NAMES.flatMap((name) =>
    [...onPath, '/usr/bin', '/snap/bin'].map((folder) => join(folder, name)),
  );
}

/**
 * The browser to drive, or undefined if there is none. In this order: VANISH_BROWSER, Playwright's
 * own, an installed Chrome or Chromium.
 * @throws if VANISH_BROWSER names a file that does not exist
 */
export function locateBrowser(): string | undefined {
  const named = process.env.VANISH_BROWSER;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`VANISH_BROWSER names "${named}", which does not exist.`);
  }
  return [chromium.executablePath(), ...usualPlaces()].find((path) => path && existsSync(path));
}

/** Like `locateBrowser`. @throws if there is none, with what to install */
export async function findBrowser(): Promise<string> {
  const found = locateBrowser();
  if (!found) throw new Error(NO_BROWSER);
  return found;
}

/** Like `findBrowser`, but fetches a browser first if there is none. */
export async function ensureBrowser(): Promise<string> {
  const attempts = [
    () => run(process.execPath, [PLAYWRIGHT_CLI, 'install', 'chromium'], { timeout: 600_000 }),
    () => installPackage('chromium'),
  ];
  for (const attempt of attempts) {
    const found = locateBrowser();
    if (found) return found;
    attempt();
  }
  return findBrowser();
}
