import { SORTS, type Leaf, type Query, type Sort } from '../domain/query.ts';
import { balance } from './balance.ts';
import { combine, depthOf, leavesOf } from './combine.ts';
import { COSTS } from './costs.ts';
import { lex, type Lexeme } from './lex.ts';
import { shown, type QueryMessage, type Report } from './message.ts';
import { SORT_FIELD } from './field-names.ts';
import { printSearch } from './print.ts';
import { readTerm } from './terms.ts';

export type { QueryMessage } from './message.ts';

export interface Parsed {
  readonly query: Query;
  /** What was wrong or left out, in the order of the text. */
  readonly messages: readonly QueryMessage[];
  /** In which order a search is to answer: no part of what is looked for. */
  readonly sort: Sort;
  /** The query as the language prints it, with its order: what is shown back to people. */
  readonly canonical: string;
}

/** In UTF-16 units, of what is read and of the canonical form alike. */
export const LONGEST_QUERY = 2000;
export const MOST_TERMS = 100;
/** How deep groups may nest. */
const DEEPEST = 20;

/** This is a service for IT suppliers: what does not say otherwise is meant to be IT. */
const DEFAULT_IT: Leaf = { kind: 'it', setting: 'balanced', negated: false };

/** Reads any text at all: what is not understood becomes a message, never an error. */
export function parseQuery(text: string): Parsed {
  // One unit for one, so that messages still point at the right place. Of what is too long only the length counts.
  const clean = text
    .slice(0, 2 * LONGEST_QUERY)
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\uFFFD');
  let limits: Limits = { length: LONGEST_QUERY, depth: DEEPEST };
  for (;;) {
    const parsed = parseWithin(clean, limits);
    // The canonical form can be longer and deeper than what was written; it must itself be read again uncut.
    const longer = Math.max(0, parsed.canonical.length - LONGEST_QUERY);
    const deeper = depthOf(parsed.query) > DEEPEST ? 1 : 0;
    if (longer + deeper === 0) return parsed;
    limits = { length: limits.length - longer, depth: limits.depth - deeper };
  }
}

interface Limits {
  readonly length: number;
  readonly depth: number;
}

function parseWithin(clean: string, limits: Limits): Parsed {
  const messages: QueryMessage[] = [];
  const report: Report = ({ at, length }, message, instead) =>
    messages.push({ at, length, text: message, ...(instead === undefined ? {} : { instead }) });
  const text = cut(clean, limits.length);
  if (text.length < clean.length) {
    const rest = { at: text.length, length: clean.length - text.length };
    report(
      rest,
      `a query has at most ${LONGEST_QUERY.toLocaleString('en-GB')} characters; the rest was left out`,
    );
  }
  const lexemes = balance(lex(text, report), limits.depth, report);
  const query = withDefault(readQuery(withoutSort(lexemes, report), report));
  const sort = readSort(lexemes.filter(isSort), report);
  const inOrder = messages.toSorted((a, b) => a.at - b.at);
  return { query, messages: inOrder, sort, canonical: printSearch(query, sort) };
}

type FieldLexeme = Extract<Lexeme, { kind: 'field' }>;

function isSort(lexeme: Lexeme): lexeme is FieldLexeme {
  return lexeme.kind === 'field' && lexeme.name === SORT_FIELD;
}

/** What is looked for: an order is no part of it, and a minus before one must not slide onto the next word. */
function withoutSort(lexemes: readonly Lexeme[], report: Report): readonly Lexeme[] {
  const left: Lexeme[] = [];
  for (const lexeme of lexemes) {
    if (!isSort(lexeme)) {
      left.push(lexeme);
      continue;
    }
    while (left.at(-1)?.kind === 'not') {
      const not = left.pop();
      if (not !== undefined) report(not, 'an order cannot be left out; this is passed over');
    }
  }
  return left;
}

/** The last order that is named. It stands for the whole search, wherever it stands in it. */
function readSort(lexemes: readonly FieldLexeme[], report: Report): Sort {
  let sort: Sort = 'newest';
  for (const lexeme of lexemes) {
    const [part] = lexeme.parts;
    const found = SORTS.find((one) => one === part?.text.trim().toLowerCase());
    if (found === undefined)
      report(
        part ?? lexeme,
        `${shown(part?.text ?? 'sort:')} is not an order; it can be ${SORTS.join(', ')}`,
      );
    sort = found ?? sort;
  }
  return sort;
}

