// Makes names of the user's files safe to display. They may contain invisible characters that reorder the text next to
// them ("fdp.exe" shows as "exe.pdf" after a right-to-left override).

/** Invisible characters: controls (C0, C1), direction marks, line separators and zero-width characters. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** Scripts written from right to left. */
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069'];

/** The name without invisible characters; never empty. */
export function seenName(name: string): string {
  return name.replace(UNSEEN, '').trim() || 'a file without a name';
}

/** The same file under its visible name. */
export function withSeenName(file: File): File {
  const name = seenName(file.name);
  if (name === file.name) return file;
  return new File([file], name, { type: file.type, lastModified: file.lastModified });
}

/** The name in quotes, for a sentence whose reading order it must not change. */
export function quoted(name: string): string {
  const seen = seenName(name);
  return LEFTWARD.test(seen) ? `“${FIRST_STRONG_ISOLATE}${seen}${POP_ISOLATE}”` : `“${seen}”`;
}
