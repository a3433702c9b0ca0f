import type { Installation as Said, InstallationStore } from '@slack/bolt';
import type { Store } from '../domain/ports.ts';
import { reviveTeam, type TeamDeps } from '../flows/teams.ts';
import { openKept, sealKept } from './kept-tokens.ts';
import type { Seal } from './seal.ts';

export interface KeepDeps extends TeamDeps {
  readonly store: Store;
  readonly seal: Seal;
}

/** For a whole organisation there is no one workspace to post in. */
class NoWorkspace extends Error {
  override readonly name = 'NoWorkspace';
  readonly code = 'no_workspace';
}

/** Where Slack's own library puts what it learns of an installation: sealed, into the store. */
export function createInstallationStore(deps: KeepDeps): InstallationStore {
  return {
    storeInstallation: async (said) => await keep(said, deps),
    fetchInstallation: async ({ teamId }) => {
      const row = teamId === undefined ? undefined : await deps.store.installations.bySlackId(teamId);
      const kept = row && openKept(row, deps.seal);
      if (kept === undefined || kept === 'locked' || !isSaid(kept.said))
        throw new NoWorkspace('not installed');
      return kept.said;
    },
  };
}

/** That of the configured token's own workspace goes to `home`: what is told there goes on. */
async function keep(said: Said, deps: KeepDeps): Promise<void> {
  const { team: place, bot, user } = said;
  if (said.isEnterpriseInstall === true || place === undefined || bot === undefined)
    throw new NoWorkspace('the installation names no workspace');
  const { token, refreshToken, expiresAt } = bot;
  await deps.store.transaction(async (tx) => {
    const before = await tx.installations.bySlackId(place.id);
    const team = before?.team ?? place.id;
    const kept = {
      bot: { token, refreshToken, expiresAt: expiresAt === undefined ? undefined : expiresAt * 1000 },
      said,
    };
    await tx.installations.keep({
      team,
      slackId: place.id,
      name: place.name ?? before?.name,
      botUser: bot.userId,
      scopes: bot.scopes,
      installedBy: user.id,
      installedAt: deps.clock.now(),
      sealed: sealKept(kept, team, deps.seal),
      inactive: before?.inactive,
    });
    await reviveTeam(tx, team, deps);
    deps.log.info({ team }, 'installed in a Slack workspace');
  });
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'user' in value;
}
