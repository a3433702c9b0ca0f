import { londonDay } from '../base/london.ts';
import { PORTALS } from '../domain/portal.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Subscriber } from '../domain/subscription.ts';
import { datedFor } from '../flows/deadlines.ts';
import { toldLately } from '../flows/told-lately.ts';
import type { Note } from '../present/alert-blocks.ts';
import { homeView, type Week } from '../present/home-view.ts';
import { portalLine } from '../present/portal-lines.ts';
import { helpText } from './help.ts';
import { saidForm } from '../present/save-form.ts';
import { ACTS } from '../present/slack-names.ts';
import { LATELY_MS, liveOf } from './alert-list.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { personOf, type Asker } from './asker.ts';
import { channelsOf } from './channels-of.ts';
import { wordIn } from './post-in.ts';

const WEEK_MS = 7 * 86_400_000;
/** More channels with alerts than anybody looks after: their deadlines are asked for one by one. */
const MOST_CHANNELS = 30;

/** Shows somebody's App Home as things stand now; `note`: what they have just done. */
export async function publishHome(asker: Asker, deps: AnswerDeps, note?: Note): Promise<void> {
  const { store, clock, command, slack } = deps;
  const now = clock.now();
  const me = await store.subscriptions.subscriberAt(personOf(asker));
  const all = await channelsOf(asker, deps);
  const channels = all.slice(0, MOST_CHANNELS);
  const whose = [...(me === undefined ? [] : [me]), ...channels];
  const places = await Promise.all(
    whose.map(async (one) => ({
      channel: one === me ? undefined : idOf(one),
      alerts: await liveOf(one.id, deps),
    })),
  );
  const { bySubscription } = await toldLately(whose, now - LATELY_MS, store);
  const states = await store.portals.states();
  const view = homeView({
    places,
    left: all.length - channels.length,
    told: bySubscription,
    deadlines: await nextDeadlines(whose, deps),
    portals: states.map((state) => portalLine(state, now)),
    week: await weekOf(whose, deps),
    now,
    command,
    note,
  });
  await slack.ask(asker.team, 'views.publish', { user_id: asker.user, view });
}

function idOf({ address }: Subscriber): string | undefined {
  return address.channel === 'slack' ? address.id : undefined;
}

async function nextDeadlines(
  whose: readonly Subscriber[],
  deps: AnswerDeps,
): Promise<readonly Procurement[]> {
  const now = deps.clock.now();
  const found = new Map<number, Procurement>();
  for (const one of whose)
    for (const procurement of await datedFor(one, deps)) found.set(procurement.id, procurement);
  return [...found.values()]
    .filter(({ view }) => (view.deadline?.at ?? 0) > now)
    .toSorted((a, b) => (a.view.deadline?.at ?? 0) - (b.view.deadline?.at ?? 0) || a.id - b.id);
}

async function weekOf(whose: readonly Subscriber[], { store, clock }: AnswerDeps): Promise<Week> {
  const since = clock.now() - WEEK_MS;
  const { procurements, byKind } = await toldLately(whose, since, store);
  let releases = 0;
  for (const portal of PORTALS)
    for (const day of await store.portals.days(portal, londonDay(since))) releases += day.releases;
  return { procurements, byKind, releases };
}

export const HOME: Partial<Answers> = {
  events: {
    app_home_opened: async ({ team, event }, deps) => {
      const user = wordIn(event, 'user');
      // The Messages tab is opened by the same event.
      if (user === undefined || event['tab'] !== 'home') return;
      await publishHome({ team, user, channel: undefined }, deps);
    },
  },
  actions: {
    [ACTS.refresh]: async ({ asker }, deps) => await publishHome(asker, deps),
    [ACTS.help]: async ({ asker, trigger }, { slack, command }) => {
      const view = saidForm('How to search', ...helpText(command).split('\n\n'));
      await slack.ask(asker.team, 'views.open', { trigger_id: trigger, view });
    },
  },
};
