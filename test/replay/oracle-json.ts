import { createHash } from 'node:crypto';

/** JSON as parsed. */
export type Json = { readonly [key: string]: unknown };

/** Strings as they are; anywhere else, the zeros that stand before another digit. */
const STRING_OR_ZEROS = /"(?:[^"\\]|\\.)*"|(?<![\w.])0+(?=\d)/g;

/** Plain `JSON.parse`; only where that refuses, once more without leading zeros (` 000,` has been served). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(STRING_OR_ZEROS, (found) => (found.startsWith('"') ? found : '')));
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Everything at a path of keys; `*` steps into each element of a list. What is null or not there is left out. */
export function at(value: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = [value];
  for (const key of path.split('.')) {
    found = found.flatMap((one): readonly unknown[] => {
      if (key === '*') return Array.isArray(one) ? one : [];
      return isObject(one) ? [one[key]] : [];
    });
  }
  return found.filter((one) => one !== null && one !== undefined);
}

export function textsAt(value: unknown, path: string): readonly string[] {
  return at(value, path).filter((one) => typeof one === 'string');
}

export function textAt(value: unknown, path: string): string | undefined {
  return textsAt(value, path)[0];
}

/** `1e9999` is parsed as Infinity, and is no number that anybody meant. */
export function numberAt(value: unknown, path: string): number | undefined {
  return at(value, path).find((one) => typeof one === 'number' && Number.isFinite(one)) as number | undefined;
}

/** What a release says, whatever its spacing: two texts with the same print are one release. */
export function printOf(release: unknown): string {
  const written = JSON.stringify(release, (_key, value: unknown) =>
    value === Infinity ? 'Infinity' : value,
  );
  return createHash('sha256').update(written).digest('hex');
}
