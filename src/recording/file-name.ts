// Makes names safe for files that the user saves. It removes characters that file systems reject, that are invisible or
// that reverse the reading order, and limits the length to what every file system takes. Pure.

/** For the name without its extension, bytes of UTF-8. Most file systems take 255 with it. */
const LONGEST = 200;

/** Control characters, marks that change the reading order, zero-width characters, line breaks, lone surrogates. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Names that Windows reserves for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=$|[. ])/i;

/** @param ending without its dot @returns "Vanish" with the extension if nothing is left of the name */
export function safeFileName(name: string, ending: string): string {
  const seen = name.replace(UNSEEN, ' ').replace(/[<>:"/\\|?*]/g, ' ');
  const bare = seen.replace(/^[\s.]+/, '').replace(DEVICE, '$1_');
  const stem = shortened(bare).replace(/[\s.]+$/, '');
  return `${stem || 'Vanish'}.${ending}`;
}

/** Cut to `LONGEST` bytes without splitting a character. */
function shortened(name: string): string {
  let short = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += new TextEncoder().encode(segment).length;
    if (bytes > LONGEST) break;
    short += segment;
  }
  return short;
}
