// Ticks 30 times a second, even for a hidden page, whose own timers fire once a second or less.
/// <reference lib="webworker" />
const INTERVAL = 1000 / 30; // ms
const scope = self as unknown as DedicatedWorkerGlobalScope;

setInterval(() => scope.postMessage(undefined), INTERVAL);
