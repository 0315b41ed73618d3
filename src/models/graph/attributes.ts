// A node's attributes as model.json writes them: numbers are often strings, strings are base64.
import { quoted } from '../quoted.ts';
import { refuse, type GraphNode } from './read-graph.ts';

function attributeOf({ attributes }: GraphNode, name: string, kind: string): unknown {
  const held = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return typeof held === 'object' && held !== null
    ? (held as Record<string, unknown>)[kind]
    : undefined;
}

function wholeOf(value: unknown, node: GraphNode, name: string): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isSafeInteger(number)
    ? (number as number)
    : refuse(`"${name}" of ${quoted(node.name)} is not a whole number`);
}

/** @param usual the default if the node does not say */
export function wholeAttribute(node: GraphNode, name: string, usual?: number): number {
  const held = attributeOf(node, name, 'i');
  return wholeOf(held === undefined ? usual : held, node, name);
}

export function flagAttribute(node: GraphNode, name: string): boolean {
  return attributeOf(node, name, 'b') === true;
}

/** Empty if the node does not say. */
export function wholesAttribute(node: GraphNode, name: string): number[] {
  const held = attributeOf(node, name, 'list') as { i?: unknown } | null | undefined;
  if (held === undefined) return [];
  const list = held?.i ?? [];
  if (!Array.isArray(list)) return refuse(`"${name}" of ${quoted(node.name)} is not a list`);
  return list.map((value) => wholeOf(value, node, name));
}

/** Empty if the node does not say. */
export function textAttribute(node: GraphNode, name: string): string {
  const held = attributeOf(node, name, 's');
  if (typeof held !== 'string') return '';
  try {
    return atob(held);
  } catch {
    return held; // not every converter encodes
  }
}
