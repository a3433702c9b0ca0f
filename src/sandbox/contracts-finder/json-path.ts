/** Where in a JSON document: keys and places. */
type Path = readonly (string | number)[];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The document that `text` holds; undefined where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stands there; undefined where nothing does. */
export function valueAt(json: unknown, ...path: Path): unknown {
  return path.reduce<unknown>((here, step) => {
    if (Array.isArray(here)) return typeof step === 'number' ? (here[step] as unknown) : undefined;
    return isRecord(here) ? here[step] : undefined;
  }, json);
}

/** A text that stands there; undefined for anything else, the empty text included. */
export function textAt(json: unknown, ...path: Path): string | undefined {
  const value = valueAt(json, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(json: unknown, ...path: Path): number | undefined {
  const value = valueAt(json, ...path);
  return typeof value === 'number' ? value : undefined;
}

/** The elements of a list; none where there is no list. */
export function listAt(json: unknown, ...path: Path): readonly unknown[] {
  const value = valueAt(json, ...path);
  return Array.isArray(value) ? value : [];
}

/** Members of an object, in order; places and elements of a list; nothing for a plain value. */
export function entriesOf(json: unknown): readonly (readonly [string, unknown])[] {
  return typeof json === 'object' && json !== null ? Object.entries(json) : [];
}
