import { stems } from '../base/text/tokens.ts';
import { cpvPrefix } from '../domain/cpv.ts';
import { IT_SETTINGS } from '../domain/procurement.ts';
import type { DayField, FactField, Leaf, PartyField, StageWord } from '../domain/query.ts';
import { regionsOfPostcodeArea } from '../domain/postcode.ts';
import { NATIONWIDE, REGIONS, regionCodes } from '../domain/region.ts';
import { STAGES } from '../domain/stage.ts';
import { backwards, parseDaySpan } from './day-span.ts';
import { FACT_WORDS } from './fact-fields.ts';
import type { Field } from './field-names.ts';
import type { Part } from './lex.ts';
import { shown, type Report } from './message.ts';
import { parseMoneyRange } from './money-range.ts';
import { suggestions } from './suggest.ts';

/** What a clause such as `region:wales,UKD` was written as. */
interface Clause {
  readonly parts: readonly Part[];
  readonly negated: boolean;
  readonly report: Report;
}

/** The leaves of a clause: any of them is enough (where negated, all of them must hold). None where nothing was understood. */
type ReadField = (clause: Clause) => readonly Leaf[];

const IT_WORDS = [...IT_SETTINGS, 'any'] as const;
const STAGE_WORDS: readonly StageWord[] = [...STAGES, 'open', 'any'];
const REGION_WORDS = [...Object.values(REGIONS).map((name) => name.toLowerCase()), 'england', 'stated'];

function unknown(part: Part, what: string, words: readonly string[], report: Report): void {
  unlike(part, what, suggestions(part.text, words), { instead: `; it can be ${listed(words)}`, report });
}

/** Says what a value is not, and which it was probably meant to be, or else `instead`. */
function unlike(
  part: Part,
  what: string,
  meant: readonly string[],
  { instead, report }: { readonly instead: string; readonly report: Report },
): void {
  const near = meant.map((word) => shown(quotedWord(word))).join(' or ');
  const [only, ...others] = meant.map(quotedWord);
  report(
    part,
    `${shown(part.text)} is not ${what}${near === '' ? instead : `; did you mean ${near}?`}`,
    others.length === 0 ? only : undefined,
  );
}

function quotedWord(word: string): string {
  return word.includes(' ') ? `"${word}"` : word;
}

/** In more than these nobody finds anything. */
const MOST_LISTED = 14;

function listed(words: readonly string[]): string {
  return words.length > MOST_LISTED
    ? `${words.slice(0, MOST_LISTED).join(', ')} and so on`
    : words.join(', ');
}

function wordsOf<Word extends string>(clause: Clause, what: string, words: readonly Word[]): readonly Word[] {
  const found = clause.parts.flatMap((part) => {
    const word = words.find((candidate) => candidate === part.text.trim().toLowerCase());
    if (word === undefined) unknown(part, what, words, clause.report);
    return word ?? [];
  });
  return [...new Set(found)];
}

function readIt(clause: Clause): readonly Leaf[] {
  const found = wordsOf(clause, 'a setting of `it:`', IT_WORDS);
  // Each setting keeps what the stricter one keeps, so any of several is the widest of them.
  const setting = IT_WORDS.findLast((word) => found.includes(word));
  return setting === undefined ? [] : [{ kind: 'it', setting, negated: clause.negated }];
}

function readFact(field: FactField): ReadField {
  const { noun, values, aliases, takesSlugs } = FACT_WORDS[field];
  return (clause) => {
    const found = clause.parts.flatMap((part) => {
      const word = part.text
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/gu, '-');
      const value = Object.hasOwn(aliases, word) ? aliases[word] : word;
      if (value !== undefined && (values.includes(value) || (takesSlugs === true && isSlug(value))))
        return value;
      const meant = suggestions(word, [...values, ...Object.keys(aliases)]);
      const known = [...new Set(meant.map((one) => aliases[one] ?? one))];
      unlike(part, noun, known, { instead: `; it can be ${listed(values)}`, report: clause.report });
      return [];
    });
    const any = [...new Set(found)];
    return any.length === 0 ? [] : [{ kind: 'fact', field, any, negated: clause.negated }];
  };
}

/** Letters and digits with hyphens between, and at least one letter: `g-cloud-14`, `rm6263`. */
function isSlug(word: string): boolean {
  return /^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+){0,12}$/.test(word) && word.length <= 80;
}

function readStage(clause: Clause): readonly Leaf[] {
  const any = wordsOf(clause, 'a stage', STAGE_WORDS);
  return any.length === 0 ? [] : [{ kind: 'stage', any, negated: clause.negated }];
}

function readCpv(clause: Clause): readonly Leaf[] {
  const any = clause.parts.flatMap((part) => {
    const digits = /^(\d{2,8})(?:-\d|\*)?$/.exec(part.text.trim())?.[1];
    if (digits === undefined) {
      clause.report(part, `${shown(part.text)} is not a CPV code or the first two to eight digits of one`);
      return [];
    }
    // A whole code stands for its branch: 72000000 is everything under 72.
    return digits.length === 8 ? cpvPrefix(digits) : digits;
  });
  return any.length === 0 ? [] : [{ kind: 'cpv', any: [...new Set(any)], negated: clause.negated }];
}

