import type { Leaf } from '../domain/query.ts';
import { isField, meantField } from './field-names.ts';
import { READ_FIELD } from './field-leaves.ts';
import { identifiersOf } from './identifier.ts';
import type { Lexeme, Part } from './lex.ts';
import { shown, type Report, type Span } from './message.ts';
import {
  isCapitals,
  isShortPrefix,
  SHORTEST_PREFIX,
  textLeaf,
  trimWord,
  type TextPlace,
} from './text-leaf.ts';

/** The leaves that one piece of a query stands for, and what joins them where it is not negated. */
export interface Term {
  readonly leaves: readonly Leaf[];
  readonly joined: 'and' | 'or';
}

type Word = Span & { readonly text: string };
type FieldLexeme = Extract<Lexeme, { kind: 'field' }>;

/** Punctuation that people put between words: nothing to look for, and nothing to say about it. */
const BETWEEN_WORDS = /^[&+/|,;:.·•–—-]+$/u;

/** What a word, phrase or clause means; every other piece of a query only joins these. */
export function readTerm(
  lexeme: Extract<Lexeme, { kind: 'word' | 'phrase' | 'field' }>,
  negated: boolean,
  report: Report,
): Term {
  if (lexeme.kind === 'field') return readField(lexeme, negated, report);
  if (lexeme.kind === 'word') return readWord(lexeme, negated, report);
  return all(readText(lexeme, { quoted: true, inTitle: false, negated }, report));
}

function all(...leaves: readonly (Leaf | undefined)[]): Term {
  return { leaves: leaves.flatMap((leaf) => leaf ?? []), joined: 'and' };
}

/** In small letters these join nothing; who writes them so may have meant them to. */
const SMALL_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['or', '`or` is looked for as a word here; for one or the other write it in capitals, as in `SOC OR SIEM`'],
  ['not', '`not` is looked for as a word here; to leave something out write `-guarding` or `NOT guarding`'],
]);

function readWord(lexeme: Word, negated: boolean, report: Report): Term {
  const named = namedBy(lexeme, negated);
  if (named.length > 0) return { leaves: named, joined: 'or' };
  const leaf = readPlain(lexeme, false, { negated, report });
  const advice = SMALL_OPERATORS.get(lexeme.text);
  if (advice !== undefined) report(lexeme, advice);
  if (/^!\S/u.test(lexeme.text) && leaf !== undefined) {
    report(
      lexeme,
      `\`!\` means nothing here; to leave something out write ${shown(`-${lexeme.text.slice(1)}`)}`,
    );
  }
  return all(leaf);
}

/** What a word names rather than says. */
function namedBy({ text }: Word, negated: boolean): readonly Leaf[] {
  return identifiersOf(trimWord(text)).map((identifier) => ({ kind: 'identifier', ...identifier, negated }));
}

/** A word that names no notice: in capitals, or in any. */
function readPlain(
  lexeme: Word,
  inTitle: boolean,
  { negated, report }: { readonly negated: boolean; readonly report: Report },
): Leaf | undefined {
  const word = trimWord(lexeme.text);
  if (isCapitals(word)) return { kind: 'capitals', word: word.toLowerCase(), inTitle, negated };
  const text = word === '' ? lexeme.text : word;
  return readText({ ...lexeme, text }, { quoted: false, inTitle, negated }, report);
}

function readText(word: Word, how: TextPlace, report: Report): Leaf | undefined {
  const leaf = textLeaf(word.text, how);
  if (leaf === undefined) {
    if (how.quoted || !BETWEEN_WORDS.test(word.text)) report(word, nothingIn(word));
  } else if (isShortPrefix(word.text)) {
    report(word, `${shown(word.text)} needs at least ${SHORTEST_PREFIX} letters before its \`*\``);
  }
  return leaf;
}

function nothingIn({ text }: Word): string {
  return text.trim() === ''
    ? 'there is nothing to look for between these quotation marks'
    : `${shown(text)} holds no letters or digits to look for`;
}

function readField(lexeme: FieldLexeme, negated: boolean, report: Report): Term {
  const { name, parts } = lexeme;
  if (!isField(name)) return readOtherField(lexeme, negated, report);
  if (parts.length === 0) report(lexeme, `\`${name}:\` needs a value`);
  const leaves =
    name === 'title' ? readTitle(parts, negated, report) : READ_FIELD[name]({ parts, negated, report });
  return { leaves, joined: 'or' };
}

/** Words and phrases that count only in a title. */
function readTitle(parts: readonly Part[], negated: boolean, report: Report): readonly Leaf[] {
  return parts.flatMap((part) => {
    const leaf = part.quoted
      ? readText(part, { quoted: true, inTitle: true, negated }, report)
      : readPlain(part, true, { negated, report });
    return leaf ?? [];
  });
}

function readOtherField(lexeme: FieldLexeme, negated: boolean, report: Report): Term {
  const { name, parts, at } = lexeme;
  const span = { at, length: name.length + 1 };
  const field = shown(`${name}:`);
  const meant = meantField(name);
  if (meant !== undefined) {
    report(span, `${field} is not a field; did you mean ${shown(`${meant}:`)}?`, `${meant}:`);
    return { leaves: [], joined: 'and' };
  }
  const named = parts.map((part) => namedBy(part, negated));
  if (named.every((leaves) => leaves.length > 0)) {
    report(span, `${field} is not a field; a number or an address finds its notice by itself`);
    return { leaves: named.flat(), joined: 'or' };
  }
  report(span, `${field} is not a field; it is searched as a word`);
  const words = [{ at, length: name.length, text: name, quoted: false }, ...parts].map((part) =>
    part.quoted
      ? all(readText(part, { quoted: true, inTitle: false, negated }, report))
      : readWord(part, negated, report),
  );
  return { leaves: words.flatMap(({ leaves }) => leaves), joined: 'and' };
}
