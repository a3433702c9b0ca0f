import { SingleBar } from 'cli-progress';

export interface Progress {
  readonly add: (done: number) => void;
  readonly stop: () => void;
}

/** A bar on long work, on stderr, and only where a person watches. */
export function startProgress(what: string, total: number): Progress {
  if (!process.stderr.isTTY) return { add: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${what} {bar} {value}/{total}`,
    stream: process.stderr,
    clearOnComplete: true,
  });
  bar.start(total, 0);
  return { add: (done) => bar.increment(done), stop: () => bar.stop() };
}
