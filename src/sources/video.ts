// Sources that play in a <video> element: a file the person opens, and the demo clip.
import { createVideo, feedFromVideo } from './frames.ts';
import { SourceError, type Problem } from './problem.ts';
import type { Credit, OpenOptions, Source, SourceKind } from './source.ts';
import { sentenceOf } from '../sentence-of.ts';

const DEMO_CREDIT: Credit = {
  text: 'Intel IoT DevKit sample-videos, CC BY 4.0',
  url: 'https://github.com/intel-iot-devkit/sample-videos',
};

type Identity = Pick<Source, 'title' | 'credit' | 'file'> & { kind: SourceKind };

/** Why a file cannot be a source, as far as its name, type and size tell; undefined if it may be. */
export function problemOfFile({ name, type, size }: File): Problem | undefined {
  const remedy = 'Open another video, for example an MP4 or a WebM.';
  if (size === 0) return { kind: 'empty', happened: `“${name}” is empty.`, remedy };
  // Browsers leave the type empty for endings they do not know (.mkv): then the decoder decides.
  if (type !== '' && !type.startsWith('video/')) {
    return { kind: 'not-a-video', happened: `“${name}” is not a video.`, remedy };
  }
  return undefined;
}

/** Resolves when the first picture is decoded. @throws Error if there never will be one */
function firstPicture(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve, reject) => {
    video.onloadeddata = () => {
      if (video.videoWidth > 0) resolve();
      else reject(new Error('No picture in it.')); // sound only
    };
    video.onerror = () => reject(new Error(video.error?.message ?? 'It cannot be decoded.'));
  });
}

/** Plays it over and over. @throws Error if it cannot be decoded */
async function openBlob(blob: Blob, identity: Identity, { onLost }: OpenOptions): Promise<Source> {
  const url = URL.createObjectURL(blob);
  const video = createVideo();
  video.loop = true;

  let stopFrames = () => {};
  function stop(): void {
    stopFrames();
    video.onerror = null;
    video.removeAttribute('src'); // lets the browser drop the decoder and the data
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
  video.onerror = () => onLost(undecodable(identity.title));

  return {
    ...identity,
    feed(sink) {
      stopFrames = feedFromVideo(video, sink);
    },
    stop,
  };
}

function undecodable(title: string): Problem {
  return {
    kind: 'undecodable',
    happened: `This browser cannot decode ${title}.`,
    remedy: 'Open another video, for example an MP4 with H.264 or a WebM.',
  };
}

/** @throws SourceError if the file is empty, no video, or cannot be decoded */
export async function openFile(file: File, options: OpenOptions): Promise<Source> {
  const problem = problemOfFile(file);
  if (problem) throw new SourceError(problem);
  const title = `“${file.name}”`;
  try {
    return await openBlob(file, { kind: 'file', title, file }, options);
  } catch {
    throw new SourceError(undecodable(title));
  }
}

/**
 * The demo clip in a format that this browser plays. As a whole, so that it comes out of the service worker's cache
 * too: a <video> asks for parts.
 * @throws Error if it does not arrive
 */
async function fetchDemo(): Promise<Blob> {
  const playsWebm = document.createElement('video').canPlayType('video/webm; codecs="vp9"') !== '';
  const url = `${import.meta.env.BASE_URL}demo/demo.${playsWebm ? 'webm' : 'mp4'}`;
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
