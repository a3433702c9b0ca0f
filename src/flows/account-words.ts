import { londonDate, londonDateTime } from '../base/london.ts';
import type { ClaimedDelivery, Message } from '../domain/delivery.ts';
import type { Transaction } from '../domain/ports.ts';
import type { SignUp } from '../domain/sign-up.ts';
import type { Cadence } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import type { QueryReader } from './audience.ts';
import { MANAGE_DAYS, type LinkDeps } from './links.ts';

type AccountDeps = QueryReader & LinkDeps;
type Said = Pick<Message, 'words' | 'button'>;

const DAY = 86_400_000;
const PREFIX = 'confirm.';
/** A query of more is shown by the page that the button opens. */
const LONGEST_QUOTED = 200;

const HOW_OFTEN: Readonly<Record<Cadence, string>> = {
  instant: 'as soon as something is published',
  daily: 'once on each day that has something',
  weekly: 'once a week',
};

/** Asks the owner of a mailbox whether what was asked for in their name is wanted; undefined where that is no longer open. */
export async function confirmationSaid(
  tx: Pick<Transaction, 'signUps' | 'tokens'>,
  { id: deliveryId, key, subscriberId }: ClaimedDelivery,
  deps: AccountDeps,
): Promise<Said | undefined> {
  const now = deps.clock.now();
  const signUp = await tx.signUps.byId(Number(key.slice(PREFIX.length)));
  if (signUp === undefined || signUp.confirmedAt !== undefined || signUp.expiresAt <= now) return undefined;
  const { id: signUpId, expiresAt } = signUp;
  const [secret = ''] = await tx.tokens.mint([
    { kind: 'confirm', subscriberId, deliveryId, signUpId, createdAt: now, expiresAt },
  ]);
  return {
    words: [
      'Please confirm that you want tender alerts',
      `Somebody, we hope you, asked on ${londonDateTime(signUp.askedAt)} that tender alerts be sent to this address ${HOW_OFTEN[signUp.cadence]}.`,
      whatWords(signUp, deps),
      `Nothing is sent before you confirm it, on the page that the button opens. It works once, until ${londonDate(expiresAt)}.`,
      'If it was not you, do nothing: that ends it, and what was asked for is deleted.',
    ],
    button: { label: 'See it and confirm', url: deps.url(`/c/${secret}`) },
  };
}

/** What looks like an address of anything: a stranger's words must not carry a link into somebody's mailbox. */
const LINK = /[/@\\]|www|\p{L}[.。．｡]\p{L}/iu;

function whatWords({ query }: SignUp, { queryOf }: QueryReader): string {
  const described = describeQuery(queryOf(query));
  return described.length > LONGEST_QUOTED || LINK.test(described)
    ? 'The page that the button opens shows what they are to look for.'
    : `They are to look for: ${described}.`;
}

/** The link to what somebody has, because they asked for it. */
export async function manageSaid(
  tx: Pick<Transaction, 'tokens'>,
  { id: deliveryId, subscriberId, createdAt: askedAt }: ClaimedDelivery,
  { clock, url }: LinkDeps,
): Promise<Said> {
  const createdAt = clock.now();
  const expiresAt = createdAt + MANAGE_DAYS * DAY;
  const [secret = ''] = await tx.tokens.mint([
    { kind: 'act', subscriberId, deliveryId, createdAt, expiresAt },
  ]);
  return {
    words: [
      'Your link to your tender alerts',
      `You asked on ${londonDateTime(askedAt)} for a link to what you are sent. It opens a page on which you can change, pause and end it.`,
      `Whoever has it can do so until ${londonDate(expiresAt)}: please do not pass this mail on.`,
    ],
    button: { label: 'See what you are sent', url: url(`/m/${secret}`) },
  };
}
