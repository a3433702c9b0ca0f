import { FIELD_NAMES } from './field-names.ts';
import type { Report, Span } from './message.ts';
import { takeSpaced, type Values } from './spaced.ts';

/** One of the values after a field's colon; commas part them. */
export interface Part extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

export type Lexeme = Span &
  (
    | { readonly kind: 'open' | 'close' | 'or' | 'and' | 'not' }
    | { readonly kind: 'phrase'; readonly text: string }
    | { readonly kind: 'word'; readonly text: string }
    | { readonly kind: 'field'; readonly name: string; readonly parts: readonly Part[] }
  );

/** Telephones and word processors turn straight quotes and hyphens into these. */
const QUOTE = '["“”„]';
const SPACE = /\s+/uy;
const PHRASE = new RegExp(`${QUOTE}([^"“”„]*)(${QUOTE}|$)`, 'uy');
/** Inside a shell's double quotes people write `'service desk'`. An apostrophe has a letter on both sides, a quote has not. */
const SINGLE = /['‘]([^\s"“”„()](?:[^"“”„()]{0,200}?[^\s"“”„()])?)['’](?=[\s),]|$)/uy;
/** Find a Tender's pages write a notice number as `2023/S 000-008624`; `R & D` is one word with spaces in it. */
const WORD = /\d{4}\/S\s\d{3}-\d{6}(?!\S)|[Rr] & [Dd](?![^\s),])|[^\s()"“”„]+/uy;
const FIELD = /(\p{L}[\p{L}_-]*):(?!\/\/)/uy;
const VALUE = /[^\s()"“”„,]+/uy;
const MINUS = /[-−–]/uy;
const OPERATORS = new Map<string, 'or' | 'and' | 'not'>([
  ['OR', 'or'],
  ['AND', 'and'],
  ['NOT', 'not'],
]);

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function takePhrase(text: string, at: number, report: Report): Part | undefined {
  const found = take(PHRASE, text, at) ?? take(SINGLE, text, at);
  if (found === undefined) return undefined;
  const span = { at, length: found[0].length };
  if (found[2] === '') report({ at, length: 1 }, 'this quotation mark is never closed');
  return { ...span, text: found[1] ?? '', quoted: true };
}

function takePart(text: string, at: number, report: Report): Part | undefined {
  const phrase = takePhrase(text, at, report);
  if (phrase !== undefined) return phrase;
  const found = take(VALUE, text, at)?.[0];
  return found === undefined ? undefined : { at, length: found.length, text: found, quoted: false };
}

function takeParts(text: string, start: number, report: Report): Values {
  const parts: Part[] = [];
  let end = start;
  for (;;) {
    const part = takePart(text, end, report);
    if (part !== undefined) {
      parts.push(part);
      end += part.length;
    } else if (text[end] === ',') end += 1;
    else return { parts, end };
  }
}

/** A field's values, those of several words without quotation marks included. */
function takeValues(name: string, text: string, start: number, report: Report): Values {
  let values = takeParts(text, start, report);
  for (;;) {
    const more = takeSpaced(text, name, values);
    if (more === undefined) return values;
    const { parts, end } = takeParts(text, more.end, report);
    values = { parts: [...more.parts, ...parts], end };
  }
}

function takeField(text: string, at: number, report: Report): Lexeme | undefined {
  const found = take(FIELD, text, at);
  if (found === undefined) return undefined;
  const name = (found[1] ?? '').toLowerCase();
  let start = at + found[0].length;
  // `region: wales`, as people write it; for a word that is no field the colon is only punctuation.
  if (FIELD_NAMES.has(name)) start += take(SPACE, text, start)?.[0].length ?? 0;
  const { parts, end } = takeValues(name, text, start, report);
  if (parts.length === 0 && !FIELD_NAMES.has(name)) return undefined;
  return { kind: 'field', name, parts, at, length: end - at };
}

function takeWord(text: string, at: number): Lexeme {
  const written = take(WORD, text, at)?.[0] ?? text.charAt(at);
  const span = { at, length: written.length };
  const operator = OPERATORS.get(written);
  if (operator !== undefined) return { kind: operator, ...span };
  return { kind: 'word', text: /^r & d$/iu.test(written) ? written.replaceAll(' ', '') : written, ...span };
}

function next(text: string, at: number, report: Report): Lexeme {
  const char = text[at];
  if (char === '(') return { kind: 'open', at, length: 1 };
  if (char === ')') return { kind: 'close', at, length: 1 };
  if (take(MINUS, text, at) !== undefined && /[^\s)]/u.test(text.charAt(at + 1))) {
    return { kind: 'not', at, length: 1 };
  }
  const phrase = takePhrase(text, at, report);
  if (phrase !== undefined) {
    return { kind: 'phrase', text: phrase.text, at, length: phrase.length };
  }
  return takeField(text, at, report) ?? takeWord(text, at);
}

/** The text in pieces, in order; every character but the spaces belongs to one. */
export function lex(text: string, report: Report): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < text.length) {
    const space = take(SPACE, text, at)?.[0].length ?? 0;
    if (space > 0) at += space;
    else {
      const lexeme = next(text, at, report);
      lexemes.push(lexeme);
      at += lexeme.length;
    }
  }
  return lexemes;
}
