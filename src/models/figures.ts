// What a card tells of a variant's quality, for people to compare by. All of it is optional in a card.

/** Of the card's `metrics`: means over pictures of real rooms with and without a person. */
export interface Figures {
  /** Inside the hole against the true room, dB: of the variant .. */
  psnr: number;
  /** .. and of Telea's inpainting, which it is measured beside. */
  psnrOfTelea?: number;
  /** How much of the person is left, 0..1. */
  residue?: number;
}

/** @param json a parsed card; undefined when it tells nothing that can be shown */
export function readFigures(json: unknown, id: string): Figures | undefined {
  const table = at(json, 'metrics', 'real pairs');
  const psnr = at(table, id, 'psnr');
  if (!isNumber(psnr)) return undefined;
  const [telea, residue] = [at(table, 'Telea', 'psnr'), at(table, id, 'residue')];
  return {
    psnr,
    ...(isNumber(telea) && { psnrOfTelea: telea }),
    ...(isNumber(residue) && { residue }),
  };
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);

function at(value: unknown, ...names: string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}
