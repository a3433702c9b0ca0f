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
    ['Where', card.regions],
    ['Supplier', card.kind === 'awarded' ? card.suppliers : undefined],
    ['SMEs', card.sme],
    ['Route', card.route],
    ['Framework', card.framework],
    ['Asks for', card.demands],
    ['Copies', card.alsoOn],
    ['Differs', card.warnings.length === 0 ? undefined : card.warnings.join('; ')],
  ];
  const isSaid = (label: string): boolean =>
    label !== 'Deadline' && card.changes.some((change) => change.label === label);
  return rows.flatMap(([label, words]) =>
    words === undefined || isSaid(label) ? [] : [[label, underLabel(words)] as const],
  );
}

/** What a label says already is not said again. */
function underLabel(words: string): string {
  if (words === 'no deadline stated') return 'none stated';
  return words.replace(/^(?:value|region) (?=not stated$)/, '');
}
