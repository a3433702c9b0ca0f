/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string under a key; '' where there is none. */
export function word(fields: Fields | undefined, key: string): string {
  const value = fields?.[key];
  return typeof value === 'string' ? value : '';
}

/** The objects of a list; empty where it is none. */
export function objects(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** The object under a key; an empty one where there is none. */
export function part(fields: Fields | undefined, key: string): Fields {
  const value = fields?.[key];
  return isFields(value) ? value : {};
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The words of a text object under a key. */
export function textOf(fields: Fields | undefined, key: string): string {
  return word(part(fields, key), 'text');
}
