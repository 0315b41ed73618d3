// Writes a file of the origin-private file system piece by piece. The one place that writes to a handle: it looks at
// how much was taken, since a browser whose room is used up may throw, but may also take less and say nothing.
import type { ClipChunk } from './clip.ts';
import { NoRoomError, type ClipWriting } from './clip-store.ts';

const NO_ROOM = 'The disk space that this browser gives the page is used up.';

/**
 * Empties the file and opens it for writing in place: what was written is in the file when the page dies, which
 * `createWritable` only does at its end. In a worker only. When a write fails, the file is closed at once.
 * @throws NoRoomError, here and from the stream
 */
export async function openWriting(handle: FileSystemFileHandle): Promise<ClipWriting> {
  const access = await handle.createSyncAccessHandle().catch(sayNoRoom);
  let bytes = 0;
  let isOpen = true;

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    try {
      access.flush();
      bytes = access.getSize();
    } finally {
      access.close();
    }
  }

  /** @throws what went wrong, with the file closed and `bytes` what is in it */
  function attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      try {
        close();
      } catch {
        // what failed first is what is told
      }
      sayNoRoom(error);
    }
  }

  attempt(() => access.truncate(0));
  const finish = () => {
    const written = bytes;
    close();
    if (bytes < written) throw new NoRoomError(NO_ROOM);
  };
  const stream = new WritableStream<ClipChunk>({
    write({ data, position }) {
      attempt(() => writeAll(access, data, position));
      bytes = Math.max(bytes, position + data.byteLength);
    },
    close: () => attempt(finish),
    abort: () => attempt(close),
  });
  return {
    stream,
    get bytes() {
      return bytes;
    },
    close: () => attempt(close),
  };
}

/** @throws NoRoomError instead of what browsers throw when their room is used up; else the error itself */
export function sayNoRoom(error: unknown): never {
  const isFull = error instanceof Error && error.name === 'QuotaExceededError';
  throw isFull ? new NoRoomError(NO_ROOM, { cause: error }) : error;
}

function writeAll(access: FileSystemSyncAccessHandle, data: Uint8Array, position: number): void {
  for (let done = 0; done < data.byteLength;) {
    const rest = data.subarray(done);
    const taken = access.write(rest, { at: position + done });
    // Chromium's private windows say nothing, or -8 as an unsigned number, where others throw.
    if (!(taken > 0 && taken <= rest.byteLength)) throw new NoRoomError(NO_ROOM);
    done += taken;
  }
}
