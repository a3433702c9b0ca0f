import { SingleBar } from 'cli-progress';

export interface Progress {
  readonly add: (done: number) => void;
  /** So many more wait; `note` stands behind the bar. */
  readonly left: (waiting: number, note: string) => void;
  readonly stop: () => void;
}

const NO_BAR: Progress = { add: () => undefined, left: () => undefined, stop: () => undefined };

/** A bar on long work, on stderr, and only where a person watches. */
export function startProgress(
  what: string,
  total: number,
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stderr,
): Progress {
  if (stream.isTTY !== true) return NO_BAR;
  const bar = new SingleBar({
    format: `${what} {bar} {value}/{total}{note} · {eta_formatted} left`,
    stream,
    clearOnComplete: true,
    // The time left is an average over this many steps: windows differ in their pages.
    etaBuffer: 20,
  });
  bar.start(total, 0, { note: '' });
  let done = 0;
  return {
    add: (count) => {
      done += count;
      bar.increment(count);
    },
    left: (waiting, note) => {
      bar.setTotal(done + waiting);
      bar.update(done, { note });
    },
    stop: () => bar.stop(),
  };
}
