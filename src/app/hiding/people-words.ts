// The page's words for who is kept in the picture, and hit testing: which person a click means.
import type { SeenPerson } from '../../segmentation/choice.ts';
import { t } from '../words/words.svelte.ts';

/** For example "1 person is kept in the picture."; undefined if nobody is. */
export function describeKept(people: readonly SeenPerson[]): string | undefined {
  const kept = people.filter(({ isKept }) => isKept);
  const count = kept.reduce((sum, { ids }) => sum + ids.length, 0);
  if (count === 0) return undefined;
  const isEachShown = kept.every(({ isShown }) => isShown);
  return isEachShown ? t().hiding.kept(count) : t().hiding.keptTooNear(count);
}

/** For example "1 person was kept in the picture."; undefined if nobody was. @param count the most people at once */
export function describeKeptIn(count: number): string | undefined {
  if (count === 0) return undefined;
  return t().hiding.keptIn(count);
}

/** For example "Person 1 of 2, on the left, hidden". */
export function describePerson(person: SeenPerson, people: readonly SeenPerson[]): string {
  const { left, right } = boxOf(person);
  const middle = (left + right) / 2;
  const place = middle < 0.36 ? 'left' : middle > 0.64 ? 'right' : 'middle';
  const number = people.indexOf(person) + 1;
  return t().hiding.person(person.ids.length > 1, number, people.length, place, person.isKept);
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** In shares of the picture. */
export function boxOf({ outline }: SeenPerson): Box {
  const xs = outline.filter((_, i) => i % 2 === 0);
  const ys = outline.filter((_, i) => i % 2 === 1);
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

/** The person at a place, in shares of the picture: by outline, otherwise by box; the smallest of several. */
export function personAt(
  people: readonly SeenPerson[],
  x: number,
  y: number,
): SeenPerson | undefined {
  const areaOf = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);
  const bySize = [...people].sort((a, b) => areaOf(boxOf(a)) - areaOf(boxOf(b)));
  const isInBox = (person: SeenPerson) => {
    const { left, top, right, bottom } = boxOf(person);
    return x >= left && x <= right && y >= top && y <= bottom;
  };
  return bySize.find(({ outline }) => isInside(outline, x, y)) ?? bySize.find(isInBox);
}

/** By the even-odd rule. @param outline x and y alternating */
export function isInside(outline: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0; i < outline.length; i += 2) {
    const next = (i + 2) % outline.length;
    const [ax, ay, bx, by] = [outline[i]!, outline[i + 1]!, outline[next]!, outline[next + 1]!];
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
  }
  return inside;
}
