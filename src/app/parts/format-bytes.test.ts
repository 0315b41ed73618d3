import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';

test.each([
  [0, '0 kB'],
  [640_400, '640 kB'],
  [999_900, '1.0 MB'],
  [3_440_000, '3.4 MB'],
  [64_000_000, '64 MB'],
  [1_240_000_000, '1.2 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
