import type { ToldKind } from '../domain/delivery.ts';
import type { Leaf, Query } from '../domain/query.ts';
import type { ItSetting } from '../domain/procurement.ts';
import { isDecided, isOpen } from '../domain/stage.ts';
import { rings, type Subscriber, type Subscription, type Wanted } from '../domain/subscription.ts';
import type { WhyRule } from '../domain/why.ts';
import { documentOf, type MatchDocument } from '../match/document.ts';
import { effectiveQuery, frameworksOfOthers, muteOf } from '../match/effective.ts';
import { matches } from '../match/evaluate.ts';
import { explain } from '../match/explain.ts';
import { followedBy } from '../match/following.ts';
import { inForce } from './in-force.ts';
import { isDisowned } from './what-is-due.ts';
import { originRules } from './why-origin.ts';
import type { WhyDeps, WhyGround } from './why.ts';

type RuleOf<Name extends WhyRule['rule']> = Extract<WhyRule, { rule: Name }>;

/** Every rule between a procurement and a message, in the order in which they are asked. */
export async function whyRules(ground: WhyGround, deps: WhyDeps): Promise<readonly WhyRule[]> {
  const document = documentOf(ground.held);
  const query = deps.queryOf(ground.subscription.query);
  return [
    ...(await originRules(ground, deps)),
    await it(ground, query, { document, deps }),
    ...clauses(ground, query, document),
    muted(ground, query, document),
    ...daysLeft(ground, document),
    ...frameworks(ground, query, document),
    open(ground),
    ...wanted(ground),
    subscribed(ground, deps),
    ...ground.told.map((told): WhyRule => ({
      rule: 'told',
      verdict: told.entry.state === 'freed' ? 'no' : 'yes',
      told,
    })),
    ...(await channel(ground, deps)),
  ];
}

/** Who was told of a procurement hears how it goes on, whether it still matches or not. */
const ONLY_AT_FIRST: ReadonlySet<WhyRule['rule']> = new Set([
  'it',
  'clause',
  'days-left',
  'frameworks',
  'open',
  'since',
]);

/** The rules that stop this telling. */
export function stoppersAmong(
  rules: readonly WhyRule[],
  { before, held }: Pick<WhyGround, 'before' | 'held'>,
): readonly WhyRule[] {
  const isKnown = before.length > 0;
  const matters = ({ rule }: WhyRule): boolean =>
    !isKnown || !ONLY_AT_FIRST.has(rule) || (rule === 'it' && isDisowned(held.classification));
  return rules.filter((one) => one.verdict === 'no' && one.rule !== 'told' && matters(one));
}

interface Judging {
  readonly document: MatchDocument;
  readonly deps: WhyDeps;
}

async function it(
  { held, decidedAt }: WhyGround,
  query: Query,
  { document, deps }: Judging,
): Promise<RuleOf<'it'>> {
  const leaf = topParts(query).find(isPlainIt);
  const isCorrected = inForce(await deps.store.corrections.holding()).of(held.view.notices) !== undefined;
  const asked: ItSetting | 'any' | undefined = leaf?.setting;
  const isMet = leaf === undefined || matches(leaf, document, decidedAt);
  const isAsked = asked !== undefined && asked !== 'any';
  const verdict = isAsked ? (isMet ? 'yes' : 'no') : 'aside';
  const { reasons } = held.classification;
  const classification = {
    ...held.classification,
    reasons: reasons.length === 0 ? deps.reasonsOf(held.view) : reasons,
  };
  return { rule: 'it', verdict, asked, classification, isCorrected };
}

function topParts(query: Query): readonly Query[] {
  return query.kind === 'and' ? query.of : [query];
}

function isPlainIt(part: Query): part is Extract<Leaf, { kind: 'it' }> {
  return part.kind === 'it' && !part.negated;
}

function clauses(
  { decidedAt }: WhyGround,
  query: Query,
  document: MatchDocument,
): readonly RuleOf<'clause'>[] {
  const first = topParts(query).find(isPlainIt);
  return topParts(query)
    .filter((part) => part !== first)
    .flatMap((part) => explain(part.kind === 'and' ? part : { kind: 'and', of: [part] }, document, decidedAt))
    .map((standing) => ({ rule: 'clause', verdict: standing.isMet ? 'yes' : 'no', standing }));
}

function muted({ subscription }: WhyGround, query: Query, document: MatchDocument): RuleOf<'muted'> {
  const mute = muteOf(subscription, query, document);
  const isNone = subscription.subscriber.mutes.length === 0;
  return { rule: 'muted', verdict: mute === undefined ? (isNone ? 'aside' : 'yes') : 'no', mute };
}

