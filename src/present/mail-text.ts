import type { Card } from './card.ts';
import { OGL_TEXT, OGL_URL } from './footer.ts';
import { factRows, rowWords } from './mail-cards.tsx';
import { POSSIBLY } from './link-words.ts';
import type { Laid, Placed } from './mail-layout.tsx';
import { moreWords, type Letter } from './letter.ts';

/** The mail's plain text: everything the HTML says, in the same order. */
export function mailText(letter: Letter, laid: Laid): string {
  const parts = [
    ...(letter.heading === undefined ? [] : [letter.heading]),
    letter.asOf,
    ...letter.body,
    ...laid.sections.flatMap(({ title, placed }) => [
      ...(title === '' ? [] : [underlined(title)]),
      ...placed.map(item),
    ]),
    ...(laid.left > 0 ? [moreWords(laid.left)] : []),
    ...letter.troubles,
    '-'.repeat(40),
    letter.footer.why,
    letter.footer.stop,
    letter.footer.sender,
    `${OGL_TEXT}\n${OGL_URL}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function underlined(title: string): string {
  return `${title}\n${'='.repeat(title.length)}`;
}

function item({ card, whole }: Placed): string {
  const link = card.url === undefined ? [] : [card.url];
  if (!whole) return [card.title, rowWords(card), ...link].join('\n');
  return [
    head(card),
    card.title,
    ...(card.notOpen === undefined ? [] : [card.notOpen]),
    card.buyer,
    ...changes(card),
    ...(card.summary === undefined ? [] : [card.summary]),
    ...facts(card),
    ...link,
    ...card.possibly.map(({ words, url }) => [`${POSSIBLY} ${words}`, url].filter(Boolean).join(': ')),
    ...card.because,
  ].join('\n');
}

function head(card: Card): string {
  return [`[${card.badge}]`, card.categories.join(', ')].join(' ').trim();
}

function changes(card: Card): string[] {
  return card.changes.map(({ label, was, now }) => `${label} was: ${was}\n${label} now: ${now}`);
}

function facts(card: Card): string[] {
  return factRows(card).map(([label, words]) => `${label}: ${words}`);
}
