// Finds out what kind of picture a file holds, how large it is and whether it is animated, from its first bytes. It
// decodes nothing, since that could take all memory. It ignores names and types, which are wrong too often.

export interface PictureFacts {
  kind: PictureKind;
  /** px as stored, before rotation; undefined if the header does not say */
  size?: { width: number; height: number };
  /** Whether it has several pictures in sequence. */
  isAnimated: boolean;
}

export type PictureKind = 'JPEG' | 'PNG' | 'WebP' | 'AVIF' | 'HEIC' | 'GIF' | 'BMP' | 'TIFF';

/** In a JPEG, camera metadata of up to this length may precede the size, bytes. */
const HEAD = 1 << 20;

/** @returns undefined for what is no picture. @throws whatever reading the file throws: it may be gone */
export async function lookAtPicture(file: Blob): Promise<PictureFacts | undefined> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  return readHead(head);
}

/** Like `lookAtPicture`, given the file's first bytes. */
export function readHead(head: Uint8Array): PictureFacts | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const text = (at: number, length: number) =>
    String.fromCharCode(...head.subarray(at, at + length));
  try {
    if (view.getUint16(0) === 0xffd8) return still('JPEG', sizeOfJpeg(view));
    if (text(0, 8) === '\x89PNG\r\n\x1a\n') {
      return { kind: 'PNG', size: sizeAt(view, 16), isAnimated: hasChunk(view, 'acTL', 'IDAT') };
    }
    if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return webp(view, text(12, 4));
    if (text(0, 4) === 'GIF8') {
      const size = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      return { kind: 'GIF', size, isAnimated: framesOfGif(view) > 1 };
    }
    if (text(0, 2) === 'BM' && view.getUint32(14, true) >= 40) {
      const [width, height] = [view.getInt32(18, true), view.getInt32(22, true)];
      return still('BMP', { width, height: Math.abs(height) });
    }
    if (/^(II\*\0|MM\0\*)$/.test(text(0, 4))) return still('TIFF');
    if (text(4, 4) === 'ftyp') return ofBoxes(view, text(8, Math.min(view.getUint32(0), 64) - 8));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // it ends within its header
  }
  return undefined;
}

type Size = NonNullable<PictureFacts['size']>;

function still(kind: PictureKind, size?: Size): PictureFacts {
  return { kind, size, isAnimated: false };
}

function sizeAt(view: DataView, at: number): Size {
  return { width: view.getUint32(at), height: view.getUint32(at + 4) };
}

/** The frame header (SOF) among a JPEG's segments; ITU T.81, B.2. */
function sizeOfJpeg(view: DataView): Size | undefined {
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // padding
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Whether a PNG has a chunk of one kind before the first one of another. */
function hasChunk(view: DataView, wanted: string, before: string): boolean {
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const kind = fourAt(view, at + 4);
    if (kind === wanted) return true;
    if (kind === before) return false;
  }
  return false;
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(view: DataView, first: string): PictureFacts {
  if (first === 'VP8X') {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
    const size = { width: three(24), height: three(27) };
    return { kind: 'WebP', size, isAnimated: (view.getUint8(20) & 2) !== 0 };
  }
  if (first === 'VP8L') {
    const bits = view.getUint32(21, true);
    return still('WebP', { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 });
  }
  const [width, height] = [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  return still('WebP', { width, height });
}

/** How many pictures a GIF has, as far as this header shows, up to 2; GIF89a, sections 17 to 25. */
function framesOfGif(view: DataView): number {
  const tableOf = (packed: number) => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  let frames = 0;
  let at = 13 + tableOf(view.getUint8(10));
  const skipBlocks = () => {
    while (at < view.byteLength && view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    at++;
  };
  while (at < view.byteLength && frames < 2) {
    const kind = view.getUint8(at);
    if (kind === 0x2c) {
      frames++;
      if (at + 10 > view.byteLength) break;
      at += 11 + tableOf(view.getUint8(at + 9));
    } else if (kind === 0x21) at += 2;
    else break;
    skipBlocks();
  }
  return frames;
}

/** AVIF and HEIC: ISO 23008-12. The size is the largest of the items' sizes ("ispe"). @param brands as text */
function ofBoxes(view: DataView, brands: string): PictureFacts | undefined {
  const kind = /avi[fs]/.test(brands)
    ? 'AVIF'
    : /hei[cxsm]|hev[cx]|mif1/.test(brands)
      ? 'HEIC'
      : undefined;
  if (!kind) return undefined;
  let size: Size | undefined;
  for (let at = 0; at + 16 <= Math.min(view.byteLength, 65_536); at++) {
    if (view.getUint8(at) !== 0x69 || fourAt(view, at) !== 'ispe') continue;
    const found = sizeAt(view, at + 8);
    if (!size || found.width * found.height > size.width * size.height) size = found;
  }
  return { kind, size, isAnimated: /avis|hevc|msf1/.test(brands) };
}

function fourAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}
