// Writes a file of the origin-private file system in pieces. This is the only place that writes to a handle. It checks
// how much was written, since a browser that runs out of room may throw, but may also write less without an error.
import type { ClipChunk } from './clip.ts';
import { DiskFullError, type ClipWriting } from './clip-store.ts';

const NO_ROOM = 'The disk space that this browser gives the page is used up.';

/**
 * Empties the file and opens it for writing in place, so that written data survives when the page dies.
 * (`createWritable` saves it only at the end.) In a worker only. If a write fails, the file is closed at once.
 * @throws DiskFullError, here and from the stream
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

  /** @throws the step's error, with the file closed and `bytes` updated to its size */
  function attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      try {
        close();
      } catch {
        // Only the first error is reported.
      }
      sayNoRoom(error);
    }
  }

  attempt(() => access.truncate(0));
  const finish = () => {
    const written = bytes;
    close();
    if (bytes < written) throw new DiskFullError(NO_ROOM);
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

/** @throws DiskFullError in place of the errors of browsers that run out of room; otherwise the error itself */
export function sayNoRoom(error: unknown): never {
  const isFull = error instanceof Error && error.name === 'QuotaExceededError';
  throw isFull ? new DiskFullError(NO_ROOM, { cause: error }) : error;
}

function writeAll(access: FileSystemSyncAccessHandle, data: Uint8Array, position: number): void {
  for (let done = 0; done < data.byteLength;) {
    const rest = data.subarray(done);
    const taken = access.write(rest, { at: position + done });
    // Where others throw, Chromium's private windows return nothing, or -8 as an unsigned number.
    if (!(taken > 0 && taken <= rest.byteLength)) throw new DiskFullError(NO_ROOM);
    done += taken;
  }
}
