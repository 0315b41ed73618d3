// evaluate.html, built, served and open in a headless browser, ready to take cases.
import process from 'node:process';
import type { Tier } from '../../src/tier.ts';
import type { EvaluationAnswer, EvaluationRequest } from '../../src/evaluate/messages.ts';
import { SOFTWARE_WEBGPU_FLAGS, findBrowser } from './browser.ts';
import { serveBuiltPage } from './built-page.ts';
import { caseServer, type CaseServerOptions } from './case-server.ts';
import { openFileBrowser } from './file-browser.ts';

export interface EvaluationPage {
  evaluate(request: EvaluationRequest): Promise<EvaluationAnswer>;
  close(): Promise<void>;
}

export interface EvaluationPageOptions extends CaseServerOptions {
  /** The tier to be requested. WebGPU needs a browser with more flags. */
  backend?: Tier;
  /** Called with the page's current step. */
  report: (doing: string) => void;
}

/**
 * The flags besides BASE_FLAGS: those in VANISH_BROWSER_FLAGS (separated by spaces) if it is set, even if empty.
 * Otherwise WebGPU runs in software, so that it works on any machine.
 */
export function browserFlags(backend: Tier | undefined, env: NodeJS.ProcessEnv): string[] {
  const given = env.VANISH_BROWSER_FLAGS;
  if (given !== undefined) return given.split(/\s+/).filter(Boolean);
  return backend === 'webgpu' ? SOFTWARE_WEBGPU_FLAGS : [];
}

/** @throws if the page cannot be built, or there is no browser to open it */
export async function openEvaluationPage(options: EvaluationPageOptions): Promise<EvaluationPage> {
  await findBrowser(); // before the page is built for nothing
  const server = await serveBuiltPage('evaluate', { plugins: [caseServer(options)] });

  try {
    const browser = await openFileBrowser(browserFlags(options.backend, process.env));
    const page = await browser.newPage();
    await page.exposeFunction('reportProgress', options.report);
    await page.goto(server.addressOf('evaluate.html'));
    await page.waitForFunction(() => window.evaluateCase !== undefined);
    return {
      async evaluate(request) {
        const answer = await page.evaluate((asked) => window.evaluateCase?.(asked), request);
        if (!answer) throw new Error('evaluate.html has lost its script.');
        return answer;
      },
      async close() {
        await browser.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
