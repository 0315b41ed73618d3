// Films whose packets were changed, without re-encoding: damaged ones, and ones with odd timestamps.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  type EncodedPacket,
} from 'mediabunny';

/**
 * Copies the film's picture.
 * @param name of the copy, with the extension of its container
 * @param change returns what is written instead of a packet; packets are numbered from 0
 * @returns the copy's path
 */
export async function rewritten(
  path: string,
  name: string,
  change: (packet: EncodedPacket, number: number) => EncodedPacket,
): Promise<string> {
  using input = new Input({ source: new BufferSource(readFileSync(path)), formats: ALL_FORMATS });
  const track = (await input.getPrimaryVideoTrack())!;
  const format = name.endsWith('.mp4')
    ? new Mp4OutputFormat({ fastStart: 'in-memory' })
    : new MkvOutputFormat();
  const output = new Output({ format, target: new BufferTarget() });
  const source = new EncodedVideoPacketSource((await track.getCodec())!);
  output.addVideoTrack(source);
  await output.start();
  const decoderConfig = (await track.getDecoderConfig())!;
  let number = 0;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await source.add(change(packet, number++), { decoderConfig });
  }
  await output.finalize();
  const copy = join(dirname(path), name);
  writeFileSync(copy, new Uint8Array(output.target.buffer!));
  return copy;
}

/** The film with this packet's content overwritten, so that no decoder can make anything of it. */
export function damaged(path: string, name: string, number: number): Promise<string> {
  return rewritten(path, name, (packet, each) =>
    each === number
      ? packet.clone({ data: new Uint8Array(packet.data.length).fill(0xff) })
      : packet,
  );
}
