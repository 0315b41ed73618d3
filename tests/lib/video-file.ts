// Examines a video file with ffprobe and ffmpeg.
import { spawnSync } from 'node:child_process';

function output(program: string, args: string[]): Buffer {
  const { stdout, stderr, status } = spawnSync(program, ['-v', 'error', ...args], {
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr.toString()}`);
  if (stderr.length > 0) throw new Error(`${program} found fault: ${stderr.toString()}`);
  return stdout;
}

export interface VideoFile {
  /** Seconds, according to the file's header. */
  duration: number;
  width: number;
  height: number;
  codec: string;
  /** Degrees by which players rotate it, from a flag in the file. */
  rotation: number;
  /** When the pictures are shown, s, in the file's order. */
  times: number[];
  /** Where the picture ends, s. */
  videoEnd: number;
  /** Undefined without sound. */
  sound?: { codec: string; start: number; end: number };
}

interface Stream {
  codec_type: string;
  codec_name: string;
  width: number;
  height: number;
  side_data_list?: { rotation?: number }[];
}

interface Packet {
  pts_time: string;
  duration_time?: string;
}

/** @throws if ffprobe finds an error in the file */
export function readVideoFile(path: string): VideoFile {
  const show = ['-show_format', '-show_streams', '-of', 'json', path];
  const { streams, format } = JSON.parse(output('ffprobe', show).toString()) as {
    streams: Stream[];
    format: { duration: string };
  };
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  const audio = streams.find(({ codec_type }) => codec_type === 'audio');
  if (!video) throw new Error('There is no picture in the file.');
  const pictures = packetsOf(path, 'v');
  const end = ({ pts_time, duration_time = '0' }: Packet) =>
    Number(pts_time) + Number(duration_time);
  const sounds = audio ? packetsOf(path, 'a') : [];
  return {
    duration: Number(format.duration),
    width: video.width,
    height: video.height,
    codec: video.codec_name,
    rotation: video.side_data_list?.find(({ rotation }) => rotation)?.rotation ?? 0,
    times: pictures.map(({ pts_time }) => Number(pts_time)),
    videoEnd: end(pictures.at(-1)!),
    sound: audio && {
      codec: audio.codec_name,
      start: Number(sounds[0]!.pts_time),
      end: end(sounds.at(-1)!),
    },
  };
}

function packetsOf(path: string, kind: 'v' | 'a'): Packet[] {
  const which = ['-select_streams', kind, '-show_entries', 'packet=pts_time,duration_time'];
  const text = output('ffprobe', [...which, '-of', 'json', path]).toString();
  return (JSON.parse(text) as { packets: Packet[] }).packets;
}

/** One picture as PNG, as a data URL. @param at seconds @throws if it cannot be decoded */
export function pictureAt(path: string, at: number): string {
  const where = ['-ss', String(at), '-i', path, '-frames:v', '1'];
  const png = output('ffmpeg', [...where, '-f', 'image2pipe', '-c:v', 'png', '-']);
  if (png.length === 0) throw new Error(`There is no picture at ${at} s.`);
  return `data:image/png;base64,${png.toString('base64')}`;
}

/** The loudest sample between two times (s), 0..1. */
export function loudest(path: string, from: number, to: number): number {
  const samples = decodeSound(path, LOUDNESS_RATE).subarray(
    from * LOUDNESS_RATE,
    to * LOUDNESS_RATE,
  );
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

const LOUDNESS_RATE = 48_000;

/** The sound as one channel, -1..1, from the file's start. @param rate samples per second */
export function decodeSound(path: string, rate: number): Float32Array {
  // Sound that starts late is padded with silence.
  const shape = ['-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', String(rate)];
  const raw = output('ffmpeg', ['-i', path, '-vn', ...shape, '-f', 'f32le', '-']);
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
}

/** Every picture in grey, after ffmpeg's filters. @param pixels how many pixels each picture then has */
export function decodeGrey(path: string, filters: string, pixels: number): Uint8Array[] {
  const shape = [
    '-fps_mode',
    'passthrough',
    '-vf',
    `${filters},setpts=N,format=rgb24`,
    '-pix_fmt',
    'gray',
  ];
  const raw = output('ffmpeg', ['-i', path, '-an', ...shape, '-f', 'rawvideo', '-']);
  return Array.from({ length: raw.length / pixels }, (_, i) =>
    raw.subarray(i * pixels, (i + 1) * pixels),
  );
}
