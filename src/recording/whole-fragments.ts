// How much of a fragmented MP4 that was cut short can be played: up to the last fragment that is whole.
// https://www.w3.org/TR/mse-byte-stream-format-isobmff/

/** Size and type at the beginning of every box; with a large box's size behind them. Bytes. */
const HEADER = 16;

/**
 * @returns the file's length (bytes) up to the end of its last whole fragment; 0 if it has none
 */
export async function wholeFragments(file: Blob): Promise<number> {
  let whole = 0;
  let at = 0;
  while (at + 8 <= file.size) {
    const bytes = await file.slice(at, at + HEADER).arrayBuffer();
    const view = new DataView(bytes);
    const type = String.fromCharCode(...new Uint8Array(bytes, 4, 4));
    let size = view.getUint32(0);
    if (size === 1 && bytes.byteLength === HEADER) size = Number(view.getBigUint64(8));
    if (size < 8 || at + size > file.size) break; // cut short, or not written yet
    at += size;
    if (type === 'mdat') whole = at; // a fragment is a moof and the mdat behind it
  }
  return whole;
}
