import { READ_FIELD } from './field-leaves.ts';
import { isField, type Field } from './field-names.ts';
import type { Part } from './lex.ts';

/** What has been read of a field's values, and where in the text that ends. */
export interface Values {
  readonly parts: readonly Part[];
  readonly end: number;
}

type ReadField = keyof typeof READ_FIELD;

/** Of these, as of a title, anything at all is a value, so that what follows could never be told from one. */
const OPEN_FIELDS: ReadonlySet<Field> = new Set(['buyer', 'supplier', 'framework']);

/** What carries on a value that could also stand by itself. No canonical form holds one of them bare, behind such a value. */
const CARRIES_ON: Readonly<Partial<Record<Field, RegExp>>> = {
  value: /^(?:[-–]|million|thousand|billion)$/iu,
  region: /^(?:and|\d[a-z]{2})$/iu,
  closing: /^[-–]$/u,
  ends: /^[-–]$/u,
  published: /^[-–]$/u,
};

const LONGEST = 4;
const WORD = /\s*([^\s()"“”„,]+)/uy;
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/iu;

/**
 * One value more, or a longer one: words that should have stood in quotation marks and mean something only together
 * (`region:south west`, `closing:>7 days`, `value:>1 million`), or what follows a comma and a space (`region:wales, scotland`).
 * Undefined where the next words are no value.
 */
export function takeSpaced(text: string, name: string, values: Values): Values | undefined {
  const last = values.parts.at(-1);
  if (last === undefined || !isField(name) || name === 'title' || OPEN_FIELDS.has(name)) return undefined;
  if (text[values.end - 1] === ',') return listed(text, name, values);
  return last.quoted ? undefined : longer(text, name, last, values);
}

function longer(text: string, field: ReadField, last: Part, { parts, end }: Values): Values | undefined {
  const following = wordsFrom(text, end);
  const [next] = following;
  if (next === undefined || (reads(field, last) && CARRIES_ON[field]?.test(next.text) !== true))
    return undefined;
  const part = longestRead(field, last, following);
  return part && { parts: [...parts.slice(0, -1), part], end: part.at + part.length };
}

function listed(text: string, field: ReadField, { parts, end }: Values): Values | undefined {
  const [first, ...following] = wordsFrom(text, end);
  if (first === undefined) return undefined;
  const part = longestRead(field, first, following) ?? first;
  // One or two letters may be a postcode area, and are more often a word.
  if (/^\p{L}{1,2}$/u.test(part.text) || !reads(field, part)) return undefined;
  return { parts: [...parts, part], end: part.at + part.length };
}

/** The first and the most of the words behind it that make one value together. */
function longestRead(field: ReadField, first: Part, following: readonly Part[]): Part | undefined {
  for (let words = following.length; words > 0; words -= 1) {
    const last = following[words - 1];
    if (last === undefined || /^[-–]$/u.test(last.text)) continue;
    const texts = following.slice(0, words).map((word) => word.text);
    const length = last.at + last.length - first.at;
    const part = { ...first, text: [first.text, ...texts].join(' '), length };
    if (reads(field, part)) return part;
  }
  return undefined;
}

/** The next few words, up to the next comma, quotation mark or parenthesis. */
function wordsFrom(text: string, start: number): readonly Part[] {
  const words: Part[] = [];
  for (let end = start; words.length < LONGEST;) {
    WORD.lastIndex = end;
    const found = WORD.exec(text);
    const word = found?.[1];
    if (found === null || word === undefined) break;
    end += found[0].length;
    words.push({ at: end - word.length, length: word.length, text: word, quoted: false });
  }
  return words;
}

function reads(field: ReadField, part: Part): boolean {
  // Of a postcode only the beginning is looked at, whatever follows.
  if (field === 'region' && /\d.* /u.test(part.text) && !POSTCODE.test(part.text)) return false;
  const wrong: string[] = [];
  const leaves = READ_FIELD[field]({
    parts: [part],
    negated: false,
    report: (_, message) => void wrong.push(message),
  });
  return wrong.length === 0 && leaves.length > 0;
}
