// Ticks, 30 times a second, also for a page that is hidden: a hidden page's own timers come once a second or less.
/// <reference lib="webworker" />
const INTERVAL = 1000 / 30; // ms
const scope = self as unknown as DedicatedWorkerGlobalScope;

setInterval(() => scope.postMessage(undefined), INTERVAL);
