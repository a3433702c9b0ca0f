import { randomBytes } from 'node:crypto';

/** Slack gives an app three seconds to use a trigger (https://docs.slack.dev/surfaces/modals). */
const LIFE_MS = 3000;

/** What a trigger stands for. */
export interface Trigger {
  readonly user: string;
  /** The modal from whose elements it came. */
  readonly view: string | undefined;
  /** The conversation in which the person was. */
  readonly channel?: string;
}

export type TriggerError = 'invalid_trigger_id' | 'exchanged_trigger_id' | 'expired_trigger_id';

/** The trigger ids that a workspace gave out: each opens one view, and soon. */
export interface Triggers {
  readonly issue: (trigger: Trigger) => string;
  readonly take: (id: string) => Trigger | TriggerError;
}

export function triggers(now: () => number): Triggers {
  const held = new Map<string, { readonly trigger: Trigger; readonly until: number; used: boolean }>();
  return {
    issue: (trigger) => {
      const id = `${held.size + 1}.${Math.floor(now() / 1000)}.${randomBytes(16).toString('hex')}`;
      held.set(id, { trigger, until: now() + LIFE_MS, used: false });
      return id;
    },
    take: (id) => {
      const one = held.get(id);
      if (one === undefined) return 'invalid_trigger_id';
      if (one.used) return 'exchanged_trigger_id';
      if (now() > one.until) return 'expired_trigger_id';
      one.used = true;
      return one.trigger;
    },
  };
}
