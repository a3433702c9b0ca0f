import type { Context } from 'hono';

/** What a form was filled in with. Nothing in it is to be trusted: any name may be missing, repeated or a file. */
export interface Form {
  /** The first value under a name, trimmed; empty without one. */
  text(name: string): string;
  /** Every value under a name. */
  all(name: string): readonly string[];
  /** A whole number of 0 or more; undefined for anything else. */
  number(name: string): number | undefined;
}

/** Urlencoded or multipart; a body that is neither is an empty form. */
export async function readForm(c: Context): Promise<Form> {
  return formOf(await parsedBody(c));
}

type Body = Readonly<Record<string, unknown>>;

async function parsedBody(c: Context): Promise<Body> {
  try {
    return await c.req.parseBody({ all: true });
  } catch {
    return {};
  }
}

function formOf(body: Body): Form {
  const values = new Map(Object.entries(body));
  const all = (name: string): readonly string[] =>
    [values.get(name)].flat().filter((value) => typeof value === 'string');
  const text = (name: string): string => (all(name)[0] ?? '').trim();
  return { text, all, number: (name) => wholeNumber(text(name)) };
}

/** `12`, of at most nine digits. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Those of a fixed list, in its order. */
export function among<T extends string>(list: readonly T[], values: readonly string[]): readonly T[] {
  return list.filter((one) => values.includes(one));
}
