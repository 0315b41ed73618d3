// Names for files that the person saves: what a file system refuses, what cannot be seen and what turns the reading
// order around is left out, and no name is longer than every file system takes. Pure.

/** Of the name without its ending, bytes of UTF-8: most file systems take 255 with the ending. */
const LONGEST = 200;

/** Control characters, marks that turn the reading order, what has no width, line ends, half characters. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** What Windows keeps for devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=$|[. ])/i;

/** @param ending without its dot @returns "Vanish" with the ending if nothing of the name is left */
export function safeFileName(name: string, ending: string): string {
  const seen = name.replace(UNSEEN, ' ').replace(/[<>:"/\\|?*]/g, ' ');
  const bare = seen.replace(/^[\s.]+/, '').replace(DEVICE, '$1_');
  const stem = shortened(bare).replace(/[\s.]+$/, '');
  return `${stem || 'Vanish'}.${ending}`;
}

/** Up to `LONGEST` bytes, and no character cut in two. */
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
