// A fake texture stage for tests; the test decides when it answers.
import type { TextureRequest } from '../texture/messages.ts';
import type { TextureStage } from '../texture/texture-stage.ts';

export interface Asked {
  request: TextureRequest;
  readonly isAborted: boolean;
  answer(): void;
  fail(sentence: string): void;
}

/** @returns `create` makes stages; `asked` lists their requests, in order */
export function createFakeTexture() {
  const asked: Asked[] = [];
  const stages: { forgets: number; isDisposed: boolean }[] = [];
  function create(): TextureStage {
    const state = { forgets: 0, isDisposed: false };
    stages.push(state);
    return {
      synthesise(request, signal) {
        return new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
          asked.push({
            request,
            get isAborted() {
              return signal?.aborted ?? false;
            },
            answer: () => resolve(request.room),
            fail: (sentence) => reject(new Error(sentence)),
          });
        });
      },
      forget: () => void state.forgets++,
      dispose: () => void (state.isDisposed = true),
    };
  }
  return { create, asked, stages };
}
