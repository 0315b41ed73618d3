// Buttons that take themselves away (Done, Later, Stop) would leave the focus to the whole page, and whoever uses the
// keys at its beginning: it goes to what stands nearest instead.

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled):not([hidden]), select:not(:disabled), summary, [tabindex="0"]';
/** So many places of the focus are remembered: what opened a dialog may be gone when that closes. */
const REMEMBERED = 4;

/** An element, and all around it, the nearest first. */
type Place = readonly Element[];

/**
 * Of what had the focus, the newest first: the first that is left inside of the nearest that is left around it.
 * @param root an element so large that nothing inside is near
 */
function nearest(places: readonly Place[], root: Element): HTMLElement | undefined {
  for (const place of places) {
    for (const around of place) {
      if (around === root || around.contains(root)) break;
      if (!around.isConnected || !around.checkVisibility()) continue;
      const inside = [...around.querySelectorAll<HTMLElement>(FOCUSABLE)];
      const self = around.matches(FOCUSABLE) ? [around as HTMLElement] : []; // "More", say, of what was in the drawer
      const found = [...self, ...inside].find((element) => element.checkVisibility());
      if (found) return found;
    }
  }
  return undefined;
}

/** @returns ends it */
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
    if (last.isConnected && last.checkVisibility()) return; // somebody clicked beside it
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
