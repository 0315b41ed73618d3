// All texts of the call page in English; de.ts has them in German.

export const en = {
  title: 'Vanish in a call',
  begin: 'Press the button: the call goes from this page to itself.',
  isOn: 'The call is on. Below is what the other side sees.',
  hasEnded: 'The call has ended.',
  again: 'Press “Call myself” to try again.',
  otherSide: 'What the other side sees',
  call: 'Call myself',
  end: 'End the call',
  cloak: 'Cloak',
  variant: 'Variant',
  stats: (variant: string, tier: string, rate: string) =>
    `${variant} on ${tier}, ${rate} frames a second`,
};

/** The texts that every language must have. */
export type Words = typeof en;
