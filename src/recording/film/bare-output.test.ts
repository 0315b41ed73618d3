import {
  BlobSource,
  BufferTarget,
  Conversion,
  EncodedPacket,
  EncodedVideoPacketSource,
  Input,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
  ALL_FORMATS,
} from 'mediabunny';
import { expect, test } from 'vitest';
import { BareOutput, NO_TAGS, isBareSound } from './bare-output.ts';

const SECRETS = [
  'Jane Doe',
  'Home',
  'secretcomment',
  '+48.8584',
  'my-face',
  'Jane’s camera',
  'fra',
];

/** A film with private data in every place that a container has for it. */
async function filmWithTags(format: Mp4OutputFormat | MkvOutputFormat): Promise<Blob> {
  const output = new Output({ format, target: new BufferTarget() });
  const source = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(source, { name: 'Jane’s camera', languageCode: 'fra' });
  const picture = new TextEncoder().encode('my-face');
  const mp4 = { '©xyz': '+48.8584+002.2945/' };
  output.setMetadataTags({
    title: 'Home',
    artist: 'Jane Doe',
    comment: 'secretcomment',
    images: [{ data: picture, mimeType: 'image/jpeg', kind: 'coverFront' }],
    raw: format instanceof Mp4OutputFormat ? mp4 : { LOCATION: '+48.8584+002.2945/' },
  });
  await output.start();
  const decoderConfig = { codec: 'vp8', codedWidth: 64, codedHeight: 64 };
  for (let i = 0; i < 3; i++) {
    const packet = new EncodedPacket(new Uint8Array(20), 'key', i / 15, 1 / 15);
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  return new Blob([output.target.buffer!]);
}

test.each([
  ['MP4', new Mp4OutputFormat(), new Mp4OutputFormat()],
  ['Matroska', new MkvOutputFormat(), new WebMOutputFormat()],
])('no metadata of a film in %s is copied', async (_name, from, to) => {
  const film = await filmWithTags(from);
  const original = await film.text();
  for (const secret of SECRETS.slice(0, 5)) expect(original).toContain(secret);

  using input = new Input({ source: new BlobSource(film), formats: ALL_FORMATS });
  const output = new BareOutput({ format: to, target: new BufferTarget() });
  const options = { input, output, tags: NO_TAGS, showWarnings: false };
  await (await Conversion.init(options)).execute();
  const made = new TextDecoder().decode(output.target.buffer!);
  for (const secret of SECRETS) expect(made).not.toContain(secret);
});

test('sound whose header may contain tags is not copied', () => {
  expect(['aac', 'opus', 'mp3', 'pcm-s16'].map((codec) => isBareSound(codec as 'aac'))).toEqual(
    Array(4).fill(true),
  );
  expect([isBareSound('flac'), isBareSound('vorbis'), isBareSound(null)]).toEqual(
    Array(3).fill(false),
  );
});
