import { londonDateTime } from '../base/london.ts';
import type { Message } from '../domain/delivery.ts';
import { cardOf } from './card.ts';
import { line } from './clean-text.ts';
import { footerWords, type Footer, type FooterWords } from './footer.ts';
import { LONGEST, MOST_ITEMS, dotted } from './lengths.ts';
import { countWords, headlineOf, isNotice } from './subject.ts';

/** What stands round the procurements of a mail, in words. */
export interface Letter {
  /** Undefined where the one procurement speaks for itself. */
  readonly heading: string | undefined;
  /** What an inbox shows after the subject. */
  readonly preview: string;
  readonly asOf: string;
  /** What there is to say to the operator, or of a quiet subscription, instead of procurements. */
  readonly body: readonly string[];
  readonly troubles: readonly string[];
  readonly footer: FooterWords;
}

export function letterOf(message: Message, footer: Footer): Letter {
  const [first] = message.items;
  const single = message.kind === 'alert' && message.items.length === 1;
  const card = single && first !== undefined ? cardOf(first, message.now) : undefined;
  return {
    heading: card === undefined ? headingOf(message) : undefined,
    preview:
      card === undefined
        ? (noticeLines(message)[0] ?? '')
        : dotted([card.deadline, card.value, ...card.categories]),
    asOf: `As of ${londonDateTime(message.now)}, London time.`,
    body: noticeLines(message),
    troubles: troubleLines(message),
    footer: footerWords(message, footer),
  };
}

/** What stands over a list: how much of what; over a message of sentences, what it is about. */
export function headingOf(message: Message): string {
  return isNotice(message) ? headlineOf(message) : countWords(message);
}

/** The sentences of a message that says its own, behind its headline; none of any other. */
export function noticeLines(message: Message): readonly string[] {
  return isNotice(message) ? cleanLines(message.troubles.slice(1)) : [];
}

/** The portals' troubles, a clean line each, at the foot of what is about something else. */
export function troubleLines(message: Message): readonly string[] {
  return isNotice(message) ? [] : cleanLines(message.troubles);
}

function cleanLines(lines: readonly string[]): readonly string[] {
  return lines
    .map((one) => line(one, LONGEST.trouble))
    .filter((one) => one !== '')
    .slice(0, MOST_ITEMS.troubles);
}

/** What stands in place of the procurements that found no room. */
export function moreWords(left: number): string {
  return `and ${left.toLocaleString('en-GB')} more. A narrower query would show you each of them.`;
}