/** Cut before the word that would be torn: half a word is another word. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = text.slice(0, limit + 1).search(/\s\S*$/u);
  return text.slice(0, Math.max(0, end));
}

function withDefault(query: Query | undefined): Query {
  if (query === undefined) return DEFAULT_IT;
  const leaves = leavesOf(query);
  const says = leaves.some(({ kind }) => kind === 'it');
  // Who asks for one notice by its number wants it, whatever it is.
  const names = leaves.every(({ kind, negated }) => kind === 'identifier' && !negated);
  return says || names ? query : (combine('and', [query, DEFAULT_IT]) ?? query);
}

/** A reader's place among the pieces. */
interface Reader {
  readonly lexemes: readonly Lexeme[];
  readonly report: Report;
  at: number;
  terms: number;
  readonly spent: Map<string, number>;
}

function readQuery(lexemes: readonly Lexeme[], report: Report): Query | undefined {
  return readAny({ lexemes, report, at: 0, terms: 0, spent: new Map() }, false);
}

/** Alternatives. Negated, they must all fail: `not` goes down to the leaves as they are read (De Morgan). */
function readAny(reader: Reader, negated: boolean): Query | undefined {
  const parts: Query[] = [];
  for (;;) {
    const start = reader.at;
    const part = readAll(reader, negated);
    if (part !== undefined) parts.push(part);
    const or = reader.lexemes[reader.at];
    if (or?.kind !== 'or') return combine(negated ? 'and' : 'or', parts);
    reader.at += 1;
    const after = reader.lexemes[reader.at];
    if (start === reader.at - 1 || after === undefined || after.kind === 'close') {
      reader.report(or, '`OR` needs something on both sides');
    }
  }
}

/** What must all hold, with `AND` or nothing between. */
function readAll(reader: Reader, negated: boolean): Query | undefined {
  const parts: Query[] = [];
  for (;;) {
    const lexeme = reader.lexemes[reader.at];
    if (lexeme === undefined || lexeme.kind === 'or' || lexeme.kind === 'close') {
      return combine(negated ? 'or' : 'and', parts);
    }
    const part = lexeme.kind === 'and' ? undefined : readOne(reader, negated);
    if (lexeme.kind === 'and') reader.at += 1;
    if (part !== undefined) parts.push(part);
  }
}

function readOne(reader: Reader, outside: boolean): Query | undefined {
  let negated = outside;
  let not: Lexeme | undefined;
  while (reader.lexemes[reader.at]?.kind === 'not') {
    not = reader.lexemes[reader.at];
    negated = !negated;
    reader.at += 1;
  }
  const lexeme = reader.lexemes[reader.at];
  if (lexeme?.kind === 'word' || lexeme?.kind === 'phrase' || lexeme?.kind === 'field') {
    reader.at += 1;
    return readTermOf(reader, lexeme, negated);
  }
  if (lexeme?.kind === 'open') {
    reader.at += 1;
    const group = readAny(reader, negated);
    reader.at += 1;
    return group;
  }
  if (not !== undefined) reader.report(not, 'this leaves nothing out: say what, as in `-guarding`');
  return undefined;
}

function readTermOf(
  reader: Reader,
  lexeme: Extract<Lexeme, { kind: 'word' | 'phrase' | 'field' }>,
  negated: boolean,
): Query | undefined {
  const free = lexeme.kind === 'field' && lexeme.name === 'it';
  if (reader.terms > MOST_TERMS && !free) return undefined;
  const term = readTerm(lexeme, negated, reader.report);
  const room = free ? term.leaves.length : MOST_TERMS - reader.terms;
  reader.terms += free ? 0 : term.leaves.length;
  if (term.leaves.length > room) {
    reader.report(
      lexeme,
      `a query has at most ${MOST_TERMS} words and clauses; from here on they were left out`,
    );
    reader.terms = MOST_TERMS + 1;
  }
  const other = term.joined === 'and' ? 'or' : 'and';
  const leaves = term.leaves.slice(0, room).filter((leaf) => isAffordable(reader, leaf, lexeme));
  return combine(negated ? other : term.joined, leaves);
}

/** Whether there is still room for what a leaf costs; says once where there is none any more. */
function isAffordable(reader: Reader, leaf: Leaf, lexeme: Lexeme): boolean {
  return COSTS.every(({ most, of, what }) => {
    const cost = of(leaf);
    const before = reader.spent.get(what) ?? 0;
    reader.spent.set(what, before + cost);
    if (cost === 0 || before + cost <= most) return true;
    if (before <= most)
      reader.report(lexeme, `a query has at most ${most} ${what}; from here on they were left out`);
    return false;
  });
}
