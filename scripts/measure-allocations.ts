// `npx tsx scripts/measure-allocations.ts`: what the engine's worker allocates while the demo is cloaked, per second: the
// JavaScript heap by function, and typed arrays by size and place. Counting the arrays slows the worker down, so the heap
// is measured first.
import type { CDPSession } from '@playwright/test';
import { failWith } from './lib/run.ts';
import { servePage } from './lib/served-page.ts';

const WARM_UP = 15_000; // ms
const SECONDS = 10;
const SHOWN = 12;

/** Runs in the worker: counts the bytes of all typed arrays by kind, size and place. */
const COUNT_ARRAYS = `
  globalThis.arrayBytes = {};
  const kinds = Object.getOwnPropertyNames(globalThis).filter((name) => /^(Ui|I|Fl)\\w+Array$/.test(name));
  for (const kind of [...kinds, 'ArrayBuffer']) {
    globalThis[kind] = new Proxy(globalThis[kind], {
      construct(target, given, derived) {
        const made = Reflect.construct(target, given, derived);
        if (given[0] instanceof ArrayBuffer) return made;
        const place = new Error().stack.split('\\n')[2]?.trim();
        const key = kind + ' of ' + made.byteLength + ' bytes ' + place;
        arrayBytes[key] = (arrayBytes[key] ?? 0) + made.byteLength;
        return made;
      },
    });
  }
`;

interface HeapNode {
  callFrame: { functionName: string; url: string; lineNumber: number };
  selfSize: number;
  children: HeapNode[];
}

type Send = (method: string, params?: object) => Promise<unknown>;

async function measure(): Promise<void> {
  const served = await servePage([]);
  try {
    const page = await served.open('/?source=demo');
    await page.waitForTimeout(WARM_UP);
    const send = await attachToEngine(await page.context().newCDPSession(page));
    await send('HeapProfiler.startSampling', {
      samplingInterval: 4096,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await page.waitForTimeout(1000 * SECONDS);
    const heap = (await send('HeapProfiler.stopSampling')) as { profile: { head: HeapNode } };
    print('heap', byFunction(heap.profile.head));

    await send('Runtime.evaluate', { expression: COUNT_ARRAYS });
    await page.waitForTimeout(1000 * SECONDS);
    const arrays = (await send('Runtime.evaluate', {
      expression: 'arrayBytes',
      returnByValue: true,
    })) as { result: { value: Record<string, number> } };
    print('typed arrays', new Map(Object.entries(arrays.result.value)));
  } finally {
    await served.close();
  }
}

function byFunction(node: HeapNode, bytes = new Map<string, number>()): Map<string, number> {
  const { functionName, url, lineNumber } = node.callFrame;
  const key = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`;
  bytes.set(key, (bytes.get(key) ?? 0) + node.selfSize);
  for (const child of node.children) byFunction(child, bytes);
  return bytes;
}

function print(title: string, bytes: Map<string, number>): void {
  const perSecond = (value: number) => `${(value / SECONDS / 1e6).toFixed(2)} MB/s`;
  console.log(`${title}: ${perSecond([...bytes.values()].reduce((sum, each) => sum + each, 0))}`);
  const largest = [...bytes].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  for (const [name, each] of largest) console.log(`  ${perSecond(each)} ${name}`);
}

/** Playwright's own sessions do not reach a worker: messages to it go through the page's. */
async function attachToEngine(session: CDPSession): Promise<Send> {
  const answers = new Map<number, (result: unknown) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id !== undefined) answers.get(id)?.(result);
  });
  const found = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.url.includes('engine-worker')) resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await found;
  let last = 0;
  return async (method, params = {}) => {
    const id = ++last;
    const answer = new Promise((resolve) => answers.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
    return answer;
  };
}

measure().catch(failWith);
