import type { DeliveryKind, Message } from '../domain/delivery.ts';
import { inSentence } from './because-words.ts';
import { line, oneLine } from './clean-text.ts';
import { LONGEST, MOST_ITEMS, listed } from './lengths.ts';

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
  /** The page that ends it, or `mailto:` with a subject that says what is wanted; `label` is the part of `stop` to press. */
  readonly press: { readonly label: string; readonly url: string } | undefined;
  /** The page where subscriptions are changed. */
  readonly manageUrl: string | undefined;
}

export const UNSUBSCRIBE = 'Unsubscribe';
export const MANAGE = 'Manage your subscriptions';

/** Why it came, where that has nothing to do with a subscription. */
const WHY: Readonly<Partial<Record<DeliveryKind, string>>> = {
  operator: 'You get this because this tenderbell’s configuration names you as its operator.',
  confirmation:
    'You get this because somebody asked for tender alerts to this address. If that was not you, do nothing: without the button nothing more comes.',
  manage:
    'You get this because somebody asked for a link to the subscriptions of this address. If that was not you, do nothing: nothing changes.',
  test: 'You get this because whoever runs this tenderbell sent a test to this address.',
};

/** The footer's sentences, the same in HTML and in plain text. */
export function footerWords(message: Message, footer: Footer): FooterWords {
  const { links } = message;
  const words = { sender: senderWords(footer), why: whyWords(message), manageUrl: links?.manage };
  return links === undefined
    ? { ...words, ...stopByMail(message, footer) }
    : { ...words, stop: UNSUBSCRIBE, press: { label: UNSUBSCRIBE, url: links.unsubscribe } };
}

function senderWords(footer: Footer): string {
  const operator = line(footer.name ?? '', LONGEST.operator);
  const postal = (footer.postal ?? '')
    .split(/[\r\n]+/)
    .map(oneLine)
    .filter((part) => part !== '')
    .join(', ');
  const sender = [operator || 'the operator of this tenderbell', line(postal, LONGEST.postal)].filter(
    (part) => part !== '',
  );
  return `Sent by ${sender.join(', ')}.`;
}

/** How to stop where no page does it. */
function stopByMail({ kind }: Message, footer: Footer): Pick<FooterWords, 'stop' | 'press'> {
  if (kind === 'operator')
    return {
      stop: 'To hear no more of this, take operator.email or operator.slackChannel out of the configuration.',
      press: undefined,
    };
  const email = line(footer.email ?? '', LONGEST.email);
  const to = `mailto:${encodeURIComponent(email).replace('%40', '@')}`;
  // Who is asked whether they want anything gets nothing yet that could stop.
  if (WHY[kind] !== undefined)
    return email === ''
      ? { stop: 'With a question, reply to this mail.', press: undefined }
      : {
          stop: `With a question, reply to this mail or write to ${email}.`,
          press: { label: email, url: to },
        };
  return email === ''
    ? { stop: 'To stop, reply to this mail and ask.', press: undefined }
    : {
        stop: `To stop, reply to this mail or write to ${email}.`,
        press: { label: email, url: `${to}?subject=Stop%20my%20tender%20alerts` },
      };
}

function whyWords({ kind, items }: Message): string {
  const told = WHY[kind];
  if (told !== undefined) return told;
  const asked = [...new Set(items.flatMap(({ because }) => because.map(({ described }) => described)))];
  if (asked.length === 0) return 'You get this because you are subscribed to tender alerts.';
  return `You get this because you asked to be told of: ${listed(asked.map(inSentence), MOST_ITEMS.subscriptions, '; ')}.`;
}
