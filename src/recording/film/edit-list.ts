// Reads which part of an MP4's tracks is shown: an edit list lets owners trim films without rewriting them. mediabunny
// shifts times by the start of the first edit but ignores its end, so that is read here. ISO 14496-12, 8.6.6.

export interface Edit {
  /** When the picture or the sound ends, s; Infinity if the edit does not say. */
  end: number;
  /** False if the film is assembled from several parts, or plays at another speed. */
  isSimple: boolean;
}

/** More than any honest film's header, bytes. */
const LARGEST_HEAD = 256 * 1024 * 1024;
/** An honest film has few boxes before its header. More would take minutes to walk through. */
const MOST_BOXES = 2000;
const FULL: Edit = { end: Infinity, isSimple: true };

interface Box {
  type: string;
  /** The box's content. */
  content: DataView;
}

/**
 * @returns what is shown of each track, by track number; nothing for a file that is not an MP4 or has no edits
 * @throws Error with a sentence if the header is too large, or too far into the file, to be read: trimmed parts would
 * reappear
 */
export async function readEdits(file: Blob): Promise<Map<number, Edit>> {
  const edits = new Map<number, Edit>();
  const head = await findHead(file);
  if (!head) return edits;
  const movie = boxesIn(head);
  const header = movie.find(({ type }) => type === 'mvhd')?.content;
  const scale = header && at(header, isLong(header) ? 20 : 12, 4)?.getUint32(0);
  if (!scale) return edits;
  for (const { type, content } of movie) {
    if (type !== 'trak') continue;
    const track = boxesIn(content);
    const trackHeader = track.find((box) => box.type === 'tkhd')?.content;
    const number = trackHeader && at(trackHeader, isLong(trackHeader) ? 20 : 12, 4)?.getUint32(0);
    const list = track.find((box) => box.type === 'edts')?.content;
    const edit = list && boxesIn(list).find((box) => box.type === 'elst')?.content;
    if (number !== undefined && edit) edits.set(number, readEdit(edit, scale));
  }
  return edits;
}

function readEdit(list: DataView, scale: number): Edit {
  const size = isLong(list) ? 20 : 12;
  const count = at(list, 4, 4)?.getUint32(0) ?? 0;
  let end = 0;
  let parts = 0;
  for (let i = 0; i < count; i++) {
    const entry = at(list, 8 + i * size, size);
    if (!entry) break; // the header announces more entries than it has
    const duration = size === 20 ? Number(entry.getBigUint64(0)) : entry.getUint32(0);
    const start = size === 20 ? Number(entry.getBigInt64(8)) : entry.getInt32(4);
    const speed = entry.getUint32(size - 4);
    if (start === -1) {
      end += duration; // nothing is shown for this long
      continue;
    }
    if (++parts > 1 || speed !== 0x10000) return { end: Infinity, isSimple: false };
    if (duration === 0) return FULL; // to the end, as in fragmented files
    end += duration;
  }
  return parts === 0 ? FULL : { end: end / scale, isSimple: true };
}

/** The content of the box with the film's header. */
async function findHead(file: Blob): Promise<DataView | undefined> {
  let boxes = 0;
  for (let position = 0; position + 8 <= file.size;) {
    if (++boxes > MOST_BOXES) throw new Error('It is in too many pieces.');
    const view = new DataView(await file.slice(position, position + 16).arrayBuffer());
    const box = sizeOf(view, file.size - position);
    if (!box) return undefined;
    if (typeOf(view) === 'moov') {
      const end = Math.min(file.size, position + box.size);
      if (end - position > LARGEST_HEAD) throw new Error('Its table of contents is too large.');
      return new DataView(await file.slice(position + box.head, end).arrayBuffer());
    }
    position += box.size;
  }
  return undefined;
}

/** All boxes up to the first that does not fit. */
function boxesIn(content: DataView): Box[] {
  const found: Box[] = [];
  for (let position = 0; position + 8 <= content.byteLength;) {
    const rest = new DataView(
      content.buffer,
      content.byteOffset + position,
      content.byteLength - position,
    );
    const box = sizeOf(rest, rest.byteLength);
    if (!box || box.size > rest.byteLength) break;
    const inside = new DataView(rest.buffer, rest.byteOffset + box.head, box.size - box.head);
    found.push({ type: typeOf(rest), content: inside });
    position += box.size;
  }
  return found;
}

function typeOf(box: DataView): string {
  return String.fromCharCode(...[4, 5, 6, 7].map((position) => box.getUint8(position)));
}

/**
 * The sizes of the box and of its header, bytes; undefined if they cannot be true. @param rest how much data is left
 */
function sizeOf(box: DataView, rest: number): { size: number; head: number } | undefined {
  const size = box.getUint32(0);
  if (size === 0) return { size: rest, head: 8 };
  if (size !== 1) return size >= 8 ? { size, head: 8 } : undefined;
  if (box.byteLength < 16) return undefined;
  const long = Number(box.getBigUint64(8));
  return long >= 16 ? { size: long, head: 16 } : undefined;
}

/** Whether times have 64 bits. */
function isLong(box: DataView): boolean {
  return box.byteLength > 0 && box.getUint8(0) === 1;
}

function at(view: DataView, position: number, length: number): DataView | undefined {
  if (position + length > view.byteLength) return undefined;
  return new DataView(view.buffer, view.byteOffset + position, length);
}
