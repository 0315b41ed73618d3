// The files that the user drops or picks, with their paths inside a folder.
import { withSeenName } from '../../file-names.ts';
import type { DroppedFile } from '../../models/dropped-variant.ts';
import { t } from '../words/words.svelte.ts';

/** A variant is a handful of files, a video is one. A folder with more files than this is something else. */
const MOST_FILES = 200;

/**
 * Reads dropped files, and folders recursively. Call it during the event.
 * @throws Error with a sentence if there are too many, or one cannot be read
 */
export async function droppedFiles(data: DataTransfer): Promise<DroppedFile[]> {
  // A file that another program generated during the drag has no entry, and no folder.
  const items = Array.from(data.items, (item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files: DroppedFile[] = [];
  for (const item of items) {
    if (item instanceof File) files.push({ path: item.name, file: withSeenName(item) });
    else if (item) await collect(item, files);
  }
  return files;
}

/** Reads a file input for files or for a folder. */
export function pickedFiles(list: FileList): DroppedFile[] {
  return Array.from(list, (file) => ({
    path: file.webkitRelativePath || file.name,
    file: withSeenName(file),
  }));
}

async function collect(entry: FileSystemEntry, files: DroppedFile[]): Promise<void> {
  if (files.length >= MOST_FILES) {
    throw new Error(t().source.tooMany(MOST_FILES));
  }
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    files.push({ path: entry.fullPath.slice(1), file: withSeenName(file) });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader returns part of the folder at a time, and nothing at its end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return;
    for (const inner of part) await collect(inner, files);
  }
}
