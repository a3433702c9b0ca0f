/** A day: a mistyped header must not silence a portal for ever. */
const LONGEST_MS = 86_400_000;

/** Milliseconds from `now` that a Retry-After header asks for (seconds or an HTTP date); undefined for none or nonsense. */
export function retryAfterMs(header: string | string[] | undefined, now: number): number | undefined {
  const value = (typeof header === 'string' ? header : header?.[0])?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_MS);
  if (!/^[A-Za-z]{3,9},? /.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), LONGEST_MS);
}
