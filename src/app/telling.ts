import type { DigestDeps, Slot } from '../flows/digest.ts';
import type { DispatchDeps } from '../flows/dispatch.ts';
import type { RecoverDeps } from '../flows/recover.ts';
import { openChannels } from './channels.ts';
import type { Ground } from './ground.ts';
import { latestSlot } from './slots.ts';
import { troublesOf } from './troubles.ts';

/** What dispatching needs, channels opened. */
export function openDispatch(ground: Ground): DispatchDeps & { closeChannels(): Promise<void> } {
  const channels = openChannels(ground);
  return {
    ...ground,
    log: ground.context.log,
    channels,
    random: Math.random,
    worker: `pid-${process.pid}`,
    troubles: troublesOf,
    closeChannels: async () => {
      await Promise.all([...channels.values()].map((channel) => channel.close()));
    },
  };
}

export function tellingDeps(ground: Ground): RecoverDeps & DigestDeps {
  return { ...ground, log: ground.context.log };
}

/** The latest due slot of each cadence. */
export function slotsDue(now: number): readonly Slot[] {
  return (['daily', 'weekly'] as const).map((cadence) => ({ cadence, at: latestSlot(cadence, now) }));
}
