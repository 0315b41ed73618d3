// Buttons that remove themselves (Done, Later, Stop) would leave the focus on the page as a whole, and keyboard users
// at its start. The focus moves to the nearest remaining element instead.

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled):not([hidden]), select:not(:disabled), summary, [tabindex="0"]';
/** This many earlier places of the focus are remembered: what opened a dialog may be gone when that closes. */
const REMEMBERED = 4;

/** An element and its ancestors, the nearest first. */
type Place = readonly Element[];

/**
 * Finds the first focusable element inside the nearest remaining ancestor of what had the focus, latest first.
 * @param root an element so large that nothing inside it counts as near
 */
function nearest(places: readonly Place[], root: Element): HTMLElement | undefined {
  for (const place of places) {
    for (const around of place) {
      if (around === root || around.contains(root)) break;
      if (!around.isConnected || !around.checkVisibility()) continue;
      const inside = [...around.querySelectorAll<HTMLElement>(FOCUSABLE)];
      const self = around.matches(FOCUSABLE) ? [around as HTMLElement] : []; // "More", for example, for what was in the drawer
      const found = [...self, ...inside].find((element) => element.checkVisibility());
      if (found) return found;
    }
  }
  return undefined;
}

/** @returns a function that ends it */
export function keepFocus(root: HTMLElement): () => void {
  let places: Place[] = [];

  function remember({ target }: FocusEvent): void {
    const place: Element[] = [];
    for (let at = target as Element | null; at; at = at.parentElement) place.push(at);
    places = [place, ...places].slice(0, REMEMBERED);
  }

  function look(): void {
    const last = places[0]?.[0];
    if (!last || document.activeElement !== document.body) return;
    if (last.isConnected && last.checkVisibility()) return; // the user clicked elsewhere
    nearest(places, root)?.focus({ preventScroll: true });
  }

  const observer = new MutationObserver(() => requestAnimationFrame(look));
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['open'] });
  document.addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
  };
}
