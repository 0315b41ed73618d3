// From something that plays to VideoFrames: a <video> element frame by frame, a camera's track as a
// stream where the browser has MediaStreamTrackProcessor. Nothing here is ever put on the page.
import { whileHidden, type StartTicks } from './hidden-ticks.ts';
import type { FrameSink } from './source.ts';

/** A <video> element that plays without sound and outside the page. */
export function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true; // or it may not start without a click
  video.playsInline = true; // or phones show it, uncloaked, on the whole screen
  return video;
}

/**
 * Hands every presented frame to the sink, but none while the sink is busy: an old frame helps
 * nobody. In a hidden page, where none is presented, what the video is at; never a picture twice.
 * @param inBackground calls while the page is hidden; tests pass another
 * @returns stops it
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

/** Undefined while there is none: on a busy machine also for a moment after the element says that there is. */
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
 * Hands a camera's frames to the sink: as a stream, which goes on in a hidden tab, or else through
 * a <video> element.
 * @returns stops the element; a stream ends with its track
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
  return () => {
    stopFrames();
    video.srcObject = null;
  };
}
