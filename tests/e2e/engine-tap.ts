// A tap on the messages between the page and its engine: a test that needs a particular message from the engine sends it
// in the engine's place.
import type { Page } from '@playwright/test';
import type { FromEngine, ToEngine } from '../../src/engine/messages.ts';

declare global {
  interface Window {
    /** Sends a message to the page in the engine's place. */
    engineSays: (message: FromEngine) => void;
    /** What the page sent to the engine. */
    engineHeard: ToEngine[];
    /** Keeps the engine's own reports from the page. */
    silencesReports: boolean;
  }
}

/** Taps the messages between the page and its engine. Call it before the page is opened. */
export function tapEngine(page: Page) {
  return page.addInitScript(() => {
    window.engineHeard = [];
    window.Worker = class extends Worker {
      readonly #isEngine: boolean;
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.#isEngine = options?.name !== 'recorder';
      }
      override set onmessage(listener: (event: MessageEvent) => void) {
        if (!this.#isEngine) {
          super.onmessage = listener;
          return;
        }
        window.engineSays = (data) => listener(new MessageEvent('message', { data }));
        super.onmessage = (event: MessageEvent<FromEngine>) => {
          if (event.data.kind !== 'stats' || !window.silencesReports) listener(event);
        };
      }
      override postMessage(
        message: ToEngine,
        options?: StructuredSerializeOptions | Transferable[],
      ) {
        if (this.#isEngine) window.engineHeard.push(message);
        super.postMessage(message, options as Transferable[]);
      }
    };
  });
}

/** Any message but a picture, which cannot be passed to the page. */
export function engineSays(page: Page, message: Exclude<FromEngine, { kind: 'snapshot' }>) {
  return page.evaluate((said) => window.engineSays(said), message);
}

/** From now on, the page sees these values instead of the engine's reports. */
export async function tellRoom(page: Page, seenOfFrame: number, seenOfHole?: number) {
  await page.evaluate(() => void (window.silencesReports = true));
  const room = { seenOfFrame, seenOfHole, generatorShare: 0 };
  await engineSays(page, { kind: 'stats', framesPerSecond: 30, stages: {}, room });
}
