import type { Refused } from '../domain/delivery.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

interface Hint {
  /** What to look at first, in a sentence; undefined where the reason says all. */
  readonly hint: string | undefined;
  readonly exit: ExitCode;
}

const LOGIN =
  'look at the user name and password in mail.url: odd characters are percent-encoded (@ is %40), and many providers want a password made for programs';
const SENDER =
  'the server sends only for addresses that it knows: look at mail.from and mail.accountFrom, and whether the login may send for them';
const POLICY =
  'it judges by the sender: `tenderbell doctor` shows the SPF, DKIM and DMARC records that should stand in the DNS';
const TLS =
  'smtp:// begins in the clear and changes over (port 587), smtps:// begins encrypted (port 465): look at mail.url';

/** By the code of a refusal: a reply of the server, or a word of the mail library. */
const BY_CODE: Readonly<Record<string, Hint>> = {
  held: { hint: 'add the address, or @ and its domain, to mail.allow', exit: EXIT.config },
  ENOAUTH: { hint: LOGIN, exit: EXIT.config },
  EAUTH: { hint: LOGIN, exit: EXIT.config },
  EOAUTH2: { hint: LOGIN, exit: EXIT.config },
  530: { hint: 'the server wants a login: mail.url has none', exit: EXIT.config },
  534: { hint: LOGIN, exit: EXIT.config },
  535: { hint: LOGIN, exit: EXIT.config },
  538: { hint: TLS, exit: EXIT.config },
  ETLS: { hint: TLS, exit: EXIT.config },
  ECONFIG: { hint: 'look at mail.url', exit: EXIT.config },
  EDNS: { hint: 'there is no such host: look at its name in mail.url', exit: EXIT.unavailable },
  ESOCKET: {
    hint: `is the port right, and does a firewall let it through? ${TLS}`,
    exit: EXIT.unavailable,
  },
  ECONNECTION: {
    hint: `is the port right, and does a firewall let it through? ${TLS}`,
    exit: EXIT.unavailable,
  },
  ETIMEDOUT: {
    hint: `many networks block port 25, and some 587: ask yours. ${TLS}`,
    exit: EXIT.unavailable,
  },
};

/** What a refused test mail points to, and how the verb ends. */
export function hintFor({ code, scope, permanent }: Refused): Hint {
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  const isReply = /^5\d\d$/.test(code);
  if (scope === 'channel') return isReply ? { hint: SENDER, exit: EXIT.config } : later();
  if (!permanent) return later();
  return scope === 'subscriber'
    ? { hint: 'is the address right?', exit: EXIT.data }
    : { hint: isReply ? POLICY : undefined, exit: isReply ? EXIT.config : EXIT.data };
}

function later(): Hint {
  return { hint: undefined, exit: EXIT.unavailable };
}
