// Reads a card.json, field by field: a card that breaks the contract (card.ts) is refused, with the field and the rule.
import {
  CardError,
  FILLS,
  INPUT_CHANNELS,
  MODEL_FILES,
  OUTPUT_CHANNELS,
  ROLES,
  type Card,
  type CardFile,
  type InputChannel,
  type OutputChannel,
} from './card.ts';
import {
  LARGEST_TOLERANCE,
  LONGEST_SIDE,
  MOST_BYTES,
  MOST_FILES,
  NARROWEST_RANGE,
  WIDEST_RANGE,
} from './graph/limits.ts';
import { expectPlain, readForm } from './onnx/form.ts';
import { quoted } from './quoted.ts';

const LONGEST_TEXT = 4000;

/**
 * Checks a parsed card.json.
 * @throws CardError naming the field and the rule
 */
export function readCard(json: unknown, id: string): Card {
  const refuse = (rule: string): never => {
    throw new CardError(`The card of "${id}" is not right: ${rule}.`);
  };
  const object = (value: unknown, name: string): Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : refuse(`"${name}" must be an object`);
  const text = (value: unknown, name: string): string =>
    typeof value === 'string' && value && value.length <= LONGEST_TEXT
      ? value
      : refuse(`"${name}" must be text of at most ${LONGEST_TEXT} characters`);
  const whole = (value: unknown, name: string): number =>
    Number.isSafeInteger(value) && (value as number) > 0
      ? (value as number)
      : refuse(`"${name}" must be a whole number above 0`);
  const side = (value: unknown, name: string): number =>
    whole(value, name) <= LONGEST_SIDE
      ? (value as number)
      : refuse(`"${name}" must be at most ${LONGEST_SIDE}`);
  const list = (value: unknown, name: string): unknown[] =>
    Array.isArray(value) && value.length > 0 ? value : refuse(`"${name}" must be a list`);
  const channels = <C extends string>(value: unknown, name: string, known: object): C[] =>
    list(value, name).map((channel, i, all) => {
      if (all.indexOf(channel) < i) refuse(`"${name}" has ${quoted(channel)} twice`);
      return typeof channel === 'string' && Object.hasOwn(known, channel)
        ? (channel as C)
        : refuse(
            `"${name}" has ${quoted(channel)}, and Vanish knows ${Object.keys(known).join(', ')}`,
          );
    });
  const range = (value: unknown, name: string): [number, number] => {
    const [low, high] = list(value, name);
    if (typeof low !== 'number' || typeof high !== 'number' || !(low < high)) {
      return refuse(`"${name}" must be two numbers, the lower first`);
    }
    const isUsable = -WIDEST_RANGE <= low && high <= WIDEST_RANGE && high - low >= NARROWEST_RANGE;
    return isUsable
      ? [low, high]
      : refuse(
          `"${name}" must lie within ${WIDEST_RANGE} of 0 and be at least ${NARROWEST_RANGE} wide`,
        );
  };
  const path = (value: unknown): string => {
    const given = text(value, 'files.path');
    return isPlainPath(given)
      ? given
      : refuse(`"files.path" has ${quoted(given)}, which is not a plain file name`);
  };

  const card = object(json, 'card.json');
  const input = object(card.input, 'input');
  const output = object(card.output, 'output');
  const golden = object(card.golden, 'golden');
  const files = list(card.files, 'files').map((entry): CardFile => {
    const file = object(entry, 'files');
    const sha256 = text(file.sha256, 'files.sha256');
    if (!/^[0-9a-f]{64}$/.test(sha256)) refuse('"files.sha256" must be 64 hexadecimal digits');
    return { path: path(file.path), bytes: whole(file.bytes, 'files.bytes'), sha256 };
  });
  if (files.length > MOST_FILES) refuse(`it names more than ${MOST_FILES} files`);
  if (new Set(files.map((file) => file.path)).size < files.length) {
    refuse('it names a file twice');
  }
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES) {
    refuse(`its files are larger than ${MOST_BYTES / 1e6} MB together`);
  }
  const named = (value: unknown, name: string): string => {
    const wanted = text(value, name);
    return files.some((file) => file.path === wanted)
      ? wanted
      : refuse(`"${name}" is ${quoted(wanted)}, which is not among the files`);
  };
  const tolerance = golden.tolerance;
  if (typeof tolerance !== 'number' || !(tolerance > 0 && tolerance <= LARGEST_TOLERANCE)) {
    refuse(`"golden.tolerance" must be above 0 and at most ${LARGEST_TOLERANCE}`);
  }
  if (card.id !== id) refuse(`"id" is ${quoted(card.id)}, but its folder is "${id}"`);
  if (!(ROLES as readonly unknown[]).includes(card.role)) {
    refuse(`"role" must be ${ROLES.map((role) => `"${role}"`).join(' or ')}`);
  }
  const fill = FILLS.find((kind) => kind === card.fill);
  if (!fill && card.fill !== undefined) {
    refuse(`"fill" must be ${FILLS.map((kind) => `"${kind}"`).join(' or ')}`);
  }
  const onnx = card.onnx === undefined ? undefined : readForm(card.onnx, refuse);
  named(onnx ? MODEL_FILES.onnx : MODEL_FILES.tfjs, 'files');

  const gives = channels<OutputChannel>(output.channels, 'output.channels', OUTPUT_CHANNELS);
  const isFinder = card.role === 'finder';
  if (isFinder !== gives.includes('person') || (isFinder && gives.length > 1)) {
    refuse('a finder returns "person" and nothing else, and only a finder returns that');
  }

  const takes = channels<InputChannel>(input.channels, 'input.channels', INPUT_CHANNELS);
  const inputRange = range(input.range, 'input.range');
  const outputRange = range(output.range, 'output.range');
  if (onnx) expectPlain({ takes, gives, role: card.role, inputRange, outputRange }, refuse);

  return {
    id,
    role: card.role as Card['role'],
    title: text(card.title, 'title'),
    licence: text(card.licence, 'licence'),
    description: text(card.description, 'description'),
    input: {
      height: side(input.height, 'input.height'),
      width: side(input.width, 'input.width'),
      channels: takes,
      range: inputRange,
    },
    output: {
      channels: gives,
      range: outputRange,
    },
    ...(fill && { fill }),
    files,
    parameters: whole(card.parameters, 'parameters'),
    ...(!(onnx && card.multiplyAccumulates === undefined) && {
      multiplyAccumulates: whole(card.multiplyAccumulates, 'multiplyAccumulates'),
    }),
    ...(onnx && { onnx }),
    golden: {
      input: named(golden.input, 'golden.input'),
      output: named(golden.output, 'golden.output'),
      tolerance: tolerance as number,
    },
  };
}

/** Whether the path stays below the card's folder and means the same in a URL. */
function isPlainPath(path: string): boolean {
  const isName = (part: string) => /^[^\\?#%:*"<>|\p{Cc}]+$/u.test(part) && !/^\.+$/.test(part);
  return path.length <= 200 && path.split('/').every(isName);
}
