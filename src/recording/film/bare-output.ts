// A file that inherits nothing from the original film: no title, location, cover picture, attachment, track name or
// language. This is an allowlist: whatever is not listed stays behind.
import {
  Output,
  type AudioCodec,
  type AudioSource,
  type AudioTrackMetadata,
  type MetadataTags,
  type OutputFormat,
  type Target,
  type VideoSource,
  type VideoTrackMetadata,
} from 'mediabunny';

/** The tags of a cloaked film. `Conversion` would otherwise copy the original's. */
export const NO_TAGS: MetadataTags = {};

/**
 * Sound in these codecs is copied unchanged. Others (FLAC, Vorbis) carry titles and pictures in the header of the sound
 * itself, and are re-encoded.
 */
const WITHOUT_TAGS: readonly AudioCodec[] = ['aac', 'opus', 'mp3', 'ac3', 'eac3'];

/** Whether sound in that codec holds nothing but sound. */
export function isBareSound(codec: AudioCodec | null): boolean {
  return codec !== null && (WITHOUT_TAGS.includes(codec) || codec.startsWith('pcm-'));
}

/** mediabunny's output, without the tracks' original names. */
export class BareOutput<F extends OutputFormat, T extends Target> extends Output<F, T> {
  override addVideoTrack(source: VideoSource, metadata: VideoTrackMetadata = {}) {
    const { rotation, frameRate, group } = metadata;
    return super.addVideoTrack(source, { rotation, frameRate, group });
  }

  override addAudioTrack(source: AudioSource, { group }: AudioTrackMetadata = {}) {
    return super.addAudioTrack(source, { group });
  }
}
