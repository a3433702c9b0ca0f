import type { Clock } from '../domain/ports.ts';

/** Whoever stops us waits ten seconds at least; with what is cut off by then, there is time to record it. */
export const GRACE_MS = 9000;

export interface Grace {
  /** Aborts when what is being done has had its time. */
  readonly cut: AbortSignal;
  /** It is done: nothing is left to be cut off. */
  end(): void;
}

/** A stop ends the beginning of new things at once, and what has begun only after `GRACE_MS`. */
export function graceAfter(stop: AbortSignal, clock: Pick<Clock, 'sleep'>): Grace {
  const cut = new AbortController();
  const done = new AbortController();
  const wait = (): void => {
    clock.sleep(GRACE_MS, done.signal).then(
      () => cut.abort(stop.reason),
      () => undefined,
    );
  };
  if (stop.aborted) wait();
  else stop.addEventListener('abort', wait, { once: true, signal: done.signal });
  return { cut: cut.signal, end: () => done.abort() };
}
