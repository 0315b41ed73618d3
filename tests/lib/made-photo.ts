// Photos for tests: the fixtures' person as a camera would store them, with EXIF.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convert } from '../../scripts/lib/ffmpeg.ts';

/** A camera's private note, which must not end up in any output. */
export const PLACE = '48.8584 N, 2.2945 E';

/** A JPEG of the person, 640x360, stored sideways: EXIF says how to rotate it, and where it was taken. */
export function makePhoto(name: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'vanish-photo-')), name);
  const taken = { from: 1, frames: 1, filters: 'transpose=cclock', quality: 2 };
  convert('tests/fixtures/obo.mjpeg', path, taken);
  const jpeg = readFileSync(path);
  writeFileSync(path, Buffer.concat([jpeg.subarray(0, 2), exif(6, PLACE), jpeg.subarray(2)]));
  return path;
}

/** An APP1 segment with two tags: orientation and description; EXIF 2.3, 4.5. */
function exif(orientation: number, description: string): Buffer {
  const text = Buffer.from(`${description}\0`, 'latin1');
  const tiff = Buffer.alloc(38);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4); // offset of the directory
  tiff.writeUInt16LE(2, 8); // number of entries
  tag(tiff, 10, 0x010e, 2, text.length, 38); // after the directory
  tag(tiff, 22, 0x0112, 3, 1, orientation);
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

function tag(to: Buffer, at: number, id: number, type: number, count: number, value: number): void {
  to.writeUInt16LE(id, at);
  to.writeUInt16LE(type, at + 2);
  to.writeUInt32LE(count, at + 4);
  to.writeUInt32LE(value, at + 8);
}
