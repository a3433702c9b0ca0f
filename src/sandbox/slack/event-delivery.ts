import { randomUUID } from 'node:crypto';
import type { Delivered, DeliveryOptions } from './delivery.ts';
import { deliver } from './delivery.ts';
import type { Fields } from './fields.ts';
import { part, word } from './fields.ts';
import type { EventTold } from './person.ts';
import type { TeamFacts } from './seeds.ts';
import { WORKSPACE } from './seeds.ts';

const MINUTE = 60_000;
/** How long Slack waits before it sends an unacknowledged event again: at once, a minute, five (https://docs.slack.dev/apis/events-api#retries). */
const WAITS_MS = [0, MINUTE, 5 * MINUTE];

/** An event as it was sent once. */
export interface SentEvent {
  readonly eventId: string;
  readonly type: string;
  readonly team: string;
  /** 0 for the first time. */
  readonly attempt: number;
  /** UTC milliseconds. */
  readonly at: number;
  /** `acked`, or why not. */
  readonly outcome: string;
}

export interface EventDelivery {
  /** Sends an event, and again behind the caller's back while nobody acknowledges. */
  readonly tell: (team: TeamFacts, event: Fields) => Promise<EventTold>;
  readonly sent: () => readonly SentEvent[];
  /** Fulfilled when nothing waits to be sent again. */
  readonly settled: () => Promise<void>;
}

export interface EventDeliveryOptions {
  readonly delivery: DeliveryOptions;
  readonly sleep: (ms: number) => Promise<void>;
}

function callback(team: TeamFacts, event: Fields, eventId: string, now: number): Fields {
  return {
    token: 'sandbox',
    team_id: team.id,
    api_app_id: WORKSPACE.app,
    event: { ...event, event_ts: `${Math.floor(now / 1000)}.000000` },
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(now / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: team.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

export function eventDelivery({ delivery, sleep }: EventDeliveryOptions): EventDelivery {
  const sent: SentEvent[] = [];
  const waiting = new Set<Promise<void>>();

  async function once(payload: Fields, attempt: number, reason: string): Promise<Delivered> {
    const again = attempt === 0 ? {} : { again: { attempt, reason } };
    const outcome = await deliver({ type: 'events_api', payload, ...again }, delivery);
    sent.push({
      eventId: word(payload, 'event_id'),
      type: word(part(payload, 'event'), 'type'),
      team: word(payload, 'team_id'),
      attempt,
      at: delivery.now(),
      outcome: 'error' in outcome ? outcome.reason : 'acked',
    });
    return outcome;
  }

  async function repeat(payload: Fields, first: Delivered): Promise<void> {
    let last = first;
    for (const [index, wait] of WAITS_MS.entries()) {
      if (!('error' in last) || last.final) return;
      if (wait > 0) await sleep(wait);
      last = await once(payload, index + 1, last.reason);
    }
  }

  return {
    sent: () => sent,
    settled: async () => {
      await Promise.all(waiting);
    },
    tell: async (team, event) => {
      const eventId = `Ev${randomUUID()}`;
      const payload = callback(team, event, eventId, delivery.now());
      const first = await once(payload, 0, '');
      // A sleep that was called off is no failure: the workspace was closed.
      const going = repeat(payload, first).catch(() => {});
      waiting.add(going);
      void going.then(() => waiting.delete(going));
      return { eventId, acked: !('error' in first) };
    },
  };
}
