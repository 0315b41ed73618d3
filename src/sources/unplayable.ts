// Why a file that a <video> does not play is no source, and whether it can be cloaked as a whole film. Only the content
// counts: types and names of files are wrong too often (.ts is a film, but also the text of a program).
import { quoted } from '../file-names.ts';
import { SourceError, type Problem } from './problem.ts';

/** What is in a file. */
export interface FileContent {
  /** Undefined if there is no moving picture. */
  film?: { canBeDecoded: boolean };
  hasSound: boolean;
}

const MOST_TIME = 10_000; // ms; a film's header is read long before that
const NOTHING: FileContent = { hasSound: false };
const ANOTHER = 'Open another video, for example an MP4 with H.264 or a WebM.';

/** Never rejects: a file that cannot be read, or not in time, counts as empty. */
export async function lookInto(file: Blob, mostTime = MOST_TIME): Promise<FileContent> {
  // Loaded on demand, since most files play.
  const { ALL_FORMATS, BlobSource, Input } = await import('mediabunny');
  using input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<FileContent>((resolve) => {
    timer = setTimeout(() => resolve(NOTHING), mostTime);
  });
  async function look(): Promise<FileContent> {
    if (!(await input.canRead())) return NOTHING;
    const picture = await input.getPrimaryVideoTrack();
    const sound = await input.getPrimaryAudioTrack();
    return {
      film: picture ? { canBeDecoded: await picture.canDecode() } : undefined,
      hasSound: sound !== null,
    };
  }
  try {
    return await Promise.race([look(), late]);
  } catch {
    return NOTHING; // broken, or not what its header says
  } finally {
    clearTimeout(timer);
  }
}

/** Whether there is a film in the file, whatever its name and type say. */
export async function isFilm(file: Blob): Promise<boolean> {
  return (await lookInto(file)).film !== undefined;
}

/**
 * @param file one that a <video> has rejected
 * @param look tests pass their own
 */
export async function problemOfFile(
  file: File,
  look: (file: Blob) => Promise<FileContent> = lookInto,
): Promise<Problem> {
  const title = quoted(file.name);
  if (file.size === 0) return { kind: 'empty', happened: `${title} is empty.`, remedy: ANOTHER };
  if (!(await canBeRead(file))) {
    return {
      kind: 'gone',
      happened: `${title} cannot be read.`,
      remedy: 'Check that it is still where it was, and open it again.',
    };
  }
  const { film, hasSound } = await look(file);
  if (film?.canBeDecoded) {
    return {
      kind: 'whole-only',
      happened: `This browser cannot play ${title} live.`,
      remedy: 'It can be cloaked as a whole film, frame by frame.',
      film: file,
    };
  }
  if (film) return undecodable(title);
  if (hasSound) {
    return { kind: 'sound', happened: `${title} has sound but no picture.`, remedy: ANOTHER };
  }
  if (file.type.startsWith('image/')) {
    return {
      kind: 'picture',
      happened: `${title} is a picture, not a video.`,
      remedy: 'Vanish cloaks a camera, or a video.',
    };
  }
  if (file.type === '' || file.type.startsWith('video/')) return undecodable(title);
  return { kind: 'not-a-video', happened: `${title} is not a video.`, remedy: ANOTHER };
}

export function undecodable(title: string): Problem {
  return {
    kind: 'undecodable',
    happened: `This browser cannot decode ${title}.`,
    remedy: ANOTHER,
  };
}

/** Like `problemOfFile`, as an error to throw. */
export async function unplayable(file: File): Promise<SourceError> {
  return new SourceError(await problemOfFile(file));
}

/** False for a file that was moved or changed after it was chosen, or for a folder that poses as one. */
function canBeRead(file: Blob): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
