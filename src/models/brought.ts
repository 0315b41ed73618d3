// A variant that a person brings: card.json, model.json and shards out of a folder, checked against the contract.
import { chooseWay } from '../cloak/way.ts';
import { CardError, readCard } from './card.ts';
import { checkFile } from './files.ts';
import type { Loaded } from './network.ts';

/** A file with its place: "my-variant/weights.bin", or the name alone. */
export interface BroughtFile {
  path: string;
  file: File;
}

export interface Brought extends Loaded {
  /** The parsed card, with what `readCard` leaves out. */
  json: unknown;
}

/**
 * Finds the card among the files, and beside it what it names. What it does not name is left out.
 * @param taken ids that the variant must not have
 * @throws CardError with a sentence
 */
export async function readBrought(
  brought: readonly BroughtFile[],
  taken: readonly string[],
): Promise<Brought> {
  const json = await readJson(onlyCard(brought).file);
  const id = (json as { id?: unknown } | null)?.id;
  if (typeof id !== 'string' || !/^[\w.-]{1,60}$/.test(id)) {
    throw new CardError(
      'The card\'s "id" must be a name of letters, digits, dots, dashes and underscores.',
    );
  }
  const card = readCard(json, id);
  if (taken.includes(id)) {
    throw new CardError(`Vanish has a variant "${id}" of its own. Give yours another "id".`);
  }
  chooseWay(card);
  const folder = onlyCard(brought).path.slice(0, -CARD.length);
  const files = new Map<string, ArrayBuffer>();
  for (const named of card.files) {
    const found = brought.find(({ path }) => path === folder + named.path);
    if (!found) throw new CardError(`${named.path} is missing, which the card of "${id}" names.`);
    const content = await found.file.arrayBuffer();
    await checkFile(named, id, content);
    files.set(named.path, content);
  }
  return { card, files, json };
}

const CARD = 'card.json';

function onlyCard(brought: readonly BroughtFile[]): BroughtFile {
  const cards = brought.filter(({ path }) => path.split('/').at(-1) === CARD);
  if (cards.length === 1) return cards[0]!;
  throw new CardError(
    cards.length === 0
      ? `There is no ${CARD} among these files. A variant is a card.json, a model.json and its shards.`
      : `There are ${cards.length} files named ${CARD}. Bring one variant at a time.`,
  );
}

async function readJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new CardError(`${CARD} is not JSON.`);
  }
}