/** Whether what the subscription asks beside its query, with these of its settings alone, lets a procurement through. */
function passes(
  { subscription, decidedAt }: WhyGround,
  only: Pick<Subscription, 'minDaysLeft'> & Pick<Subscriber, 'othersCallOffs'>,
  document: MatchDocument,
): boolean {
  const { minDaysLeft, othersCallOffs } = only;
  const subscriber = { ...subscription.subscriber, mutes: [], othersCallOffs };
  return matches(effectiveQuery({ ...subscription, minDaysLeft, subscriber }, ANY), document, decidedAt);
}

const ANY: Query = { kind: 'it', setting: 'any', negated: false };

function daysLeft(ground: WhyGround, document: MatchDocument): readonly RuleOf<'days-left'>[] {
  const { minDaysLeft } = ground.subscription;
  if (minDaysLeft === undefined) return [];
  const isMet = passes(ground, { minDaysLeft, othersCallOffs: 'tag' }, document);
  const { deadline } = ground.held.view;
  return [{ rule: 'days-left', verdict: isMet ? 'yes' : 'no', days: minDaysLeft, deadline }];
}

function frameworks(
  ground: WhyGround,
  query: Query,
  document: MatchDocument,
): readonly RuleOf<'frameworks'>[] {
  const { subscriber } = ground.subscription;
  const { othersCallOffs } = subscriber;
  if (subscriber.frameworks === undefined) return [];
  const names = frameworksOfOthers(subscriber, ground.held, document);
  // Who follows one procurement means that one.
  const isAsked = names !== undefined && followedBy(query) !== 'procurement';
  const isLeftOut = isAsked && !passes(ground, { minDaysLeft: undefined, othersCallOffs }, document);
  return [{ rule: 'frameworks', verdict: isLeftOut ? 'no' : 'aside', names, isLeftOut }];
}

function open({ held, told, decidedAt: at, subscription }: WhyGround): RuleOf<'open'> {
  const { stage, outcome, deadline } = held.view;
  const isNow = isOpen(held.view, at);
  const common = { rule: 'open', view: { stage, outcome, deadline }, isOpen: isNow, at } as const;
  if (isNow) return { ...common, verdict: 'yes' };
  const isAward = isDecided(stage) && subscription.wanted.includes('awards');
  return { ...common, verdict: told.length > 0 || isAward ? 'aside' : 'no' };
}

/** What of a subscription's wishes a telling needs; how it ended is told to everyone who was told of it. */
const NEEDS: Readonly<Record<ToldKind, Wanted | undefined>> = {
  new: 'new',
  offered: undefined,
  changed: 'changes',
  cancelled: undefined,
  awarded: undefined,
  closing: 'closing',
};

function wanted(ground: WhyGround): readonly RuleOf<'wanted'>[] {
  const needs = needed(ground);
  const { wanted: asked } = ground.subscription;
  if (needs === undefined) return [];
  return [{ rule: 'wanted', verdict: asked.includes(needs) ? 'yes' : 'no', needs, wanted: asked }];
}

function needed({ held, told, before, decidedAt }: WhyGround): Wanted | undefined {
  const { stage } = held.view;
  const later = told.find((one) => !before.includes(one));
  if (later !== undefined) return NEEDS[later.entry.kind];
  const isOver = stage === 'closed' || isDecided(stage);
  if (before.length > 0) return isOver ? undefined : 'changes';
  if (isDecided(stage)) return 'awards';
  return isOpen(held.view, decidedAt) ? 'new' : undefined;
}

function subscribed({ subscription, now }: WhyGround, { slotAt }: WhyDeps): RuleOf<'subscription'> {
  const { cadence } = subscription;
  const nextDigest = cadence === 'instant' ? undefined : slotAt(cadence, now);
  return { rule: 'subscription', verdict: rings(subscription) ? 'yes' : 'no', subscription, nextDigest };
}

async function channel(
  { subscription, now, told }: WhyGround,
  { store }: WhyDeps,
): Promise<readonly RuleOf<'channel'>[]> {
  const { channel: kind } = subscription.subscriber.address;
  const state = (await store.deliveries.channels()).find((one) => one.channel === kind);
  if (state?.pausedUntil === undefined || state.pausedUntil <= now) return [];
  const isWaiting = told.some(({ entry }) => entry.state === 'queued');
  const { pausedUntil, reason } = state;
  return [{ rule: 'channel', verdict: isWaiting ? 'no' : 'aside', pausedUntil, reason }];
}
