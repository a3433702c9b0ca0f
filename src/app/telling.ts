import { setImmediate } from 'node:timers/promises';
import type { DueDigestDeps } from '../flows/digest.ts';
import type { DispatchDeps } from '../flows/dispatch.ts';
import type { RecoverDeps } from '../flows/recover.ts';
import { openChannels } from './channels.ts';
import { operatorTeller } from './operator-teller.ts';
import { slotsDue } from './digest-slots.ts';
import { installUrlOf, isSlackOn } from './slack-settings.ts';
import type { Ground } from './ground.ts';
import { troublesOf } from './troubles.ts';

/** What dispatching needs, channels opened. */
export function openDispatch(ground: Ground): DispatchDeps & { closeChannels(): Promise<void> } {
  const channels = openChannels(ground);
  return {
    ...dispatchDeps(ground, channels),
    closeChannels: async () => {
      await Promise.all([...channels.values()].map((channel) => channel.close()));
    },
  };
}

/** What dispatching needs beside its channels, which may be none that anything opens. */
export function dispatchDeps(ground: Ground, channels: DispatchDeps['channels']): DispatchDeps {
  return {
    ...ground,
    log: ground.context.log,
    channels,
    random: Math.random,
    worker: `pid-${process.pid}`,
    troubles: troublesOf,
    url: (path) => `${ground.config.publicUrl.replace(/\/$/, '')}${path}`,
    tellOperator: operatorTeller(ground),
    installUrl: installUrlOf(ground.config),
    slackCommand: isSlackOn(ground.config) ? ground.config.slack.command : undefined,
  };
}

export function tellingDeps(ground: Ground): RecoverDeps & DueDigestDeps {
  return { ...ground, log: ground.context.log, slotsDue, rest: setImmediate };
}
