// A frame's way through the stages with a variant: its card's demands decide which stages run.
import { CardError, outputPlane, type Card, type InputChannel } from './card.ts';

export interface Way {
  /**
   * The network gets the whole frame and finds the person itself: no segmenter and no hole, and its matte alone decides
   * where the fill shows. Otherwise it gets the crop around the hole.
   */
  findsPerson: boolean;
  /** Whether the hole is filled smoothly in the network's input. */
  prefills: boolean;
  /** Whether the network says where something must be replaced. */
  givesMatte: boolean;
}

/** Channels that need to know where the person is. */
const NEEDS_HOLE: readonly InputChannel[] = ['mask', 'masked-rgb', 'prefilled-rgb'];
/** Channels that Vanish does not provide yet. */
const NEEDS_PLATE: readonly InputChannel[] = ['plate', 'confidence', 'difference', 'previous'];

/** @throws CardError with a sentence if Vanish cannot provide what the card asks for or show its output */
export function chooseWay(card: Card): Way {
  const refuse = (why: string): never => {
    throw new CardError(`"${card.id}" cannot be used: ${why}.`);
  };
  const { channels } = card.input;
  const lacking = channels.filter((channel) => NEEDS_PLATE.includes(channel));
  if (card.role !== 'generator') refuse(`it is a ${card.role}, and a generator is needed`);
  if (lacking.length > 0) {
    refuse(`it asks for ${lacking.join(' and ')}, which Vanish cannot give a network yet`);
  }
  if (outputPlane(card, 'rgb') === undefined) {
    refuse('it returns a matte and no picture, so there is nothing to show');
  }
  const givesMatte = outputPlane(card, 'matte') !== undefined;
  return {
    // Without a matte, only the segmenter can say where the fill belongs.
    findsPerson: givesMatte && !channels.some((channel) => NEEDS_HOLE.includes(channel)),
    prefills: prefills(card),
    givesMatte,
  };
}

/** Whether the hole must be filled smoothly in the network's input. */
export function prefills({ input }: Card): boolean {
  return input.channels.includes('prefilled-rgb');
}
