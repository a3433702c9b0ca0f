import type { Procurement } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import { factsOf } from './card.ts';
import { cut } from './clean-text.ts';
import { endWords } from './end-words.ts';
import { dotted } from './lengths.ts';
import { snippetOf, terminalSnippet } from './snippet.ts';

const NARROW = { title: 70, buyer: 40 } as const;

/** One procurement in two lines for a list: number, title and buyer; then what a supplier decides by. */
export function renderLine(procurement: Procurement, now: number): string {
  const facts = factsOf(procurement, now);
  const first = `#${procurement.id}  ${cut(facts.title, NARROW.title)} – ${cut(facts.buyer, NARROW.buyer)}`;
  const { ends } = procurement.view;
  const then = ends && `contract ends ${endWords(ends)}`;
  const holder = facts.suppliers && `supplied by ${facts.suppliers}`;
  return `${first}\n    ${dotted([facts.deadline, facts.value, facts.stage, then, holder, ...facts.categories])}`;
}

/** A hit of a search: as `renderLine`, and a line of its own text with what was looked for in bold, where the terminal can. */
export function renderHit(
  procurement: Procurement,
  { query, now, canBold }: { readonly query: Query; readonly now: number; readonly canBold: boolean },
): string {
  const { snippet } = snippetOf(query, procurement.view);
  const text = terminalSnippet(snippet, canBold);
  return `${renderLine(procurement, now)}${text === '' ? '' : `\n    ${text}`}`;
}
