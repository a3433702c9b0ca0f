import type { Clock } from '../domain/ports.ts';

/** Longer than a signature stays valid: five minutes back and one ahead. */
const REMEMBER_MS = 10 * 60 * 1000;

/** Answers whether a signature was asked about within the last ten minutes. Ask only about genuine ones. */
export function seenSignatures(clock: Clock): (signature: string) => boolean {
  const seen = new Map<string, number>();
  return (signature) => {
    const now = clock.now();
    forgetBefore(seen, now - REMEMBER_MS);
    if (seen.has(signature)) return true;
    seen.set(signature, now);
    return false;
  };
}

/** A map keeps the order of insertion, so the oldest come first. */
function forgetBefore(seen: Map<string, number>, time: number): void {
  for (const [signature, at] of seen) {
    if (at > time) return;
    seen.delete(signature);
  }
}
