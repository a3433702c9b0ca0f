import type { Refused } from '../../domain/delivery.ts';

/** What nodemailer puts on its errors. */
interface SmtpFault {
  readonly code: string;
  /** The SMTP reply code; 0 where the server said none. */
  readonly reply: number;
  /** The enhanced status (RFC 3463), e.g. `5.2.2`; '' where none was given. */
  readonly enhanced: string;
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
 * What a failed send means: 4yz passes, 5yz does not (RFC 5321 §4.2.1), and RFC 3463 says whom it concerns. `handedOver`:
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

function judge(fault: SmtpFault): Judged {
  const { reply, code, command } = fault;
  if (LOGIN_FAULTS.has(code) || command.startsWith('AUTH') || reply === 535 || reply === 530)
    return channel('The mail server refused the login.');
  if (reply === 421) return channel('The mail server is closing its doors for now.');
  if (reply === 0) return unanswered(code);
  if (command === 'RCPT TO') return aboutRecipient(fault);
  if (command === 'MAIL FROM') return aboutSender(reply);
  if (command === 'DATA') return aboutText(fault);
  return channel('The mail server refused the connection.');
}

function unanswered(code: string): Judged {
  if (code === 'EMESSAGE') return message(true, 'The message is larger than the mail server takes.');
  if (LINE_FAULTS.has(code)) return channel('The mail server could not be reached.');
  return message(false, 'The message could not be handed to the mail server.');
}

function aboutRecipient(fault: SmtpFault): Judged {
  const { reply, enhanced } = fault;
  if (isMailboxFull(fault)) return mailboxFull();
  if (reply < 500) return message(false, 'The mail server asks to try this recipient again later.');
  // 5.7.x is policy (RFC 3463 §3.8): it speaks of us or of the text, not of whether the mailbox exists.
  if (enhanced.startsWith('5.7.') || reply === 554)
    return message(true, 'The mail server does not take mail for this recipient from here.');
  return {
    scope: 'subscriber',
    permanent: true,
    reason: 'The mail server says that there is no such mailbox.',
  };
}

/** It would refuse every message from this sender. */
function aboutSender(reply: number): Judged {
  if (reply === 552) return message(true, 'The message is larger than the mail server takes.');
  if (reply < 500) return message(false, 'The mail server asks to try again later.');
  return channel('The mail server does not take mail from the configured sender.');
}

function aboutText(fault: SmtpFault): Judged {
  if (isMailboxFull(fault)) return mailboxFull();
  if (fault.reply < 500) return message(false, 'The mail server asks to try again later.');
  if (fault.enhanced.startsWith('5.1.'))
    return {
      scope: 'subscriber',
      permanent: true,
      reason: 'The mail server says that there is no such mailbox.',
    };
  if (fault.reply === 552) return message(true, 'The message is larger than the mail server takes.');
  return message(true, 'The mail server refused the message as such.');
}

function isMailboxFull({ reply, enhanced }: SmtpFault): boolean {
  return enhanced.endsWith('.2.2') || (reply === 552 && enhanced === '');
}

function mailboxFull(): Judged {
  return { scope: 'subscriber', permanent: false, reason: 'The mailbox is full.' };
}

function channel(reason: string): Judged {
  return { scope: 'channel', permanent: false, reason };
}

function message(permanent: boolean, reason: string): Judged {
  return { scope: 'message', permanent, reason };
}

function faultOf(error: unknown): SmtpFault {
  const { code, responseCode, response, command } = (error ?? {}) as Partial<Record<string, unknown>>;
  return {
    code: text(code) || 'unknown',
    reply: typeof responseCode === 'number' ? responseCode : 0,
    enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(text(response))?.[1] ?? '',
    command: text(command),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
