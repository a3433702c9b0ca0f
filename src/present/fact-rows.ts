import type { Card } from './card.ts';

/**
 * What a card states besides title and buyer, label by label: a mail's text part lists the same. What stands among the
 * changes is not said twice, but for the deadline, whose days are counted here.
 */
export function factRows(card: Card): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Deadline', card.deadline],
    ['Value', card.value],
    ['Stage', card.stage],
    ['Where', stated(card.regions)],
    ['Supplier', card.kind === 'awarded' ? card.suppliers : undefined],
    ['SMEs', card.sme],
    ['Route', card.route],
    ['Framework', card.framework],
    ['Asks for', card.demands],
    ['Copies', card.alsoOn],
    ['Differs', card.warnings.length === 0 ? undefined : card.warnings.join('; ')],
    ['Not stated', notStated(card)],
  ];
  const isSaid = (label: string): boolean =>
    label !== 'Deadline' && card.changes.some((change) => change.label === label);
  return rows.flatMap(([label, words]) =>
    words === undefined || isSaid(label) ? [] : [[label, underLabel(words)] as const],
  );
}

function stated(words: string): string | undefined {
  return words.endsWith(' not stated') ? undefined : words;
}

/** What else a supplier would look for and no notice says, on one line. Of what is over nobody asks who may bid. */
function notStated(card: Card): string | undefined {
  const isOver = card.kind === 'awarded' || card.kind === 'cancelled';
  const facts: readonly (readonly [string, boolean])[] = [
    ['where', stated(card.regions) === undefined],
    ['SMEs', !isOver && card.sme === undefined],
    ['route', !isOver && card.route === undefined && card.framework === undefined],
  ];
  const missing = facts.flatMap(([fact, isMissing]) => (isMissing ? [fact] : []));
  return missing.length === 0 ? undefined : missing.join(', ');
}

/** What a label says already is not said again. */
function underLabel(words: string): string {
  return /^(?:no deadline stated|value not stated)$/.test(words) ? 'not stated' : words;
}
