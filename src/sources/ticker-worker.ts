// Ticks, 30 times a second, also for a page that is hidden: a hidden page's own timers come once a second or less.
const INTERVAL = 1000 / 30; // ms

setInterval(() => self.postMessage(undefined), INTERVAL);
