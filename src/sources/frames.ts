// From something that plays to VideoFrames: a <video> element frame by frame, a camera's track as a
// stream where the browser has MediaStreamTrackProcessor. Nothing here is ever put on the page.
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
 * nobody.
 * @returns stops it
 */
export function feedFromVideo(video: HTMLVideoElement, sink: FrameSink): () => void {
  let handle = 0;
  function present(): void {
    const frame = sink.busy ? undefined : currentFrame(video);
    if (frame) sink.show(frame);
    handle = video.requestVideoFrameCallback(present);
  }
  present();
  return () => video.cancelVideoFrameCallback(handle);
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
