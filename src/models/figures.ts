// What a card tells of a variant's quality, for people to compare by. All of it is optional in a card.

/** Of the card's `metrics`: means over pictures with and without a person. */
export interface Figures {
  /** Inside the hole against the true room, dB: of the variant .. */
  psnr: number;
  /** .. and of Telea's inpainting, which it is measured beside. */
  psnrOfTelea?: number;
  /** How much of the person is left, 0..1. */
  residue?: number;
  /** Photographs of real people, or, where there are none, photos that people were pasted on. */
  pictures: 'real pairs' | 'composites';
}

/** What is measured, what it is called, and which counts more. Rooms that a variant was trained on say nothing. */
const KINDS = [
  ['real pairs', 'real pairs'],
  ['validation composites', 'composites'],
] as const;

/** @param json a parsed card; undefined when it has no figures that can be shown */
export function readFigures(json: unknown, id: string): Figures | undefined {
  for (const [kind, pictures] of KINDS) {
    const table = at(json, 'metrics', kind);
    const psnr = at(table, id, 'psnr');
    if (!isNumber(psnr)) continue;
    const [telea, residue] = [at(table, 'Telea', 'psnr'), at(table, id, 'residue')];
    return {
      psnr,
      ...(isNumber(telea) && { psnrOfTelea: telea }),
      ...(isNumber(residue) && { residue }),
      pictures,
    };
  }
  return undefined;
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
