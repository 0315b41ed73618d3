// Sources that play in a <video> element: a file that the user opens, and the demo clip.
import { assetUrl } from '../assets.ts';
import { createVideo, feedFromVideo, keepPlaying } from './frames.ts';
import { SourceError } from './problem.ts';
import type { Credit, OpenOptions, Source, SourceKind } from './source.ts';
import { quoted } from '../file-names.ts';
import { undecodable, unplayable } from './unplayable.ts';
import { sentenceOf } from '../sentence-of.ts';

const DEMO_CREDIT: Credit = {
  text: 'Intel IoT DevKit sample-videos, CC BY 4.0',
  url: 'https://github.com/intel-iot-devkit/sample-videos',
};

type Identity = Pick<Source, 'title' | 'credit' | 'file'> & { kind: SourceKind };

const MOST_TIME = 20_000; // ms until the first picture; a file on a network takes a while

/** Resolves when the first picture is decoded. @throws Error if there is none, or not in time */
async function firstPicture(video: HTMLVideoElement): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const coming = new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => {
      if (video.videoWidth > 0) resolve();
      else reject(new Error('No picture in it.')); // sound only
    };
    video.onerror = () => reject(new Error(video.error?.message ?? 'It cannot be decoded.'));
    timer = setTimeout(() => reject(new Error('No picture came.')), MOST_TIME);
  });
  try {
    await coming;
  } finally {
    clearTimeout(timer);
  }
}

/** Plays it in a loop. @throws Error if it cannot be decoded */
async function openBlob(blob: Blob, identity: Identity, { onLost }: OpenOptions): Promise<Source> {
  const url = URL.createObjectURL(blob);
  const video = createVideo();
  video.loop = true;

  let stopFrames = () => {};
  let stopKeeping = () => {};
  function stop(): void {
    stopFrames();
    stopKeeping();
    video.onerror = null;
    video.removeAttribute('src'); // lets the browser free the decoder and the data
    video.load();
    URL.revokeObjectURL(url);
  }

  try {
    const ready = firstPicture(video);
    video.src = url;
    await ready;
    await video.play();
  } catch (error) {
    stop();
    throw error;
  }
  stopKeeping = keepPlaying(video);
  video.onerror = () => onLost(undecodable(identity.title));

  return {
    ...identity,
    feed(sink) {
      stopFrames();
      stopFrames = feedFromVideo(video, sink);
    },
    stop,
  };
}

/** @throws SourceError if the file is empty, no video, or cannot be played */
export async function openFile(file: File, options: OpenOptions): Promise<Source> {
  try {
    return await openBlob(file, { kind: 'file', title: quoted(file.name), file }, options);
  } catch {
    throw await unplayable(file);
  }
}

/**
 * The demo clip in a format that this browser plays. It is fetched as a whole, so that it can also come from the
 * service worker's cache: a <video> requests ranges.
 * @throws Error if it does not arrive
 */
async function fetchDemo(): Promise<Blob> {
  const playsWebm = document.createElement('video').canPlayType('video/webm; codecs="vp9"') !== '';
  const url = assetUrl(`demo/demo.${playsWebm ? 'webm' : 'mp4'}`);
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) throw new Error(answer ? `${answer.status}` : 'there is no connection');
  return answer.blob();
}

/** @throws SourceError if the clip does not arrive or cannot be decoded */
export async function openDemo(options: OpenOptions): Promise<Source> {
  const identity: Identity = { kind: 'demo', title: 'the demo', credit: DEMO_CREDIT };
  try {
    return await openBlob(await fetchDemo(), identity, options);
  } catch (error) {
    const reason = sentenceOf(error);
    throw new SourceError({
      kind: 'demo-missing',
      happened: `The demo could not be played (${reason}).`,
      remedy: 'Press Play the demo to try again, or open a video.',
    });
  }
}
