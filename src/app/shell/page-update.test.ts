import { expect, test, vi } from 'vitest';
import { en } from '../words/en.ts';
import { holdPage, PageUpdate } from './page-update.ts';

/** Locks with one name, as navigator.locks shares them among all tabs. */
function fakeLocks() {
  let held = 0;
  const request = async (
    _name: string,
    { ifAvailable }: LockOptions,
    then: (lock: Lock | null) => unknown,
  ) => {
    if (ifAvailable && held > 0) return then(null);
    held++;
    const result = await then({} as Lock);
    held--;
    return result;
  };
  return { request } as unknown as LockManager;
}

/** Tabs that share a service worker: when one tab activates a new one, it takes over in all. */
function tabs(count: number, locks: LockManager | undefined = fakeLocks()) {
  const all = Array.from({ length: count }, () => {
    const tab = {
      isIdle: true,
      reload: vi.fn(),
      onNewer: vi.fn(),
      waiting: () => {},
      update: undefined as unknown as PageUpdate,
    };
    tab.update = new PageUpdate(
      {
        locks,
        takeOver: () => all.forEach(({ update }) => update.takenOver()),
        reload: tab.reload,
        wait: (_milliseconds, then) => (tab.waiting = then),
      },
      { onNewer: tab.onNewer, isIdle: () => tab.isIdle },
    );
    return tab;
  });
  return { all: all as [(typeof all)[0], ...typeof all], locks };
}

test('a busy tab keeps the new version from all tabs until it is done', async () => {
  const { all, locks } = tabs(2);
  const [one, two] = all;
  one.isIdle = false;
  const end = holdPage(locks);
  expect(await two!.update.load()).toBe(en.update.otherTab);
  expect([one.reload, two!.reload].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);

  end();
  await Promise.resolve();
  expect(await two!.update.load()).toBeUndefined();
  expect(two!.reload).toHaveBeenCalledOnce();
});

test('another tab does not reload a tab in use; the new version is offered there instead', async () => {
  const [one, two, three] = tabs(3).all;
  one.isIdle = false;
  await two!.update.load();
  expect(one.reload).not.toHaveBeenCalled();
  expect(one.onNewer).toHaveBeenCalledOnce();
  expect(three!.reload).toHaveBeenCalledOnce(); // nothing is lost there

  await one.update.load();
  expect(one.reload).toHaveBeenCalledOnce();
});

test('if the takeover goes unnoticed, the page reloads after a while anyway', async () => {
  const reload = vi.fn();
  let later = () => {};
  const wait = (_milliseconds: number, then: () => void) => (later = then);
  const update = new PageUpdate(
    { locks: undefined, takeOver: () => {}, reload, wait },
    { onNewer: () => {}, isIdle: () => false },
  );
  await update.load();
  expect(reload).not.toHaveBeenCalled();
  later();
  expect(reload).toHaveBeenCalledOnce();
});
