import type { Message } from '../domain/delivery.ts';
import { line, oneLine } from './clean-text.ts';
import { LONGEST, MOST_ITEMS } from './lengths.ts';

/**
 * Who sends: the law asks for a name and a way to reach it (PECR, regulation 23,
 * https://www.legislation.gov.uk/uksi/2003/2426/regulation/23).
 */
export interface Footer {
  readonly name: string | undefined;
  /** May have several lines. */
  readonly postal: string | undefined;
  readonly email: string | undefined;
}

export const OGL_TEXT = 'Contains public sector information licensed under the Open Government Licence v3.0.';
export const OGL_URL = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

export interface FooterWords {
  readonly sender: string;
  readonly why: string;
  readonly stop: string;
  /** `mailto:` with a subject that says what is wanted. */
  readonly stopUrl: string | undefined;
}

/** The footer's sentences, the same in HTML and in plain text. */
export function footerWords(message: Message, footer: Footer): FooterWords {
  const operator = line(footer.name ?? '', LONGEST.operator);
  const postal = (footer.postal ?? '')
    .split(/[\r\n]+/)
    .map(oneLine)
    .filter((part) => part !== '')
    .join(', ');
  const sender = [operator || 'the operator of this tenderbell', line(postal, LONGEST.postal)].filter(
    (part) => part !== '',
  );
  const email = line(footer.email ?? '', LONGEST.email);
  const mailto = `mailto:${encodeURIComponent(email).replace('%40', '@')}?subject=Stop%20my%20tender%20alerts`;
  return {
    sender: `Sent by ${sender.join(', ')}.`,
    why: whyWords(message),
    stop:
      message.kind === 'operator'
        ? 'To hear no more of this, take operator.email or operator.slackChannel out of the configuration.'
        : email === ''
          ? 'To stop, reply to this mail and ask.'
          : `To stop, reply to this mail or write to ${email}.`,
    stopUrl: email === '' || message.kind === 'operator' ? undefined : mailto,
  };
}

function whyWords(message: Message): string {
  if (message.kind === 'operator')
    return 'You get this because this tenderbell’s configuration names you as its operator.';
  const queries = [...new Set(message.items.flatMap(({ because }) => because.map(({ query }) => query)))];
  if (queries.length === 0) return 'You get this because you are subscribed to tender alerts.';
  const shown = queries.slice(0, MOST_ITEMS.queries).map((query) => line(query, LONGEST.query));
  const more = queries.length - shown.length;
  const list = `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  return `You get this because you are subscribed to: ${list}`;
}
