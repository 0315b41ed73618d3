// Frames that are in a film but never shown: VP8 and VP9 store extra pictures that other frames refer to ("alternate
// reference"). https://datatracker.ietf.org/doc/html/rfc6386#section-9.1, VP9 bitstream 6.2 and annex B
import type { VideoCodec } from 'mediabunny';

/** Codecs whose packets may hold such a frame alone. */
export function mayHide(codec: VideoCodec | null): boolean {
  return codec === 'vp8' || codec === 'vp9';
}

/** Whether the decoder returns no picture for the packet. */
export function isHidden(codec: VideoCodec | null, data: Uint8Array): boolean {
  const first = data[0];
  if (first === undefined) return true;
  if (codec === 'vp8') return (first & 0x10) === 0;
  if (codec === 'vp9') return isHiddenInVp9(first, data.at(-1)!);
  return false;
}

function isHiddenInVp9(first: number, last: number): boolean {
  if (last >> 5 === 0b110) return false; // several frames in one packet, one of which is shown
  if (first >> 6 !== 0b10) return false; // not a frame that we know
  const profile3 = ((first >> 4) & 0b11) === 0b11 ? 1 : 0; // has one more bit, which means nothing
  const bit = (number: number) => (first >> (number - profile3)) & 1;
  const showsExisting = bit(3) === 1;
  return !showsExisting && bit(1) === 0;
}
