// One recording, from its first picture to its clip. It takes cloaked pictures from the engine's port and sound from
// the microphone, puts both on one clock, and keeps what it has if something breaks. The file is longer than others
// because a recording must end in good order whatever breaks.
import type { FromTap, ToTap } from '../engine/tap-messages.ts';
import type { Clip } from './clip.ts';
import { createClipOutput, chooseFormat, NO_ENCODER, type ClipOutput } from './clip-output.ts';
import { DiskFullError, type ClipDraft, type ClipStore } from './clip-store.ts';
import { finishClip } from './finish-clip.ts';
import { createMutedTimes } from './muted-times.ts';
import { createRecordedTime } from './recorded-time.ts';
import { createSoundLine, type SoundLine } from './sound-line.ts';
import type { SoundPiece, SoundReader } from './sound-reader.ts';
import { sentenceOf } from '../sentence-of.ts';

export interface RecordingOptions {
  store: Promise<ClipStore>;
  name: string;
  /** The engine's pictures. */
  port: MessagePort;
  /** Resolves once its format is known; undefined if there is no sound. */
  sound: Promise<SoundReader | undefined>;
  /** Called when the recording cannot continue. The page then ends it. */
  onBroken: (sentence: string) => void;
}

export interface RecordingProgress {
  seconds: number;
  bytes: number;
  /** Pictures in the file, or on their way to it. */
  frames: number;
  /** Pictures that were made but are not in the file. */
  lost: number;
}

export interface RecordingResult extends RecordingProgress {
  /** Undefined if there was no picture. */
  clip?: Clip;
  /** What went wrong. */
  problem?: string;
}

/** Calls take effect from `at` (ms since 1970), however late pictures and sound arrive. */
export interface Recording {
  progress(): RecordingProgress;
  /** Takes pictures from this port instead of the previous one. Meanwhile, the last one stays. */
  usePictures(port: MessagePort): void;
  pause(at: number): void;
  goOn(at: number): void;
  mute(isMuted: boolean, at: number): void;
  /** Writes what is in progress and completes the file. */
  stop(at: number): Promise<RecordingResult>;
}

/** The longest time that a picture is shown after its source has stopped, s. */
const LONGEST = 1;
/** How late pictures and sound may arrive after the end, ms. */
const UNDER_WAY = 1000;
/** Sound that is missing for this long is replaced by silence, so that the file can continue. s */
const SILENT = 0.5;
/** Bytes that must stay free beyond what was written: the complete file is made from it. */
const RESERVE = 32 * 1024 * 1024;
/** ms between two checks of the free room. */
const LOOK = 5000;

const MAKE_ROOM = 'Save and delete clips to make room.';
const DISK_FILLS_UP = 'The disk space that this browser gives the page is nearly used up.';

