// A texture stage for tests, whose answers come when the test says so.
import type { TextureRequest } from '../texture/messages.ts';
import type { TextureStage } from '../texture/texture-stage.ts';

export interface Asked {
  request: TextureRequest;
  readonly isAborted: boolean;
  answer(): void;
  fail(sentence: string): void;
}

/** @returns makes stages, and what they are asked, in order */
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
