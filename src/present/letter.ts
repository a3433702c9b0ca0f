import { londonDateTime } from '../base/london.ts';
import type { Message } from '../domain/delivery.ts';
import { cardOf } from './card.ts';
import { line } from './clean-text.ts';
import { footerWords, type Footer, type FooterWords } from './footer.ts';
import { LONGEST, MOST_ITEMS, dotted } from './lengths.ts';
import { countWords, headlineOf } from './subject.ts';

/** What stands round the procurements of a mail, in words. */
export interface Letter {
  /** Undefined where the one procurement speaks for itself. */
  readonly heading: string | undefined;
  /** What an inbox shows after the subject. */
  readonly preview: string;
  readonly asOf: string;
  readonly troubles: readonly string[];
  readonly footer: FooterWords;
}

export function letterOf(message: Message, footer: Footer): Letter {
  const [first] = message.items;
  const single = message.kind === 'alert' && message.items.length === 1;
  const card = single && first !== undefined ? cardOf(first, message.now) : undefined;
  return {
    heading: card === undefined ? headingOf(message) : undefined,
    preview: card === undefined ? '' : dotted([card.deadline, card.value, ...card.categories]),
    asOf: `As of ${londonDateTime(message.now)}, London time.`,
    troubles: troubleLines(message),
    footer: footerWords(message, footer),
  };
}

/** What stands over a list: how much of what; over a message to the operator, what it is about. */
export function headingOf(message: Message): string {
  return message.kind === 'notice' ? headlineOf(message) : countWords(message);
}

/** The portals' troubles, a clean line each. */
export function troubleLines(message: Message): readonly string[] {
  const lines = message.troubles
    .slice(message.kind === 'notice' ? 1 : 0)
    .map((trouble) => line(trouble, LONGEST.trouble))
    .filter((trouble) => trouble !== '');
  return lines.slice(0, MOST_ITEMS.troubles);
}

/** What stands in place of the procurements that found no room. */
export function moreWords(left: number): string {
  return `and ${left.toLocaleString('en-GB')} more. A narrower query would show you each of them.`;
}
