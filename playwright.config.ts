// End-to-end tests: the built page in a real Chromium. `*.webgpu.spec.ts` get WebGPU in software;
// all other `*.spec.ts` get a plain browser. Tests with the tag @nightly take minutes and rarely break:
// `npm run test:nightly` runs them, and nothing else.
import { defineConfig } from '@playwright/test';
import { BASE_FLAGS, SOFTWARE_WEBGPU_FLAGS, locateBrowser } from './scripts/lib/browser.ts';

const PORT = 4317;
const NIGHTLY = /@nightly/;
const executablePath = locateBrowser();

function browserWith(args: string[]) {
  return { launchOptions: { executablePath, args: [...BASE_FLAGS, ...args] } };
}

export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 120_000,
  ...(process.env.VANISH_NIGHTLY ? { grep: NIGHTLY } : { grepInvert: NIGHTLY }),
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${PORT}`,
    serviceWorkers: 'block', // or pages come out of its cache, and page.route does not see what is fetched
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'default', testIgnore: '**/*.webgpu.spec.ts', use: browserWith([]) },
    {
      name: 'software-webgpu',
      testMatch: '**/*.webgpu.spec.ts',
      use: browserWith(SOFTWARE_WEBGPU_FLAGS),
    },
  ],
  webServer: {
    command: `npm run build && npx vite preview --host localhost --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    env: { VANISH_TEST_PAGES: '1' },
    timeout: 180_000,
    reuseExistingServer: false,
  },
});
