import type { Portal } from '../domain/ports.ts';
import type { CollectDeps } from '../flows/portal-run.ts';
import { warnOfBroad } from '../flows/broad.ts';
import { digestDue, type DueDigestDeps } from '../flows/digest.ts';
import { nudge } from '../flows/nudge.ts';
import { recover } from '../flows/recover.ts';
import { remind } from '../flows/remind.ts';
import { visit } from '../flows/visit.ts';
import { wake } from '../flows/wake.ts';
import type { Ground } from './ground.ts';
import type { Job } from './schedule.ts';
import { isSlackOn } from './slack-settings.ts';
import { latestPoll, latestSlot } from './slots.ts';
import { tellingDeps } from './telling.ts';

/** A pause ends when a London day begins; nobody minds to be told five minutes later. */
const WAKE_MINUTES = 5;
/** Everybody chooses an hour; one that falls where clocks change, or was chosen just now, is not much late. */
const DIGEST_MINUTES = 15;

/** Looks whose digest is due: their own timetables and the runs on record decide. */
export function digestJob(deps: DueDigestDeps): Job {
  return {
    name: 'digest',
    slot: (now) => latestPoll(DIGEST_MINUTES, now),
    run: async () => await digestDue(deps),
  };
}

/** Tokens that rotate live twelve hours, and are renewed when two remain. */
const SLACK_MINUTES = 30;

/** A bot that only sends hears nothing from Slack that would make it renew them. */
function slackJob(ground: Ground): Job {
  return {
    name: 'slack workspaces',
    slot: (now) => latestPoll(SLACK_MINUTES, now),
    run: async (signal) => {
      const { askAboutTeams } = await import('./slack.ts');
      const { sweepSearches } = await import('../slack/searching.ts');
      await sweepSearches(ground);
      await askAboutTeams(ground, signal);
    },
  };
}

/** Slack tells of a channel that is archived no more, but once. */
function archivedJob(ground: Ground): Job {
  return {
    name: 'archived slack channels',
    slot: (now) => latestSlot('quiet', now),
    run: async () => {
      const { recheckChannels } = await import('./archived-channels.ts');
      await recheckChannels(ground);
    },
  };
}

/** What `serve` does by itself; each is also a verb. Sending is not here: it goes on all the time. */
export function jobsOf(ground: Ground, portals: readonly Portal[], deps: CollectDeps): readonly Job[] {
  const { config } = ground;
  return [
    ...portals.map((portal) => ({
      name: `collect ${portal.id}`,
      slot: (now: number) => latestPoll(config.portals[portal.id].everyMinutes, now),
      run: async (signal: AbortSignal) => await visit(portal, deps, signal),
    })),
    digestJob(tellingDeps(ground)),
    {
      name: 'wake',
      slot: (now) => latestPoll(WAKE_MINUTES, now),
      run: async () => await wake(tellingDeps(ground)),
    },
    ...(isSlackOn(config) ? [slackJob(ground), archivedJob(ground)] : []),
    {
      name: 'remind',
      slot: (now) => latestSlot('daily', now),
      run: async () => {
        await remind(tellingDeps(ground));
        await nudge(tellingDeps(ground));
        await warnOfBroad(tellingDeps(ground));
        await ground.store.transaction((tx) => tx.signUps.sweep(ground.clock.now()));
      },
    },
    {
      name: 'tidy search',
      slot: (now) => latestSlot('quiet', now),
      run: async () => await ground.store.tidySearch(),
    },
    {
      name: 'recover',
      slot: (now) => latestSlot('hourly', now),
      run: async () => {
        await digestDue(tellingDeps(ground));
        await recover(tellingDeps(ground), { atStart: false });
      },
    },
  ];
}