/** Accepts calls at once. Pictures and sound wait until the store is open and the sound's format is known. */
export function startRecording(options: RecordingOptions): Recording {
  let { port } = options;
  const time = createRecordedTime();
  const muted = createMutedTimes();
  let store: ClipStore | undefined;
  let sound: SoundReader | undefined;
  let line: SoundLine | undefined;
  let draft: ClipDraft | undefined;
  let output: ClipOutput | undefined;
  let hasSound = false;
  let held: { picture: VideoFrame; at: number } | undefined; // its duration is known when the next arrives
  let frames = 0;
  let lost = 0;
  let kept = 0;
  let failure: { error: unknown } | undefined; // what ended it early
  let isEnding = false;
  let lookedAt = 0;
  let work: Promise<void> = Promise.resolve(); // one step after the other
  let tellEnd = () => {};
  const ended = new Promise<void>((resolve) => (tellEnd = resolve));

  const now = () => performance.timeOrigin + performance.now();

  function fail(error: unknown): void {
    if (failure) return;
    failure = { error };
    options.onBroken(sentenceOf(error));
  }

  /** Runs after the previous step, or not at all if that failed. */
  function then(step: () => Promise<void>, orElse = () => {}): Promise<void> {
    work = work.then(() => (failure ? orElse() : step().catch(fail)));
    return work;
  }

  async function prepare(): Promise<void> {
    [store, sound] = await Promise.all([options.store, options.sound]);
    if (!sound?.format) return;
    line = createSoundLine(sound.format.rate);
    if (!isEnding) sound.listener = (piece) => void then(() => takeSound(piece));
  }

  async function begin({ displayWidth, displayHeight }: VideoFrame): Promise<void> {
    const format = await chooseFormat(displayWidth, displayHeight, sound?.format);
    if ((await store!.freeBytes()) < RESERVE) throw new DiskFullError(DISK_FILLS_UP);
    hasSound = format.audio !== undefined;
    draft = await store!.create({ name: options.name, kind: 'recording', type: format.type });
    output = await createClipOutput(draft.stream, format, sound?.format);
  }

  /** Writes the held picture to the file, shown until this time (s). */
  async function release(until: number): Promise<void> {
    if (!held) return;
    const { picture, at } = held;
    held = undefined;
    await addSilence(at - SILENT);
    await output!.addPicture(picture, at, Math.min(LONGEST, Math.max(1e-3, until - at)));
  }

  async function takePicture(picture: VideoFrame, wall: number): Promise<void> {
    time.begin(wall);
    const at = time.at(wall);
    if (at === undefined) {
      picture.close();
      return;
    }
    if (held && at <= held.at) {
      picture.close(); // two at the same moment
      lost++;
      return;
    }
    frames++;
    try {
      if (!output) await begin(picture);
      await release(at);
      held = { picture, at };
    } catch (error) {
      picture.close();
      throw error;
    }
    await lookAtRoom();
  }

  async function lookAtRoom(): Promise<void> {
    if (now() - lookedAt < LOOK || !draft) return;
    lookedAt = now();
    if ((await store!.freeBytes()) < draft.bytes + RESERVE) throw new DiskFullError(DISK_FILLS_UP);
  }

  async function takeSound({ samples, wall }: SoundPiece): Promise<void> {
    const at = time.at(wall);
    if (at === undefined || !line || !hasSound || !output) return;
    const { rate, channels } = sound!.format!;
    const count = samples.length / channels;
    const before = line.end;
    const { silence, skipped } = line.place(at, count);
    await output.addSound(new Float32Array(silence * channels), before / rate);
    const kept = new Float32Array((count - skipped) * channels);
    const isMuted = muted.has(wall, wall + (1000 * count) / rate);
    for (let channel = 0; channel < channels && !isMuted; channel++) {
      const plane = samples.subarray(channel * count + skipped, (channel + 1) * count);
      kept.set(plane, channel * (count - skipped));
    }
    await output.addSound(kept, (before + silence) / rate);
  }

  async function addSilence(until: number): Promise<void> {
    if (!line || !hasSound) return;
    const { rate, channels } = sound!.format!;
    const before = line.end;
    const missing = line.fillTo(until);
    await output!.addSound(new Float32Array(missing * channels), before / rate);
  }

  function listen(): void {
    const mine = port;
    mine.onmessage = ({ data }: MessageEvent<FromTap>) => {
      if (data.kind === 'end') tellEnd();
      else if (data.kind === 'lost') lost++;
      else {
        const { frame, wall } = data;
        kept = Math.max(kept, data.kept);
        const answer: ToTap = { kind: 'taken' };
        const step = () => takePicture(frame, wall);
        void then(step, () => frame.close()).then(() => mine.postMessage(answer));
      }
    };
  }
  listen();
  void then(prepare);

  function progress(): RecordingProgress {
    return { seconds: time.length(now()), bytes: draft?.bytes ?? 0, frames, lost };
  }

  return {
    progress,
    usePictures(next) {
      port.close();
      port = next;
      listen();
    },
    pause: (at) => time.pause(at),
    goOn: (at) => time.goOn(at),
    mute: (isMuted, at) => muted.set(isMuted, at),
    async stop(end) {
      time.end(end);
      // Pictures from before the end may still be in the engine. Sound is faster.
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, UNDER_WAY))]);
      isEnding = true;
      if (sound) sound.listener = undefined;
      port.close();
      const length = time.length(end);
      await then(async () => {
        await release(length);
        await addSilence(length);
      });
      await work;
      held?.picture.close();
      return { ...(await finish()), ...progress() };
    },
  };

  /** Whether the clip is still in the store: the user may have cleared the site's data. */
  function isThere({ id }: Clip): Promise<boolean> {
    return store!.open(id).then(
      () => true,
      () => false,
    );
  }

  async function finish(): Promise<Pick<RecordingResult, 'clip' | 'problem'>> {
    if (!draft || !output) return { problem: failure && problemOf(failure.error, false) };
    try {
      await output.finish();
    } catch (error) {
      failure ??= { error }; // what is in the file can still be saved
    }
    try {
      const clip = await finishClip(draft, kept);
      if (!clip) await store!.remove(draft.clip.id);
      return { clip, problem: failure && problemOf(failure.error, clip !== undefined) };
    } catch (error) {
      if (await isThere(draft.clip)) return { clip: draft.clip, problem: unfinished(error) };
      return { problem: problemOf(failure?.error ?? error, false) };
    } finally {
      draft.release();
    }
  }
}

/** Why a recording ended early, and what is kept of it. */
function problemOf(error: unknown, isKept: boolean): string {
  const kept = isKept ? 'What was recorded until then is kept.' : 'Nothing was recorded.';
  if (error instanceof DiskFullError) return `${error.message} ${kept} ${MAKE_ROOM}`;
  const reason = sentenceOf(error);
  return reason === NO_ENCODER ? reason : `The recording could not continue (${reason}). ${kept}`;
}

/** Why a recording is kept in the form in which it was written. */
function unfinished(error: unknown): string {
  const kept =
    'What was recorded is kept as it is: it can be played and saved, but seeking may not work.';
  if (error instanceof DiskFullError) return `${error.message} ${kept} ${MAKE_ROOM}`;
  return `The recording could not be finished (${sentenceOf(error)}). ${kept}`;
}
