// Saves a file for the user: where they choose if the browser lets them, otherwise as a download.

interface SavePicker {
  showSaveFilePicker?: (options: {
    suggestedName: string;
  }) => Promise<{ createWritable(): Promise<WritableStream> }>;
}

/**
 * @returns false if the user cancelled
 * @throws if it could not be written
 */
export async function saveFile(file: Blob, name: string): Promise<boolean> {
  const { showSaveFilePicker } = window as SavePicker;
  if (!showSaveFilePicker) {
    download(file, name);
    return true;
  }
  try {
    const handle = await showSaveFilePicker({ suggestedName: name });
    await file.stream().pipeTo(await handle.createWritable());
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
}

/** To the browser's download folder, without asking. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may still be reading
}
