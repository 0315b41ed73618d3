// The page's state of the microphone: off at first, the choice among several, its level.
import {
  canReadMicrophone,
  listMicrophones,
  openMicrophone,
  type Microphone,
  type MicrophoneChoice,
} from '../../sources/microphone.ts';
import { describe, problemOf } from '../../sources/problem.ts';
import { t } from '../words/words.svelte.ts';

export class MicrophoneState {
  readonly #use: (stream: ReadableStream<AudioData> | undefined) => void;
  readonly #tell: (sentence: string) => void;
  #microphone: Microphone | undefined = $state.raw();
  #choices: MicrophoneChoice[] = $state.raw([]);
  #isAsking = $state(false);
  /** Its level, 0..1. */
  level = $state(0);

  /** @param use takes ownership of the sound, @param tell shows a sentence */
  constructor(
    use: (stream: ReadableStream<AudioData> | undefined) => void,
    tell: (sentence: string) => void,
  ) {
    this.#use = use;
    this.#tell = tell;
  }

  /** Whether the browser supports it at all. */
  get canBeUsed(): boolean {
    return canReadMicrophone();
  }
  get isOn(): boolean {
    return this.#microphone !== undefined;
  }
  /** Waiting for the user's permission. */
  get isAsking(): boolean {
    return this.#isAsking;
  }
  get id(): string | undefined {
    return this.#microphone?.id;
  }
  get choices(): readonly MicrophoneChoice[] {
    return this.#choices;
  }

  /** @param id which one; default: the browser's choice */
  async turnOn(id?: string): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const opened = await openMicrophone(id, () => this.#lose());
      this.turnOff();
      this.#microphone = opened;
      this.#use(opened.stream);
      this.#choices = await listMicrophones();
    } catch (error) {
      this.#tell(describe(problemOf(error), t().recording.noSound));
    } finally {
      this.#isAsking = false;
    }
  }

  /** Reopens it if it is on, because the consumer of its sound is gone. */
  async renew(): Promise<void> {
    if (this.isOn) await this.turnOn(this.id);
  }

  turnOff(): void {
    if (!this.#microphone) return;
    this.#use(undefined);
    this.#microphone.stop();
    this.#microphone = undefined;
    this.level = 0;
  }

  #lose(): void {
    this.turnOff();
    this.#tell(t().recording.microphoneLost);
  }
}
