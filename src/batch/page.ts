// The page that `vanish cloak` opens. It cloaks one file at a time, with the app's own code for photos and films. It is
// English only: nobody looks at it, and its sentences go to the command line.
import '../trusted-types.ts';
import { lookAtPicture } from '../sources/photo/picture-kind.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { Report } from './cloaked.ts';
import { cloakFilm } from './films.ts';
import { INPUTS, RESULTS, type BatchAnswer, type BatchRequest } from './messages.ts';
import { cloakPhoto } from './photos.ts';

async function cloakInput(request: BatchRequest): Promise<BatchAnswer> {
  const report: Report = (share, doing) => window.reportBatch?.(share, doing);
  try {
    const answered = await fetch(INPUTS + request.number);
    if (!answered.ok) throw new Error('It could not be read.');
    const file = new File([await answered.blob()], request.name);
    const picture = await lookAtPicture(file);
    const { answer, file: result } = picture
      ? await cloakPhoto(file, picture.kind, request, report)
      : await cloakFilm(file, request, report);
    if (result) {
      const kept = await fetch(RESULTS + request.number, { method: 'PUT', body: result });
      if (!kept.ok) throw new Error(`The result could not be written: ${await kept.text()}`);
    }
    return answer;
  } catch (error) {
    return { kind: 'failed', sentence: sentenceOf(error) };
  }
}

window.cloakInput = cloakInput;
