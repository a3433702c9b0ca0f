import { londonDate, londonDateTime } from '../base/london.ts';
import type { DeliveryRecord, ToldKind } from '../domain/delivery.ts';
import { PORTAL_NAMES } from '../domain/portal.ts';
import type { ItSetting, NoticeRef } from '../domain/procurement.ts';
import { isDecided } from '../domain/stage.ts';
import type { Subscription, Wanted } from '../domain/subscription.ts';
import type { Silence, ToldRecord, WhyRule } from '../domain/why.ts';
import { speaksFor } from './class-words.ts';
import { line } from './clean-text.ts';
import { momentWords } from './deadline-words.ts';
import { listed, LONGEST, MOST_ITEMS } from './lengths.ts';
import { stageName } from './stage-words.ts';

type RuleOf<Name extends WhyRule['rule']> = Extract<WhyRule, { rule: Name }>;

/** What a rule says, the first line first. */
export function ruleWords(rule: WhyRule, now: number): readonly string[] {
  const say: (one: never, now: number) => readonly string[] = WORDS[rule.rule];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own type has each rule under its name
  return say(rule as never, now);
}

const WORDS: { readonly [Name in WhyRule['rule']]: (rule: RuleOf<Name>, now: number) => readonly string[] } =
  {
    collected: ({ notice, readAt }) => [
      `${noticeWords(notice)}, published ${londonDateTime(notice.published)}${readAt === undefined ? '' : `, read ${londonDateTime(readAt)}`}`,
    ],
    procurement: ({ id, title, others }) => [
      `#${id} ${line(title, LONGEST.title)}`,
      others.length === 0
        ? 'no other notice belongs to it'
        : `with ${listed(others.map(noticeWords), MOST_ITEMS.links)}`,
    ],
    audible: ({ verdict, silence, portal }) =>
      verdict === 'yes' ? ['read as news'] : [SILENCES[silence ?? 'imported'](PORTAL_NAMES[portal])],
    since: ({ verdict, heardAt, createdAt, isWelcomed }) => {
      if (verdict === 'yes')
        return [`it came ${londonDateTime(heardAt)}; the subscription is of ${londonDateTime(createdAt)}`];
      const offer = isWelcomed
        ? 'it was not among what its first message offered'
        : 'its first message will offer some of what is open already';
      return [
        `it came ${londonDateTime(heardAt)}, before the subscription of ${londonDateTime(createdAt)}: ${offer}`,
      ];
    },
    it: itWords,
    clause: ({ standing: { asks, finds } }) => [`asks for ${asks}; ${finds}`],
    muted: ({ verdict, mute }) => {
      if (mute !== undefined) return [`muted ${londonDate(mute.at)}: ${mutedWords(mute.what)}`];
      return [verdict === 'aside' ? 'the subscriber mutes nothing' : 'nothing that the subscriber mutes'];
    },
    'days-left': ({ days, deadline }) => [
      `asks for at least ${days} ${days === 1 ? 'day' : 'days'} to answer; ${deadline === undefined ? 'it states no deadline' : `it closes ${momentWords(deadline)}`}`,
    ],
    frameworks: ({ names, isLeftOut }) => {
      if (names === undefined) return ['open to somebody on its frameworks, as far as it says'];
      const open = `a call-off open only to suppliers on ${line(names, LONGEST.tag)}, which the subscriber is not on`;
      return [isLeftOut ? `${open}; such are left out, as it asked` : `${open}: tagged so, as it asked`];
    },
    open: openWords,
    wanted: ({ verdict, needs, wanted }) => [
      verdict === 'yes'
        ? `it wants ${WANTED_WORDS[needs]}`
        : `it wants ${listed(
            wanted.map((one) => WANTED_WORDS[one]),
            4,
            ' and ',
          )} alone; this is ${NEEDED_WORDS[needs]}`,
    ],
    subscription: ({ subscription, nextDigest }) => [subscriptionWords(subscription, nextDigest)],
    told: ({ told }) => [toldWords(told)],
    channel: ({ pausedUntil, reason }) => [
      `sending is paused until ${londonDateTime(pausedUntil)}${reason === undefined ? '' : `: ${line(reason, LONGEST.trouble)}`}`,
    ],
  };

function noticeWords({ portal, noticeId, form, stage }: NoticeRef): string {
  return `${PORTAL_NAMES[portal]} ${line(noticeId, LONGEST.name)} (${line(form, LONGEST.category)}, ${stageName(stage)})`;
}

const SILENCES: Readonly<Record<Silence, (portal: string) => string>> = {
  'first-pass': (portal) =>
    `read in the first pass of ${portal}, which tells nobody of what was there already`,
  'before-it': (portal) =>
    `published before the first pass of ${portal} began: what is older than that is told to nobody`,
  imported: () => 'brought in by an import or a backfill that tells nobody',
};

