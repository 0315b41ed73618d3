// A card's figures of a variant's quality, for people to compare by. All of them are optional.

/** From the card's `metrics`: means over pictures with and without a person. */
export interface Figures {
  /** PSNR inside the hole against the true room, dB: of the variant .. */
  psnr: number;
  /** .. and of Telea's inpainting on the same pictures, for comparison. */
  psnrOfTelea?: number;
  /** How much of the person is left, 0..1. */
  residue?: number;
  /** Photographs of real people or, if there are none, photos with people pasted in. */
  pictures: 'real pairs' | 'composites';
}

/** The metrics' kinds and names here, the more meaningful first. Rooms from the training set would say nothing. */
const KINDS = [
  ['real pairs', 'real pairs'],
  ['validation composites', 'composites'],
] as const;

/** @param json a parsed card @returns undefined if it has no figures to show */
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
