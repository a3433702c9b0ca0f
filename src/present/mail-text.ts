import { buyerLine } from './buyer-words.ts';
import type { Card } from './card.ts';
import { factRows } from './fact-rows.ts';
import { MANAGE, OGL_TEXT, OGL_URL, UNSUBSCRIBE, type FooterWords } from './footer.ts';
import { actsWithSee } from './item-card.tsx';
import { TROUBLES_TITLE, moreWords, type Letter } from './letter.ts';
import { POSSIBLY } from './link-words.ts';
import type { Laid } from './mail-layout.tsx';

/** The mail's plain text: everything the HTML says, in the same order. `rest`: where what found no room is. */
export function mailText(letter: Letter, laid: Laid, rest: string | undefined): string {
  const parts = [
    ...head(letter),
    ...letter.body,
    ...(letter.button === undefined ? [] : [`${letter.button.label}:\n${letter.button.url}`]),
    ...laid.sections.flatMap(({ title, cards }) => [
      ...(title === '' ? [] : [underlined(title)]),
      ...cards.map(item),
    ]),
    ...(laid.left.length > 0 ? [labelled(moreWords(laid.left.length, rest !== undefined), rest)] : []),
    ...(letter.open === undefined ? [] : [labelled(letter.open.words, letter.open.url)]),
    ...(letter.troubles.length > 0 ? [underlined(TROUBLES_TITLE), ...letter.troubles] : []),
    '-'.repeat(40),
    ...(letter.asOf === undefined ? [] : [letter.asOf]),
    ...foot(letter.footer),
  ];
  return `${parts.join('\n\n')}\n`;
}

function head({ heading, period, contributions, leave }: Letter): readonly string[] {
  const lines = contributions.map(({ tag, words }) => (tag === '' ? words : `[${tag}] ${words}`));
  return [
    ...(heading === undefined ? [] : [heading]),
    ...(period === undefined ? [] : [period]),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(leave === undefined ? [] : [`${UNSUBSCRIBE}: ${leave.unsubscribe}\n${MANAGE}: ${leave.manage}`]),
  ];
}

function foot({ why, stop, press, manageUrl, sender }: FooterWords): readonly string[] {
  return [
    why,
    // A `mailto:` is named in its words.
    manageUrl === undefined ? stop : `${labelled(stop, press?.url)}\n${MANAGE}: ${manageUrl}`,
    sender,
    `${OGL_TEXT}\n${OGL_URL}`,
  ];
}

function labelled(words: string, url: string | undefined): string {
  return url === undefined ? words : `${words}: ${url}`;
}

function underlined(title: string): string {
  return `${title}\n${'='.repeat(title.length)}`;
}

function item(card: Card): string {
  return [
    [`[${card.badge}]`, card.categories.join(', ')].join(' ').trim(),
    card.title,
    ...(card.notOpen === undefined ? [] : [card.notOpen]),
    buyerLine(card),
    ...card.changes.map(({ label, was, now }) => `${label} before: ${was}\n${label} now: ${now}`),
    ...(card.summary === undefined ? [] : [card.summary]),
    ...factRows(card).map(([label, words]) => `${label}: ${words}`),
    ...card.possibly.map(({ words, url }) => labelled(`${POSSIBLY} ${words}`, url)),
    ...card.because.map(({ tag, words }) => (tag === undefined ? words : `[${tag}] ${words}`.trimEnd())),
    ...actsWithSee(card).map(({ label, url }) => `${label}: ${url}`),
  ].join('\n');
}
