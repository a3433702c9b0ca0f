import type { z } from 'zod';
import { suggest } from '../match/suggest.ts';
import { maskUrl } from './mask.ts';
import { isSecretKey } from './secrets.ts';

type Issue = z.core.$ZodIssue;

/** A dotted key, as people write it: `portals.find-a-tender.url`. */
function keyOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

/** What was written there, short and on one line; empty for secrets, which no message may repeat. */
function written(key: string, value: unknown): string {
  if (value === undefined || isSecretKey(key)) return '';
  if (Array.isArray(value)) return '; got a list';
  if (typeof value === 'object') return '; got a mapping';
  if (typeof value === 'number' || typeof value === 'boolean') return `; got ${value}`;
  if (typeof value !== 'string') return '';
  const shown = value.includes('://') ? maskUrl(value) : value.replace(/\p{Cc}+/gu, ' ');
  return `; got '${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}'`;
}

function at(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    root,
  );
}

/** The last part of each known key (dotted, as in `KNOWN_KEYS`) that stands directly under `path`. */
function knownUnder(path: string, known: readonly string[]): string[] {
  const prefix = path === '' ? '' : `${path}.`;
  const parts = known
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length).split('.')[0] ?? '');
  return [...new Set(parts)];
}

function unknownKey(key: string, path: string, known: readonly string[]): string {
  const full = path === '' ? key : `${path}.${key}`;
  const guess = suggest(key, knownUnder(path, known));
  // A key at the wrong depth (`port:` beside `web:`) is a commoner slip than it looks.
  const elsewhere = known.filter((candidate) => candidate.split('.').at(-1) === key);
  const meant = guess === undefined ? elsewhere.join(' or ') : path === '' ? guess : `${path}.${guess}`;
  return `${full} is not a key${meant === '' ? '' : `; did you mean ${meant}?`}`;
}

export interface Blamed {
  /** The whole raw configuration, to say what was written. */
  readonly raw: unknown;
  /** Every dotted key there is. */
  readonly known: readonly string[];
  /** For keys that came from the environment: the variable to name instead of the key. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Zod's findings as one line that names the key and never repeats a secret. */
export function refusalOf(issues: readonly Issue[], { raw, known, variables }: Blamed): string {
  const lines = issues.flatMap((issue) => {
    const key = keyOf(issue.path);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((unknown) => unknownKey(unknown, key, known));
    const name = variables.get(key) ?? (key === '' ? 'the configuration' : key);
    return [`${name} ${issue.message}${written(key, at(raw, issue.path))}`];
  });
  const more = lines.length > 1 ? ` (and ${lines.length - 1} more)` : '';
  return `${lines[0] ?? 'the configuration cannot be used'}${more}`;
}
