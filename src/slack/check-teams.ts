import { callSlack } from '../base/call-slack.ts';
import { CLIENT_REFUSED, type Installation } from '../domain/slack.ts';
import { HOME_TEAM } from '../domain/subscription.ts';
import type { Store } from '../domain/ports.ts';
import { loseTeam, reviveTeam, teamRefused, type TeamDeps } from '../flows/teams.ts';
import type { Teams } from './calls.ts';
import { errorCode } from './error-code.ts';
import { fieldsAt } from './payload.ts';
import { missingScopes } from './scopes.ts';

export interface CheckDeps extends TeamDeps {
  readonly store: Store;
  readonly teams: Pick<Teams, 'tokenFor'>;
  /** The configured token: asked for, too, where `home` was lost. */
  readonly botToken: string | undefined;
  readonly apiUrl: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** With these only another installation helps (https://docs.slack.dev/reference/methods/auth.test#errors). */
const DEAD: ReadonlySet<string> = new Set([
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'not_authed',
]);

export function isDead(code: string): boolean {
  return DEAD.has(code);
}

/** Asks Slack about every workspace, so that tokens that rotate stay fresh though nothing is sent. Never rejects. */
export async function checkTeams(deps: CheckDeps, signal: AbortSignal): Promise<void> {
  const known = (await deps.store.installations.list()).map(({ team }) => team);
  const home = deps.botToken === undefined ? [] : [HOME_TEAM];
  for (const team of new Set([...home, ...known])) {
    if (signal.aborted) return;
    const begunAt = deps.clock.now();
    try {
      await checkTeam(team, deps, signal);
    } catch (error) {
      const code = errorCode(error);
      deps.log.warn({ team, code }, 'a Slack workspace could not be asked');
      if (CLIENT_REFUSED.has(code))
        await deps.store.transaction(async (tx) => await teamRefused(tx, team, { code, begunAt }, deps));
    }
  }
}

/**
 * Asks Slack who we are in a workspace, and keeps that. One that answers again is taken up again, one that says that the token
 * is worth nothing is lost. Rejects where Slack does not say that all is well.
 */
export async function checkTeam(team: string, deps: CheckDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, apiUrl, timeoutMs = 10_000 } = deps;
  const token = (await deps.teams.tokenFor(team, signal)) ?? (team === HOME_TEAM ? deps.botToken : undefined);
  if (token === undefined) return;
  const begunAt = clock.now();
  try {
    const said = await callSlack({ apiUrl, timeoutMs, token, signal }, 'auth.test', {});
    await keepSaid(team, said, deps);
  } catch (error) {
    const code = errorCode(error);
    if (isDead(code))
      await store.transaction(async (tx) => await loseTeam(tx, team, { code, begunAt }, deps));
    throw error;
  }
}

type Said = Readonly<Record<string, unknown>>;

async function keepSaid(team: string, said: Said, deps: CheckDeps): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const before = await tx.installations.of(team);
    const after = learnt(team, { before, said, now: deps.clock.now() });
    const holder = after.slackId === undefined ? undefined : await tx.installations.bySlackId(after.slackId);
    const isOthers = holder !== undefined && holder.team !== team;
    if (isOthers && before?.name === undefined)
      deps.log.warn({ team, other: holder.team }, 'a Slack workspace is known under two names');
    const kept = isOthers ? { ...after, slackId: before?.slackId } : after;
    if (!isSame(before, kept)) await tx.installations.keep(kept);
    if (isMended(kept)) await reviveTeam(tx, team, deps);
  });
}

interface Learning {
  readonly before: Installation | undefined;
  readonly said: Said;
  readonly now: number;
}

function learnt(team: string, { before, said, now }: Learning): Installation {
  const { scopes } = fieldsAt(said, 'response_metadata');
  return {
    team,
    slackId: wordOf(said['team_id']) ?? before?.slackId,
    name: wordOf(said['team']) ?? before?.name,
    botUser: wordOf(said['user_id']) ?? before?.botUser,
    scopes: isWords(scopes) ? scopes : (before?.scopes ?? []),
    installedBy: before?.installedBy,
    installedAt: before?.installedAt ?? now,
    sealed: before?.sealed,
    inactive: before?.inactive,
  };
}

function isSame(before: Installation | undefined, after: Installation): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** `auth.test` needs no permission: that it answers says nothing of one that is lacking. */
function isMended({ inactive, scopes }: Installation): boolean {
  if (inactive === undefined) return false;
  return inactive.code !== 'missing_scope' || (scopes.length > 0 && missingScopes(scopes).length === 0);
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}
