// A file in memory that grows in pieces, so that it need not be copied to grow. It can be written at any position.

/** 1 MiB */
const PIECE = 1024 * 1024;

export interface Pieces {
  /** The file's size. */
  readonly bytes: number;
  /** @returns false, writing nothing, if the file would exceed the limit */
  write(data: Uint8Array, position: number): boolean;
  /** A copy of the whole file. */
  blob(): Blob;
}

/** @param limit the file's largest size, bytes */
export function createPieces(limit: number, piece = PIECE): Pieces {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    write(data, position) {
      const end = position + data.byteLength;
      if (end > limit) return false;
      while (pieces.length * piece < end) pieces.push(new Uint8Array(piece));
      for (let at = position; at < end;) {
        const inside = at % piece;
        const length = Math.min(piece - inside, end - at);
        const from = at - position;
        pieces[Math.floor(at / piece)]!.set(data.subarray(from, from + length), inside);
        at += length;
      }
      bytes = Math.max(bytes, end);
      return true;
    },
    blob() {
      const whole = pieces.slice(0, Math.floor(bytes / piece));
      const rest = pieces[whole.length]?.subarray(0, bytes % piece);
      return new Blob(rest?.length ? [...whole, rest] : whole);
    },
  };
}
