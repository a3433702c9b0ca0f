import type { Lexeme } from './lex.ts';
import type { Report } from './message.ts';

/** The pieces with only such parentheses as pair up and nest no deeper than `deepest`; the others are reported and left out. */
export function balance(lexemes: readonly Lexeme[], deepest: number, report: Report): readonly Lexeme[] {
  const waiting: Lexeme[] = [];
  const paired = new Set<Lexeme>();
  let tooDeep: Lexeme | undefined;
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'open') waiting.push(lexeme);
    if (lexeme.kind !== 'close') continue;
    const open = waiting.pop();
    if (open === undefined) report(lexeme, 'this `)` closes nothing');
    else if (waiting.length < deepest) paired.add(open).add(lexeme);
    else tooDeep = open;
  }
  for (const open of waiting) report(open, 'this `(` is never closed');
  if (tooDeep !== undefined) {
    report(tooDeep, `parentheses nest at most ${deepest} deep here; those further in were left out`);
  }
  return lexemes.filter(
    (lexeme) => !(lexeme.kind === 'open' || lexeme.kind === 'close') || paired.has(lexeme),
  );
}
