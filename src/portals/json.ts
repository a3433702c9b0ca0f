/**
 * Readers for JSON that nobody guarantees: each takes what is there in the expected type and reads everything else
 * (null, another type, missing) as "not stated", so that one odd field costs that field and not the release.
 */
export type Json = Readonly<Record<string, unknown>>;

const NOTHING: Json = Object.freeze({});
const NONE: readonly Json[] = Object.freeze([]);

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function object(value: unknown): Json {
  return isObject(value) ? value : NOTHING;
}

/** The objects of a list; a lone object counts as a list of one (Find a Tender serves `standstillPeriod` both ways). */
export function list(value: unknown): readonly Json[] {
  const values = arrayIn(value);
  if (values === undefined) return isObject(value) ? [value] : NONE;
  return isListOfObjects(values) ? values : values.filter(isObject);
}

function arrayIn(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** A loop, since lists are read by the million. */
function isListOfObjects(values: readonly unknown[]): values is readonly Json[] {
  for (const value of values) if (!isObject(value)) return false;
  return true;
}

/** A string that says something, or a finite number in words (ids are served as both). */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const first = value.charCodeAt(0);
    return (first > 0x20 && first < 0x7f) || value.trim() !== '' ? value : undefined;
  }
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