/** The parts without the word `stated`, and whether it was there. */
function withoutStated(parts: readonly Part[]): { readonly rest: readonly Part[]; readonly stated: boolean } {
  const rest = parts.filter(({ text }) => text.trim().toLowerCase() !== 'stated');
  return { rest, stated: rest.length < parts.length };
}

const HOW_TO_SAY_WHERE =
  '; write a region (`wales`, `"south west"`), an ITL code (`UKL`) or a postcode area (`CF`)';

/** The United Kingdom, or part of one of its regions. */
function isRegion(code: string): boolean {
  return code === NATIONWIDE || Object.hasOwn(REGIONS, code.slice(0, 3));
}

function readRegion({ parts, negated, report }: Clause): readonly Leaf[] {
  const { rest, stated } = withoutStated(parts);
  const codes = rest.flatMap((part) => {
    const found = (regionCodes(part.text) ?? regionsOfPostcodeArea(part.text)).filter(isRegion);
    const meant = found.length === 0 ? suggestions(part.text, REGION_WORDS) : [];
    if (found.length === 0) unlike(part, 'a region', meant, { instead: HOW_TO_SAY_WHERE, report });
    return found;
  });
  const any = [...new Set(codes)].toSorted();
  if (any.length === 0) return stated ? [{ kind: 'region', any, stated, negated }] : [];
  // What is stated for Wales alone is stated: negated, the word adds nothing.
  return [{ kind: 'region', any, stated: stated && !negated, negated }];
}

function readValue({ parts, negated, report }: Clause): readonly Leaf[] {
  const { rest, stated } = withoutStated(joinThousands(parts));
  const ranges = rest.flatMap((part) => {
    const range = parseMoneyRange(part.text);
    if (range === undefined) {
      report(part, `${shown(part.text)} is not a sum of money; write for example \`50k..500k\` or \`>1m\``);
    }
    return range ?? [];
  });
  if (ranges.length === 0) {
    return stated ? [{ kind: 'value', min: undefined, max: undefined, stated, negated }] : [];
  }
  return ranges.map((range) => ({ kind: 'value', ...range, stated: stated && !negated, negated }));
}

/** The comma of `£50,000` parts no alternatives: it stands between digits, right after them, three to follow. */
function joinThousands(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const continues = before !== undefined && /\d$/.test(before.text) && /^\d{3}(?!\d)/.test(part.text);
    if (continues && part.at === before.at + before.length + 1) {
      const length = part.at + part.length - before.at;
      joined[joined.length - 1] = { ...before, text: `${before.text},${part.text}`, length };
    } else joined.push(part);
  }
  return joined;
}

function readDays(field: DayField): ReadField {
  return ({ parts, negated, report }) => {
    const { rest, stated } = withoutStated(parts);
    const spans = rest.flatMap((part) => {
      const span = isOtherWay(field, part.text) ? undefined : parseDaySpan(part.text);
      if (span === undefined) {
        report(part, `${shown(part.text)} is not a span of days; write for example ${SPANS[field]}`);
        return [];
      }
      return field === 'published' ? backwards(span) : span;
    });
    // What lies in a span is stated: beside one, the word adds nothing.
    const none = stated && rest.length === 0 ? [{ from: undefined, to: undefined }] : [];
    return [...spans, ...none].map((span) => ({ kind: 'days', field, ...span, negated }));
  };
}

/** What lies ahead was not published, and what is over neither closes nor ends. */
function isOtherWay(field: DayField, text: string): boolean {
  return (field === 'published' ? /tomorrow/iu : /yesterday/iu).test(text);
}

const SPANS: Readonly<Record<DayField, string>> = {
  closing: '`>7d`, `<2w` or `..2026-12-18`',
  ends: '`6m..18m` or `..2027-03-31`',
  published: '`<7d`, `2026-10` or `2026-10-01..`',
};

function readParty(field: PartyField): ReadField {
  return ({ parts, negated, report }) => {
    const any = parts.flatMap((part) => {
      const spaced = part.text.replaceAll(/\s+/gu, ' ').trim();
      const written = spaced.replace(/\s*\*+$/u, '');
      const tokens = stems(written);
      if (written !== spaced && tokens.length > 0) {
        report(part, `a ${field} is looked for by the whole words of its name; the \`*\` was left out`);
      }
      if (tokens.length === 0) report(part, `${shown(part.text)} is not the name of a ${field}`);
      return tokens.length === 0 ? [] : { tokens, written };
    });
    return any.length === 0 ? [] : [{ kind: 'party', field, any, negated }];
  };
}

const FACTS: Readonly<Record<FactField, ReadField>> = {
  category: readFact('category'),
  subcategory: readFact('subcategory'),
  'buyer-type': readFact('buyer-type'),
  portal: readFact('portal'),
  sme: readFact('sme'),
  vcse: readFact('vcse'),
  framework: readFact('framework'),
  procedure: readFact('procedure'),
  threshold: readFact('threshold'),
};

/** How each field's values are read, but for words and order, which are no fields' own. */
export const READ_FIELD: Readonly<Record<Exclude<Field, 'title'>, ReadField>> = {
  it: readIt,
  ...FACTS,
  stage: readStage,
  cpv: readCpv,
  region: readRegion,
  value: readValue,
  closing: readDays('closing'),
  ends: readDays('ends'),
  published: readDays('published'),
  buyer: readParty('buyer'),
  supplier: readParty('supplier'),
};
