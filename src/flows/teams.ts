import type { Log, Transaction } from '../domain/ports.ts';
import type { Installation } from '../domain/slack.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import type { OperatorNote } from './operator-note.ts';
import { retryIn } from './outbox.ts';
import type { TellDeps } from './tellings.ts';
import { tellMissed } from './wake.ts';

export interface TeamDeps extends TellDeps {
  readonly log: Log;
  /** Where people install the app again; undefined where only whoever runs this can. */
  readonly installUrl?: string | undefined;
  readonly tellOperator?: ((tx: Transaction, note: OperatorNote) => Promise<void>) | undefined;
}

/** What is kept back because nothing can be posted in its workspace. */
const TEAM_INACTIVE = 'team_inactive';
/** So long somebody may take to install the app again before what waits for it is stale. */
const HELD_MS = 7 * 86_400_000;

/** With these Slack says that the token is worth nothing, and a new installation brings another. */
const TOKEN_IS_DEAD: ReadonlySet<string> = new Set([
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'app_uninstalled',
  'tokens_revoked',
]);

/**
 * Nothing can be posted in a workspace any more: its subscriptions rest, and what waits for its subscribers is held for a week.
 * Doing it again changes nothing but what came meanwhile. Answers whether the workspace was lost just now.
 */
export async function loseTeam(
  tx: Transaction,
  team: string,
  code: string,
  deps: TeamDeps,
): Promise<boolean> {
  const now = deps.clock.now();
  const known = await tx.installations.of(team);
  if (known === undefined) await tx.installations.keep(unknownTeam(team, now));
  const why = { since: now, code, reason: reasonFor(code, deps) };
  const isNew = await tx.installations.inactive(team, why, TOKEN_IS_DEAD.has(code));
  const reason = (await tx.installations.of(team))?.inactive?.reason ?? why.reason;
  const subscribers = await tx.installations.subscribers(team);
  for (const { id } of await subscriptionsOf(tx, subscribers, ({ state }) => state === 'active'))
    await tx.subscriptions.pause(id, { until: undefined, reason }, now);
  await holdAll(tx, subscribers, { code: TEAM_INACTIVE, reason }, now + HELD_MS);
  if (!isNew) return false;
  deps.log.error({ team, code }, 'a Slack workspace was lost');
  await deps.tellOperator?.(tx, { sending: 'team', at: now });
  return true;
}

/** A workspace can be posted to again: what was paused with it goes on, and what was held and is not stale goes out. */
export async function reviveTeam(tx: Transaction, team: string, deps: TeamDeps): Promise<boolean> {
  const known = await tx.installations.of(team);
  if (known?.inactive === undefined) return false;
  const { since, reason } = known.inactive;
  const now = deps.clock.now();
  await tx.installations.keep({ ...known, inactive: undefined });
  const subscribers = await tx.installations.subscribers(team);
  const paused = await subscriptionsOf(
    tx,
    subscribers,
    (one) => one.state === 'paused' && one.stateAt >= since && one.reason === reason,
  );
  const ids = paused.map((one) => one.id);
  await tx.subscriptions.resume(ids, now);
  // Before what was missed is looked for: what goes out with these is told by them.
  await freeHeld(tx, subscribers, now);
  for (const subscriber of subscribers) {
    const own = paused.filter((one) => one.subscriber.id === subscriber.id);
    await tellMissed(
      tx,
      own.map((one) => one.id),
      deps,
    );
  }
  deps.log.info({ team, subscriptions: ids.length }, 'a Slack workspace is back');
  return true;
}

async function subscriptionsOf(
  tx: Transaction,
  subscribers: readonly Subscriber[],
  is: (one: Subscription) => boolean,
): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  for (const { id } of subscribers) found.push(...(await tx.subscriptions.ofSubscriber(id)).filter(is));
  return found;
}

async function holdAll(
  tx: Transaction,
  subscribers: readonly Subscriber[],
  note: { readonly code: string; readonly reason: string },
  until: number,
): Promise<void> {
  for (const { id } of subscribers) await tx.deliveries.hold(await tx.deliveries.readyOf(id), note, until);
}

async function freeHeld(tx: Transaction, subscribers: readonly Subscriber[], now: number): Promise<void> {
  const held = await tx.deliveries.heldOf(
    subscribers.map(({ id }) => id),
    TEAM_INACTIVE,
  );
  const stale = new Set(await tx.deliveries.expired(now));
  const records = await tx.deliveries.byIds(held.filter((id) => !stale.has(id)));
  for (const record of records) await retryIn(tx, record, now);
}

/** Somebody is told in a workspace of which nothing is kept: that it is lost has to stand somewhere. */
function unknownTeam(team: string, installedAt: number): Installation {
  return {
    team,
    slackId: /^[TE][A-Z0-9]+$/.test(team) ? team : undefined,
    name: undefined,
    botUser: undefined,
    scopes: [],
    installedBy: undefined,
    installedAt,
    sealed: undefined,
    inactive: undefined,
  };
}

function reasonFor(code: string, { installUrl }: TeamDeps): string {
  const again = installUrl === undefined ? 'install it again' : `install it again at ${installUrl}`;
  if (code === 'missing_scope') return `tenderbell lacks a permission in this Slack workspace: ${again}`;
  if (code === 'app_uninstalled') return `tenderbell was removed from this Slack workspace: ${again}`;
  if (code === 'not_installed') return `tenderbell is not installed in this Slack workspace: ${again}`;
  if (TOKEN_IS_DEAD.has(code)) return `Slack no longer lets tenderbell into this workspace: ${again}`;
  return `Slack has not let tenderbell into this workspace for two days: ${again}`;
}
