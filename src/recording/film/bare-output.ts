// A file that takes nothing over from the film it is made of: no title, place, cover picture, attached file, track
// name or language. Whatever may pass is listed; whatever is not listed stays behind.
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

/** The tags of a cloaked film. For `Conversion`, which otherwise copies the film's own. */
export const NO_TAGS: MetadataTags = {};

/**
 * Sound in these forms is copied as it is. Others (FLAC, Vorbis) carry titles and pictures in the head of the sound
 * itself, and are encoded again.
 */
const WITHOUT_TAGS: readonly AudioCodec[] = ['aac', 'opus', 'mp3', 'ac3', 'eac3'];

/** Whether sound of that form holds nothing but sound. */
export function isBareSound(codec: AudioCodec | null): boolean {
  return codec !== null && (WITHOUT_TAGS.includes(codec) || codec.startsWith('pcm-'));
}

/** mediabunny's output, of whose tracks nobody can tell what they were called. */
export class BareOutput<F extends OutputFormat, T extends Target> extends Output<F, T> {
  override addVideoTrack(source: VideoSource, metadata: VideoTrackMetadata = {}) {
    const { rotation, frameRate, group } = metadata;
    return super.addVideoTrack(source, { rotation, frameRate, group });
  }

  override addAudioTrack(source: AudioSource, { group }: AudioTrackMetadata = {}) {
    return super.addAudioTrack(source, { group });
  }
}
