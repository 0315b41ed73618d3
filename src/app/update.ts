/// <reference types="vite-plugin-pwa/vanillajs" />
// The service worker, which lets the page work without the network, and the news that there is a newer page.
import { registerSW } from 'virtual:pwa-register';

/**
 * @param onNewer called when a newer page waits; what it is given loads that
 */
export function followUpdates(onNewer: (load: () => void) => void): void {
  const load = registerSW({
    onNeedRefresh: () => onNewer(() => void load(true)),
  });
}
