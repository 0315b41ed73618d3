// Which way the frame takes for a variant: what its card asks for decides which stages run.
import { CardError, outputPlane, type Card, type InputChannel } from './card.ts';

export interface Way {
  /**
   * The network gets the whole frame and finds the person itself: no segmenter, no hole, and its
   * matte alone says where the fill is shown. Otherwise it gets the crop around the hole.
   */
  findsPerson: boolean;
  /** The hole is filled smoothly for the network's input. */
  prefills: boolean;
  /** The network says where something must be replaced. */
  givesMatte: boolean;
}

/** What cannot be made without knowing where the person is. */
const NEEDS_HOLE: readonly InputChannel[] = ['mask', 'masked-rgb', 'prefilled-rgb'];
/** What Vanish does not hand to a network yet. */
const NEEDS_PLATE: readonly InputChannel[] = ['plate', 'confidence', 'difference', 'previous'];

/** @throws CardError with a sentence when Vanish cannot give what the card asks for or show its output */
export function chooseWay(card: Card): Way {
  const refuse = (why: string): never => {
    throw new CardError(`"${card.id}" cannot be used: ${why}.`);
  };
  const { channels } = card.input;
  const lacking = channels.filter((channel) => NEEDS_PLATE.includes(channel));
  if (card.role !== 'generator') refuse(`it is a ${card.role}, and a generator is needed`);
  if (lacking.length > 0) {
    refuse(`it asks for ${lacking.join(' and ')}, which Vanish does not hand to a network yet`);
  }
  if (outputPlane(card, 'rgb') === undefined) {
    refuse('it gives a matte and no picture, so there is nothing to show');
  }
  const givesMatte = outputPlane(card, 'matte') !== undefined;
  return {
    // Without a matte nobody but the segmenter can say where the fill belongs.
    findsPerson: givesMatte && !channels.some((channel) => NEEDS_HOLE.includes(channel)),
    prefills: prefills(card),
    givesMatte,
  };
}

/** Whether the hole must be filled smoothly for the network's input. */
export function prefills({ input }: Card): boolean {
  return input.channels.includes('prefilled-rgb');
}
