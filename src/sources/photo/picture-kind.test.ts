import { expect, test } from 'vitest';
import { lookAtPicture, readHead } from './picture-kind.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  );
const big32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >> shift) & 255);
const zeros = (count: number) => new Array<number>(count).fill(0);

const PNG = '\x89PNG\r\n\x1a\n';
const ihdr = [...big32(13), ...bytes('IHDR'), ...big32(640), ...big32(480), ...zeros(9)];
const SOF = [0xff, 0xc2, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80, 3, ...zeros(9)];
/** What a camera writes before the picture, 40 kB. */
const APP1 = [0xff, 0xe1, 0x9c, 0x42, ...zeros(0x9c40)];

test.each([
  ['a JPEG', bytes([0xff, 0xd8], SOF), 'JPEG', [640, 480], false],
  ['a JPEG behind its EXIF', bytes([0xff, 0xd8], APP1, SOF), 'JPEG', [640, 480], false],
  ['a PNG', bytes(PNG, ihdr, zeros(4), 'IDAT'), 'PNG', [640, 480], false],
  [
    'a PNG that moves',
    bytes(PNG, ihdr, big32(8), 'acTL', zeros(12), zeros(4), 'IDAT'),
    'PNG',
    [640, 480],
    true,
  ],
  [
    'a WebP',
    bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [0x80, 2, 0xe0, 1]),
    'WebP',
    [640, 480],
    false,
  ],
  [
    'a WebP that moves',
    bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(4), [2, 0, 0, 0], [0x7f, 2, 0, 0xdf, 1, 0]),
    'WebP',
    [640, 480],
    true,
  ],
  [
    'an AVIF, by its largest item',
    bytes(
      big32(24),
      'ftypavif',
      zeros(4),
      'mif1avif',
      'ispe',
      zeros(4),
      big32(64),
      big32(48),
      'ispe',
      zeros(4),
      big32(640),
      big32(480),
    ),
    'AVIF',
    [640, 480],
    false,
  ],
  ['a HEIC', bytes(big32(20), 'ftypheic', zeros(4), 'mif1', zeros(20)), 'HEIC', undefined, false],
  ['a TIFF', bytes('II*\0', zeros(20)), 'TIFF', undefined, false],
])('%s is recognised by its content', (_what, head, kind, size, isAnimated) => {
  const [width, height] = size ?? [];
  expect(readHead(head)).toEqual({ kind, size: size && { width, height }, isAnimated });
});

test('a GIF with a second picture is animated', () => {
  const header = bytes('GIF89a', [0x80, 2, 0xe0, 1], [0xf0, 0, 0], zeros(6));
  const control = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
  const picture = [0x2c, ...zeros(8), 0, 2, 2, 0x4c, 0x01, 0];
  const one = bytes([...header], control, picture, [0x3b]);
  const two = bytes([...header], control, picture, control, picture, [0x3b]);
  expect(readHead(one)).toEqual({
    kind: 'GIF',
    size: { width: 640, height: 480 },
    isAnimated: false,
  });
  expect(readHead(two)?.isAnimated).toBe(true);
});

test.each([
  ['nothing', bytes()],
  ['two bytes', bytes([0xff])],
  ['a text', bytes('GIRAFFE, a story of some length')],
  ['a film', bytes(big32(24), 'ftypisom', zeros(4), 'isommp42', zeros(20))],
  ['a PNG that ends after its name', bytes(PNG)],
])('%s is not a picture', (_what, head) => {
  expect(readHead(head)).toBeUndefined();
});

test('a JPEG without a size in its header is still a JPEG', async () => {
  const cut = new Blob([bytes([0xff, 0xd8], APP1.slice(0, 500))]);
  expect(await lookAtPicture(cut)).toEqual({ kind: 'JPEG', size: undefined, isAnimated: false });
});
