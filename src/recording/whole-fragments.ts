// Finds how much of a truncated fragmented MP4 can be played: up to the last complete fragment.
// https://www.w3.org/TR/mse-byte-stream-format-isobmff/

/** Size and type at the start of every box, and the size field of a large box after them. Bytes. */
const HEADER = 16;

/** @returns the file's length (bytes) up to the end of its last complete fragment; 0 if it has none */
export async function wholeFragments(file: Blob): Promise<number> {
  let whole = 0;
  let at = 0;
  while (at + 8 <= file.size) {
    const bytes = await file.slice(at, at + HEADER).arrayBuffer();
    const view = new DataView(bytes);
    const type = String.fromCharCode(...new Uint8Array(bytes, 4, 4));
    let size = view.getUint32(0);
    if (size === 1 && bytes.byteLength === HEADER) size = Number(view.getBigUint64(8));
    if (size < 8 || at + size > file.size) break; // truncated, or not written yet
    at += size;
    if (type === 'mdat') whole = at; // a fragment is a moof and the mdat after it
  }
  return whole;
}
