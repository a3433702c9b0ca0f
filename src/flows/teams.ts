import type { Log, Transaction } from '../domain/ports.ts';
import { CLIENT_REFUSED, type Installation } from '../domain/slack.ts';
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

/** A workspace that joins an organisation is back in hours. */
export const MOVING: ReadonlySet<string> = new Set(['team_added_to_org', 'org_login_required']);

/** With these Slack says that the token is worth nothing, and a new installation brings another. */
const TOKEN_IS_DEAD: ReadonlySet<string> = new Set([
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'app_uninstalled',
  'tokens_revoked',
]);

/** With these whoever looks after the workspace, or its organisation, keeps us out. */
const KEPT_OUT: ReadonlySet<string> = new Set([
  'access_denied',
  'enterprise_is_restricted',
  'team_access_not_granted',
]);

/** Slack will not have us in a workspace. */
export interface TeamRefusal {
  /** Slack's word. */
  readonly code: string;
  /** When we began to ask: a refusal says nothing of an installation that came after. UTC milliseconds. */
  readonly begunAt: number;
}

/**
 * Nothing can be posted in a workspace any more: its subscriptions rest, and what waits for its subscribers is held for a week.
 * Doing it again changes nothing but what came meanwhile. False where the app was installed there since it was asked: then
 * nothing is lost.
 */
export async function loseTeam(
  tx: Transaction,
  team: string,
  { code, begunAt }: TeamRefusal,
  deps: TeamDeps,
): Promise<boolean> {
  const now = deps.clock.now();
  const known = await tx.installations.of(team);
  // A clock that was put back makes no installation newer than all that is refused.
  if (known !== undefined && begunAt < known.installedAt && known.installedAt <= now) {
    deps.log.info({ team, code }, 'an old refusal: the app was installed there since');
    return false;
  }
  await keepKnown(tx, team, now);
  const why = { since: now, code, reason: reasonFor(code, deps) };
  const isNew = await tx.installations.inactive(team, why, TOKEN_IS_DEAD.has(code));
  const reason = (await tx.installations.of(team))?.inactive?.reason ?? why.reason;
  const subscribers = await tx.installations.subscribers(team);
  for (const { id } of await subscriptionsOf(tx, subscribers, ({ state }) => state === 'active'))
    await tx.subscriptions.pause(id, { until: undefined, reason }, now);
  await holdAll(tx, subscribers, { code: TEAM_INACTIVE, reason }, now + HELD_MS);
  if (!isNew) return true;
  deps.log.error({ team, code }, 'a Slack workspace was lost');
  await deps.tellOperator?.(tx, { sending: 'team', at: now });
  return true;
}

/** Slack refused a workspace, or our own credentials, where no delivery waits for it. */
export async function teamRefused(
  tx: Transaction,
  team: string,
  refusal: TeamRefusal,
  deps: TeamDeps,
): Promise<void> {
  if (CLIENT_REFUSED.has(refusal.code))
    await deps.tellOperator?.(tx, { sending: 'client', at: deps.clock.now() });
  else await loseTeam(tx, team, refusal, deps);
}

/** Somebody may be told in a workspace of which nothing is kept yet. */
export async function keepKnown(tx: Transaction, team: string, now: number): Promise<void> {
  if ((await tx.installations.of(team)) === undefined) await tx.installations.keep(unknownTeam(team, now));
}

/** A workspace can be posted to again: what was paused with it goes on, and what was held and is not stale goes out. */
export async function reviveTeam(tx: Transaction, team: string, deps: TeamDeps): Promise<boolean> {
  await tx.installations.moved(team);
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
  if (KEPT_OUT.has(code))
    return `Whoever looks after this Slack workspace, or its organisation, keeps tenderbell out: ask them to let it in, and then ${again}`;
  if (!MOVING.has(code)) return `Slack no longer lets tenderbell into this workspace: ${again}`;
  return `Slack has not let tenderbell into this workspace for two days: ${again}`;
}
