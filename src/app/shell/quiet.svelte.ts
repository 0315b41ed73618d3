// Whether nobody has touched the page for a while, so that what covers the picture may fade. It stays while a control
// has the keyboard focus, while something is open, and while the pointer rests on it.
import type { Later } from '../../later.ts';

/** ms without a pointer move or a key press. */
const AFTER = 4000;

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'wheel'] as const;

export interface QuietNeeds {
  later: Later;
  /** Where activity is observed: the window. */
  target: EventTarget;
  /** Whether something is in use without any movement. */
  isHeld: () => boolean;
}

export class Quiet {
  readonly #needs: QuietNeeds;
  #isQuiet = $state(false);
  #stop = () => {};
  /** The touch that woke the page landed on something invisible. */
  #swallows = false;

  constructor(needs: QuietNeeds) {
    this.#needs = needs;
  }

  get isQuiet(): boolean {
    return this.#isQuiet;
  }

  /** @returns a function that ends it */
  attach(): () => void {
    const { target } = this.#needs;
    const wake = (event: Event) => {
      const isTouch = (event as PointerEvent).pointerType === 'touch';
      if (event.type === 'pointerdown') this.#swallows = this.#isQuiet && isTouch;
      this.wake();
    };
    const swallow = (event: Event) => {
      if (!this.#swallows) return;
      this.#swallows = false;
      event.preventDefault();
      event.stopPropagation();
    };
    for (const sign of SIGNS) target.addEventListener(sign, wake, { passive: true });
    target.addEventListener('click', swallow, { capture: true });
    this.wake();
    return () => {
      this.#stop();
      for (const sign of SIGNS) target.removeEventListener(sign, wake);
      target.removeEventListener('click', swallow, { capture: true });
    };
  }

  /** Restarts the wait: something else is shown. */
  wake(): void {
    this.#stop();
    this.#isQuiet = false;
    this.#stop = this.#needs.later(() => {
      if (this.#needs.isHeld()) this.wake();
      else this.#isQuiet = true;
    }, AFTER);
  }
}

/** Whether something on the page is in use though nothing moves. */
export function isInUse(): boolean {
  return (
    document.querySelector(
      'dialog[open], :popover-open, .guide, .desk:hover, .stage-buttons:hover, header:hover',
    ) !== null ||
    document.querySelector(':is(button, input, select, summary, a):focus-visible') !== null
  );
}
