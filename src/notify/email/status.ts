/** What a mail server said: its reply code (0 where it gave none) and its enhanced status (RFC 3463; '' where it gave none). */
export interface Status {
  readonly reply: number;
  readonly enhanced: string;
  /** Its words speak of who sends, or of what: relaying, a blocklist, a policy. */
  readonly isPolicy?: true | undefined;
}

/**
 * Whom a lasting refusal of a recipient concerns. `gone`: there is no such mailbox. `full`: it holds no more. `too-large`: this
 * message is larger than it takes. `unreachable`: the way to it is broken. `refused`: it is there, but does not take this.
 */
export type Verdict = 'gone' | 'full' | 'too-large' | 'unreachable' | 'refused';

/** Where the status says more than its subject does (RFC 3463 §3, and IANA's list of the codes added since). */
const OWN_VERDICTS: Readonly<Record<string, Verdict>> = {
  // Of the sender's address, not of the recipient's.
  '1.7': 'refused',
  '1.8': 'refused',
  '2.2': 'full',
  '2.3': 'too-large',
  // A mailing list could not be expanded: the list is there.
  '2.4': 'refused',
  '3.4': 'too-large',
};

/**
 * RFC 3463's subjects: 1 is the address and 2 the mailbox, and these alone say that nobody lives there. 3 is the mail system as a
 * whole, 5 the protocol, 6 the text, and 7 the policy ("it is there, but not for you"). 4 is the network between, which its
 * owners mend: 5.4.4 is said of every domain whose name servers are down. 0 says nothing, so that the reply code decides.
 */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  1: 'gone',
  2: 'gone',
  3: 'refused',
  4: 'unreachable',
  5: 'refused',
  6: 'refused',
  7: 'refused',
};

/** RFC 5321 §4.2.3, where no enhanced status says more; 556 is a domain that takes no mail at all (RFC 7504). */
const REPLIES: Readonly<Record<number, Verdict>> = {
  0: 'gone',
  550: 'gone',
  551: 'gone',
  552: 'full',
  553: 'gone',
  556: 'gone',
};

/** A bare 550 is what servers say of unknown mailboxes, and of much else: there its words decide. */
export function verdictOf({ reply, enhanced, isPolicy }: Status): Verdict {
  const [, subject = '0', detail = '0'] = enhanced.split('.');
  const said = OWN_VERDICTS[`${subject}.${detail}`] ?? VERDICTS[subject];
  return said ?? (isPolicy === true ? 'refused' : (REPLIES[reply] ?? 'refused'));
}

/** `550 5.1.1 no such user` or `550-5.1.1 …`, as a server says it or a bounce quotes it; of several the first. */
export function statusIn(words: string): Status {
  const [, reply, enhanced] = QUOTED.exec(words) ?? [];
  const isPolicy = POLICY.test(words.replaceAll(ADDRESS, ' ')) ? true : undefined;
  return { reply: reply === undefined ? 0 : Number(reply), enhanced: enhanced ?? '', isPolicy };
}

const ADDRESS = /\S+@\S+/g;
const POLICY =
  /\b(?:relay|relaying|not (?:permitted|allowed|authori[sz]ed)|(?:black|block|deny)[ -]?list(?:ed|s)?|blocked|banned|denied|prohibited|polic(?:y|ies)|spf|dkim|dmarc|ip|rbl|dnsbl|spam|spamhaus|reputation|authenticat(?:e|ed|ion))\b/i;

const QUOTED = /(?<![\d.])([45]\d\d)(?=[\s-]|$)(?:[\s-]+#?([45]\.\d{1,3}\.\d{1,3})(?!\.?\d))?/;
