import { over } from '../over.ts';

/** An abort whose signal is made when somebody asks for it, which few handlers do. */
export interface LateAbort {
  readonly signal: AbortSignal;
  abort(): void;
}

export function createLateAbort(): LateAbort {
  let controller: AbortController | undefined;
  let aborted = false;
  return {
    get signal() {
      controller ??= new AbortController();
      if (aborted) controller.abort(over);
      return controller.signal;
    },
    abort: () => {
      aborted = true;
      controller?.abort(over);
    },
  };
}
