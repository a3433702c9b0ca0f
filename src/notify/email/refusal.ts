import type { Refused } from '../../domain/delivery.ts';
import { statusIn, verdictOf, type Status, type Verdict } from './status.ts';

/** What nodemailer puts on its errors, and what the server said. */
interface SmtpFault extends Status {
  readonly code: string;
  /** The SMTP command that failed: `RCPT TO`, `DATA`, `AUTH PLAIN`, `CONN`… */
  readonly command: string;
}

type Judged = Pick<Refused, 'scope' | 'permanent' | 'reason'>;

/** The server said nothing, or said it of itself: what was not handed over waits for the channel. */
const LINE_FAULTS: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'ECONNECTION',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'EPROXY',
  'ECONFIG',
  'EREQUIRETLS',
]);
/** "Bad sequence of commands" (RFC 5321 §4.2.2): said of the conversation, not of what we wrote, so that another line may do. */
const OUT_OF_STEP = 503;
const LOGIN_FAULTS: ReadonlySet<string> = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);

const UNSENDABLE = {
  address: { scope: 'subscriber', reason: 'The address cannot be written to.' },
  'message-id': { scope: 'message', reason: 'The message has no valid Message-ID.' },
  'control-character': { scope: 'message', reason: 'A header of the message holds a control character.' },
} as const;

/** Refused before anybody was asked. */
export function unsendable(code: keyof typeof UNSENDABLE): Refused {
  return {
    sent: false,
    permanent: true,
    ambiguous: false,
    code,
    retryAfterMs: undefined,
    ...UNSENDABLE[code],
  };
}

/**
 * What a failed send means: 4yz passes, 5yz but 503 does not (RFC 5321 §4.2.1), and RFC 3463 says whom it concerns. `handedOver`:
 * the server had been asked to take the text, so with the line lost it may have taken it. Reasons are our own words, because servers quote addresses in theirs.
 */
export function refusalOf(error: unknown, handedOver: boolean): Refused {
  const fault = faultOf(error);
  const lost = handedOver && fault.reply === 0;
  return {
    sent: false,
    ...(lost ? lostLine() : judge(fault)),
    ambiguous: lost,
    code: fault.reply === 0 ? fault.code : String(fault.reply),
    retryAfterMs: undefined,
  };
}

function lostLine(): Judged {
  return {
    scope: 'message',
    permanent: false,
    reason: 'The mail server did not answer after it was given the message; it may have it.',
  };
}

/** The server takes this message from us for this reader, but not so much of it. */
export function isTooLarge(error: unknown): boolean {
  return isSizeRefused(faultOf(error));
}

function isSizeRefused(fault: SmtpFault): boolean {
  const { code, reply, enhanced, command } = fault;
  // The library compares a mail with the SIZE that the server announced (RFC 1870), and asks nobody.
  if (reply === 0) return code === 'EMESSAGE' && command === 'MAIL FROM';
  if (reply < 500) return false;
  // RFC 5321 §4.5.3.1.9: a bare 552 is "too much mail data" where the text is spoken of, and a full mailbox at RCPT TO.
  if (reply === 552 && enhanced === '') return command === 'DATA' || command === 'MAIL FROM';
  return verdictOf(fault) === 'too-large';
}

function judge(fault: SmtpFault): Judged {
  const { reply, code, command } = fault;
  if (reply === OUT_OF_STEP) return outOfStep(command);
  if (LOGIN_FAULTS.has(code) || command.startsWith('AUTH') || reply === 535 || reply === 530)
    return channel('The mail server refused the login.', reply < 400 || reply >= 500);
  if (reply === 421) return channel('The mail server is closing its doors for now.');
  if (isSizeRefused(fault)) return message(true, 'The message is larger than the mail server takes.');
  if (reply === 0) return unanswered(code);
  if (command === 'RCPT TO') return aboutRecipient(fault);
  if (command === 'MAIL FROM') return aboutSender(reply);
  if (command === 'DATA') return aboutText(fault);
  return channel('The mail server refused the connection.');
}

/** Up to the sender it is said of every message: some servers ask for a login so. */
function outOfStep(command: string): Judged {
  const reason = 'The mail server lost its place in the conversation.';
  return command === 'RCPT TO' || command === 'DATA' ? message(false, reason) : channel(reason);
}

function unanswered(code: string): Judged {
  if (LINE_FAULTS.has(code)) return channel('The mail server could not be reached.');
  return message(false, 'The message could not be handed to the mail server.');
}

const VERDICTS: Readonly<Record<Verdict, Judged>> = {
  gone: subscriber(true, 'The mail server says that there is no such mailbox.'),
  full: subscriber(false, 'The mailbox is full.'),
  unreachable: subscriber(false, 'The mail server knows no way to this mailbox at present.'),
  'too-large': message(true, 'The message is larger than the mail server takes.'),
  refused: message(true, 'The mail server does not take mail for this recipient from here.'),
};

function aboutRecipient(fault: SmtpFault): Judged {
  if (fault.reply >= 500) return VERDICTS[verdictOf(fault)];
  return isFullForNow(fault)
    ? VERDICTS.full
    : message(false, 'The mail server asks to try this recipient again later.');
}

/** It would refuse every message from this sender. */
function aboutSender(reply: number): Judged {
  if (reply < 500) return message(false, 'The mail server asks to try again later.');
  return channel('The mail server does not take mail from the configured sender.', true);
}

/** Some servers look for the mailbox only now, but then they say so; a bare code is about the text. */
function aboutText(fault: SmtpFault): Judged {
  if (isFullForNow(fault)) return VERDICTS.full;
  if (fault.reply < 500) return message(false, 'The mail server asks to try again later.');
  const verdict = /^5\.[12]\./.test(fault.enhanced) ? verdictOf(fault) : 'refused';
  return verdict === 'refused'
    ? message(true, 'The mail server refused the message as such.')
    : VERDICTS[verdict];
}

function isFullForNow({ reply, enhanced }: SmtpFault): boolean {
  return reply < 500 && enhanced.endsWith('.2.2');
}

function subscriber(permanent: boolean, reason: string): Judged {
  return { scope: 'subscriber', permanent, reason };
}

/** `permanent`: no waiting mends it, somebody has to. */
function channel(reason: string, permanent = false): Judged {
  return { scope: 'channel', permanent, reason };
}

function message(permanent: boolean, reason: string): Judged {
  return { scope: 'message', permanent, reason };
}

function faultOf(error: unknown): SmtpFault {
  const { code, responseCode, response, command } = (error ?? {}) as Partial<Record<string, unknown>>;
  const { enhanced, isPolicy } = statusIn(text(response));
  return {
    code: text(code) || 'unknown',
    reply: typeof responseCode === 'number' ? responseCode : 0,
    enhanced,
    isPolicy,
    command: text(command),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
