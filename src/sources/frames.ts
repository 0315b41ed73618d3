// Turns media into VideoFrames: a <video> element frame by frame, a camera's track as a stream if the browser has
// MediaStreamTrackProcessor. Nothing here is ever put on the page.
import { whileHidden, type StartTicks } from './hidden-ticks.ts';
import type { FrameSink } from './source.ts';

/** A <video> element that plays muted and outside the page. */
export function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true; // otherwise it may not start without a click
  video.playsInline = true; // otherwise phones show it, uncloaked, full screen
  return video;
}

/**
 * Browsers pause videos for reasons of their own: a page in the back/forward cache, a frozen tab, a media key. This
 * resumes the video whenever the page is visible.
 * @returns a function that ends it
 */
export function keepPlaying(video: HTMLVideoElement): () => void {
  const resume = () => {
    if (video.paused && !document.hidden) void video.play().catch(() => {}); // at the next event
  };
  video.addEventListener('pause', resume);
  addEventListener('pageshow', resume);
  document.addEventListener('resume', resume);
  document.addEventListener('visibilitychange', resume);
  return () => {
    video.removeEventListener('pause', resume);
    removeEventListener('pageshow', resume);
    document.removeEventListener('resume', resume);
    document.removeEventListener('visibilitychange', resume);
  };
}

/**
 * Hands every presented frame to the sink, except while the sink is busy: an old frame helps nobody. A hidden page
 * presents none, so it takes the video's current picture, never the same one twice.
 * @param inBackground calls back while the page is hidden; tests pass their own
 * @returns a function that stops it
 */
export function feedFromVideo(
  video: HTMLVideoElement,
  sink: FrameSink,
  inBackground: StartTicks = whileHidden,
): () => void {
  let handle = 0;
  let lastTime: number | undefined;
  function take(isNew: boolean): void {
    const frame = sink.busy ? undefined : currentFrame(video);
    if (!frame) return;
    if (!isNew && frame.timestamp === lastTime) return frame.close();
    lastTime = frame.timestamp;
    sink.show(frame);
  }
  function present(): void {
    take(true);
    handle = video.requestVideoFrameCallback(present);
  }
  present();
  const endTicks = inBackground(() => take(false));
  return () => {
    video.cancelVideoFrameCallback(handle);
    endTicks();
  };
}

/** Undefined while there is none. On a busy machine that includes a moment after the element says there is one. */
function currentFrame(video: HTMLVideoElement): VideoFrame | undefined {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
  try {
    return new VideoFrame(video);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') return undefined;
    throw error;
  }
}

/**
 * Hands a camera's frames to the sink: as a stream, which continues in a hidden tab, or through a <video> element.
 * @returns a function that stops the element; a stream ends with its track
 */
export function feedFromTrack(track: MediaStreamTrack, sink: FrameSink): () => void {
  if (typeof MediaStreamTrackProcessor !== 'undefined') {
    sink.attach(new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable);
    return () => {};
  }
  const video = createVideo();
  video.autoplay = true;
  video.srcObject = new MediaStream([track]);
  const stopFrames = feedFromVideo(video, sink);
  const stopKeeping = keepPlaying(video);
  return () => {
    stopFrames();
    stopKeeping();
    video.srcObject = null;
  };
}