function itWords({ asked, classification, isCorrected }: RuleOf<'it'>): readonly string[] {
  const { it: score, setting, reasons } = classification;
  const asks =
    asked === undefined || asked === 'any' ? 'the query asks for anything' : `the query asks for ${asked}`;
  const why = (isFor: boolean): string =>
    listed(
      reasons
        .filter((one) => speaksFor(one) === isFor && one.place !== 'person')
        .map(({ words }) => line(words, LONGEST.reason)),
      MOST_ITEMS.reasons,
      '; ',
    );
  const lines: readonly (readonly [string, string])[] = [
    ['for it', why(true)],
    ['against it', why(false)],
  ];
  return [
    `${itSaid(setting, score)}${isCorrected ? ', as a person said' : ''}; ${asks}`,
    ...lines.filter(([, words]) => words !== '').map(([label, words]) => `${label}: ${words}`),
  ];
}

/** `IT in the setting strict (score 0.97)`. */
export function itSaid(setting: ItSetting | undefined, score: number): string {
  return `${setting === undefined ? 'not IT in any setting' : `IT in the setting ${setting}`} (score ${score.toFixed(2)})`;
}

function mutedWords(what: NonNullable<RuleOf<'muted'>['mute']>['what']): string {
  if (what.kind === 'procurement') return 'this very procurement';
  return what.kind === 'buyer'
    ? `the buyer ${line(what.name, LONGEST.buyer)}`
    : `the term ${line(what.term, LONGEST.query)}`;
}

/** `open for bids until Wed 30 Sep 2026, 12:00`; asked at the moment when it was decided. */
function openWords({ view, isOpen, at }: RuleOf<'open'>): readonly string[] {
  const { stage, outcome, deadline } = view;
  const named = stageName(outcome === undefined ? stage : `${stage}:${outcome}`);
  if (isOpen)
    return [
      `open at the stage ${named}${deadline === undefined ? ', with no deadline stated' : `, until ${momentWords(deadline)}`}`,
    ];
  if (isDecided(stage) || stage === 'closed') return [`no longer open: at the stage ${named}`];
  const closed = deadline === undefined ? 'not open' : `closed ${momentWords(deadline)}`;
  return [`${closed}; asked as of ${londonDateTime(at)}`];
}

const WANTED_WORDS: Readonly<Record<Wanted, string>> = {
  new: 'what is new',
  changes: 'changes',
  awards: 'awards',
  closing: 'reminders',
};
const NEEDED_WORDS: Readonly<Record<Wanted, string>> = {
  new: 'something new',
  changes: 'a change',
  awards: 'an award of what it was not told of',
  closing: 'a reminder',
};

function subscriptionWords(subscription: Subscription, nextDigest: number | undefined): string {
  const { id, state, cadence, notify, reason, pausedUntil } = subscription;
  const why = reason === undefined ? '' : `: ${line(reason, LONGEST.trouble)}`;
  if (state === 'ended') return `subscription ${id} has ended${why}`;
  if (state === 'paused')
    return `subscription ${id} is paused ${pausedUntil === undefined ? 'until somebody resumes it' : `until ${londonDateTime(pausedUntil)}`}${why}`;
  if (!notify) return `subscription ${id} is saved only: it is not to be notified`;
  const how =
    nextDigest === undefined
      ? 'told at once'
      : `the next ${cadence} digest goes ${londonDateTime(nextDigest)}`;
  return `subscription ${id} is active; ${how}`;
}

export const TOLD_WORDS: Readonly<Record<ToldKind, string>> = {
  new: 'as new',
  changed: 'as changed',
  cancelled: 'as ended',
  awarded: 'as awarded',
  offered: 'as open already, with its first message',
  closing: 'as closing soon',
};

/** `as new, Tue 3 Nov 2026, 09:12, by an alert`. */
function toldWords({ entry, delivery, isOther }: ToldRecord): string {
  const parts = [TOLD_WORDS[entry.kind], stateWords({ entry, delivery })];
  const others = isOther
    ? ` (for subscription ${entry.subscriptionIds.join(', ')} of the same subscriber)`
    : '';
  return `${parts.join(', ')}${others}`;
}

function stateWords({ entry, delivery }: Pick<ToldRecord, 'entry' | 'delivery'>): string {
  const by = delivery === undefined ? '' : ` by ${deliveryName(delivery)}`;
  if (entry.state === 'told') return `${londonDateTime(entry.toldAt ?? 0)}${by}`;
  if (entry.state === 'sending') return `being sent${by}`;
  if (entry.state === 'queued') {
    const since = delivery === undefined ? '' : ` since ${londonDateTime(delivery.createdAt)}`;
    const failed =
      delivery?.reason === undefined
        ? ''
        : `, tried ${delivery.attempts} times: ${line(delivery.reason, LONGEST.trouble)}`;
    return `waits to be sent${by}${since}${failed}`;
  }
  const reason = delivery?.reason === undefined ? '' : `: ${line(delivery.reason, LONGEST.trouble)}`;
  return `could not be delivered${reason}`;
}

/** `alert 12`, `the weekly digest 13`. */
function deliveryName({ id, kind, cadence }: Pick<DeliveryRecord, 'id' | 'kind' | 'cadence'>): string {
  return kind === 'digest'
    ? `the ${cadence} digest (delivery ${id})`
    : `${kind === 'alert' ? 'an alert' : `a ${kind}`} (delivery ${id})`;
}
