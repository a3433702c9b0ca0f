import type { Window } from '../../domain/portal.ts';

/** A span cut into windows of at most `ms`, oldest first. */
export function windowsOf(span: Window, ms: number): readonly Window[] {
  const windows: Window[] = [];
  for (let from = span.from; from < span.to; from += ms)
    windows.push({ from, to: Math.min(from + ms, span.to) });
  return windows;
}
