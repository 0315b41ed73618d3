/// <reference types="vite-plugin-pwa/vanillajs" />
// The service worker, which lets the page work offline, and the notice that there is a new version.
import { registerSW } from 'virtual:pwa-register';
import { PageUpdate, type UpdateListener } from './page-update.ts';

/** @returns the update, which loads a new version once there is one */
export function followUpdates(listener: UpdateListener): PageUpdate {
  const update = new PageUpdate(
    {
      locks: navigator.locks,
      takeOver: () => void takeOver(),
      reload: () => location.reload(),
      wait: (milliseconds, then) => void setTimeout(then, milliseconds),
    },
    listener,
  );
  const takeOver = registerSW({
    onNeedRefresh: () => update.waits(),
    onNeedReload: () => update.takenOver(),
  });
  return update;
}
