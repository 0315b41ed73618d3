// A variant that the user brings: card.json and the files that it names, from a folder, checked against the contract. A
// lone .onnx file is handled by onnx/bring-onnx.ts.
import { chooseWay } from './way.ts';
import { CardError, type Card } from './card.ts';
import { readCard } from './read-card.ts';
import { isId } from './catalog.ts';
import { checkFile, checkLength } from './files.ts';
import { checkModel } from './graph/check-model.ts';
import { MOST_CARD_BYTES } from './graph/limits.ts';
import type { Loaded } from './network.ts';

/** A file with its path: "my-variant/weights.bin", or just the name. */
export interface DroppedFile {
  path: string;
  file: File;
}

/** The variant has the same id as one of Vanish's own. */
export class TakenError extends CardError {
  /** @param card the card of the variant that the user brought */
  constructor(readonly card: Card) {
    super(
      `Vanish has another variant "${card.id}". Use that one from the list, or give yours another "id".`,
    );
  }
}

export interface Brought extends Loaded {
  /** The parsed card, including what `readCard` drops. */
  json: unknown;
}

/**
 * Finds the card among the files, and the files that it names. All others are ignored.
 * @param taken ids that the variant must not have
 * @throws CardError with a sentence; TakenError for a taken id
 */
export async function readBrought(
  brought: readonly DroppedFile[],
  taken: readonly string[],
): Promise<Brought> {
  const json = await readJson(onlyCard(brought).file);
  const id = (json as { id?: unknown } | null)?.id;
  if (!isId(id)) {
    throw new CardError(
      'The card\'s "id" must be a name of letters, digits, dots, dashes and underscores.',
    );
  }
  const card = readCard(json, id);
  if (taken.includes(id)) {
    throw new TakenError(card);
  }
  chooseWay(card);
  const folder = onlyCard(brought).path.slice(0, -CARD.length);
  const files = new Map<string, ArrayBuffer>();
  for (const named of card.files) {
    const found = brought.find(({ path }) => path === folder + named.path);
    if (!found) throw new CardError(`${named.path} is missing, which the card of "${id}" names.`);
    checkLength(named, id, found.file.size); // before it takes memory
    const content = await readContent(found.file, named.path);
    await checkFile(named, id, content);
    files.set(named.path, content);
  }
  if (card.onnx) {
    const { checkOnnx } = await import('./onnx/check-onnx.ts');
    checkOnnx({ card, files });
  } else {
    checkModel({ card, files });
  }
  return { card, files, json };
}

const CARD = 'card.json';

function onlyCard(brought: readonly DroppedFile[]): DroppedFile {
  const cards = brought.filter(({ path }) => path.split('/').at(-1) === CARD);
  if (cards.length === 1) return cards[0]!;
  throw new CardError(
    cards.length === 0
      ? `There is no ${CARD} among these files. A variant is a card.json, a model.json and its shards.`
      : `There are ${cards.length} files named ${CARD}. Bring one variant at a time.`,
  );
}

/** @throws CardError with a sentence if it can no longer be read */
export async function readContent(file: File, path: string): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new CardError(`${path} could not be read: it has been moved, changed or locked.`);
  }
}

async function readJson(file: File): Promise<unknown> {
  if (file.size > MOST_CARD_BYTES) {
    throw new CardError(`${CARD} is larger than ${MOST_CARD_BYTES / 1e6} MB: it is not a card.`);
  }
  const content = await readContent(file, CARD);
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch {
    throw new CardError(`${CARD} is not JSON.`);
  }
}
