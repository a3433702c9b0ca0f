import { endOfLondonDay, fromLondonWall, londonDay } from '../base/london.ts';
import { noticeKey } from '../domain/keys.ts';
import type { Window } from '../domain/portal.ts';
import { HOME_TEAM, type Address, type Cadence } from '../domain/subscription.ts';
import { collect } from '../flows/collect.ts';
import { type CollectDeps } from '../flows/portal-run.ts';
import { taskDue } from '../flows/task-due.ts';
import { NOTHING, plus, type Counts } from '../flows/counts.ts';
import { digest } from '../flows/digest.ts';
import { dispatch, type DispatchDeps } from '../flows/dispatch.ts';
import { searchProcurements } from '../flows/search.ts';
import { subscribe } from '../flows/subscribe.ts';
import type { Protagonist } from '../sandbox/generate/world.ts';
import type { PretendRelease } from '../sandbox/pretend-release.ts';
import type { Sandbox } from '../sandbox/index.ts';
import type { Ground } from './ground.ts';
import type { OpenPortals } from './portals.ts';
import { joinByForm, leaveByOneClick } from './sandbox-joining.ts';
import { ask, postLine, repliesInThread, saveInSlack } from './sandbox-slack.ts';
import { tellingDeps } from './telling.ts';

/** What the story came to; mails and posts are counted by the servers that received them. */
export interface StoryCounts {
  readonly releases: number;
  readonly it: number;
  readonly mails: number;
  readonly slackPosts: number;
  readonly changesTold: number;
  readonly cancelledTold: number;
  /** Mails to one subscriber about the three procurements that stand on two portals each: 3, one for each. */
  readonly copiesTold: number;
  /** Of copies that name nothing of their original, those that were recognised. */
  readonly copiesRecognised: number;
  readonly secondRunDeliveries: number;
  /** Subscriptions that the form made. */
  readonly joined: number;
  /** Of those, ended by one click and taken back. */
  readonly left: number;
  /** Subscriptions that the form in Slack made. */
  readonly savedInSlack: number;
  /** Replies to its alert, in the alert's thread. */
  readonly slackReplies: number;
}

export interface StoryDeps {
  readonly ground: Ground;
  readonly sandbox: Sandbox;
  readonly portals: OpenPortals;
  readonly collecting: CollectDeps;
  readonly sending: DispatchDeps;
  readonly tell: (line: string) => void;
}

/** Releases are dated to the second, and windows end before the present one: news must be a moment old to be read. */
const MOMENT_MS = 1100;
const WEEKEND_MS = 3 * 86_400_000;
const CHANNEL = 'C01TENDERS';
const ANN = 'ann@redbrick-cyber.example';

/** The life of a few notices, told as it happens: seeding, news, a change, a cancellation, a digest, and silence. */
export async function playStory(deps: StoryDeps): Promise<StoryCounts> {
  const { sandbox, tell } = deps;
  const { world } = sandbox;
  const { story } = world;
  let counts = await readRecorded(deps);
  counts = plus(
    counts,
    await read(deps, 'The portals are read for the first time. What is there already is nobody’s news.'),
  );
  await subscribeAll(deps);
  const joined = await joinByForm(deps);
  const savedInSlack = await saveInSlack(deps);

  counts = plus(
    counts,
    await publish(deps, (at) => world.fresh(at), 'New notices appear on all four portals.'),
  );
  await send(deps);
  const copies = await tellCopies(deps);

  counts = plus(
    counts,
    await publish(deps, (at) => world.amendment(at), `The deadline of “${story.amended.title}” moves.`),
  );
  await send(deps);
  const slackReplies = repliesInThread(deps);
  counts = plus(
    counts,
    await publish(deps, (at) => world.cancellation(at), `“${story.cancelled.title}” is cancelled.`),
  );
  await send(deps);

  await ask(deps, 'cyber');
  tell('Monday comes early: the weekly digests.');
  await digest([{ cadence: 'weekly', at: deps.ground.clock.now() }], tellingDeps(deps.ground));
  await send(deps);

  const left = await leaveByOneClick(deps);

  const again = await read(deps, 'The portals are read once more.');
  await send(deps);
  tell(
    again.deliveries === 0
      ? 'Nobody is told anything twice.'
      : `${again.deliveries} deliveries were queued again: that is a bug.`,
  );
  const { releases } = counts;
  const inSlack = { savedInSlack, slackReplies };
  const secondRunDeliveries = again.deliveries;
  return await outcomeOf(deps, { releases, ...copies, joined, left, ...inSlack, secondRunDeliveries });
}

type Copies = Pick<StoryCounts, 'copiesTold' | 'copiesRecognised'>;

/** What stands on two portals is told once. */
async function tellCopies({ sandbox, ground, tell }: StoryDeps): Promise<Copies> {
  const { onBoth, scottish, unlinked } = sandbox.world.story;
  const told = [onBoth, scottish, unlinked].map((one) => mailsAbout(sandbox, one.noticeId));
  tell(`“${onBoth.title}” stands on Find a Tender and Contracts Finder: told ${times(told[0])}.`);
  tell(`“${scottish.title}” stands on Public Contracts Scotland and Find a Tender: told ${times(told[1])}.`);
  const reasons = await whyOneWith(unlinked, ground);
  const recognised = reasons === undefined ? 'not recognised' : `recognised (${reasons.join(', ')})`;
  tell(
    `“${unlinked.title}” stands on Contracts Finder too, in other words and without a link: ${recognised}, told ${times(told[2])}.`,
  );
  const copiesTold = told.reduce((sum, mails) => sum + mails, 0);
  return { copiesTold, copiesRecognised: reasons === undefined ? 0 : 1 };
}

/** Why its copy on Contracts Finder was taken for one with it; undefined where it was not. */
async function whyOneWith(
  { noticeId }: Protagonist,
  { store }: Ground,
): Promise<readonly string[] | undefined> {
  const name = { portal: 'find-a-tender', noticeId } as const;
  const owners = await store.procurements.ownersOf([noticeKey(name.portal, name.noticeId)]);
  const [one] = await store.procurements.byIds([...owners.values()].flat());
  if (one?.view.portals.includes('contracts-finder') !== true) return undefined;
  return (await store.ties.of([name]))[0]?.reasons ?? [];
}

/** What the first subscriber, who wants cloud and data among others, was told at once. */
function mailsAbout(sandbox: Sandbox, noticeId: string): number {
  const own = sandbox.mailbox.mails().filter((mail) => mail.to.includes(ANN));
  return own.filter((mail) => mail.text?.includes(noticeId) === true).length;
}

function times(count: number | undefined): string {
  return count === 1 ? 'once' : `${count} times`;
}

async function read(deps: StoryDeps, line: string): Promise<Counts> {
  const { portals, collecting, ground, tell } = deps;
  tell(line);
  let counts: Counts = NOTHING;
  for (const portal of portals.portals) {
    const task = await taskDue(portal, ground.store, ground.clock.now());
    counts = plus(counts, await collect(portal, task, collecting, ground.context.signal));
  }
  const { releases, procurements, seen, events, deliveries } = counts;
  tell(
    `  ${releases} releases read (${seen} known already), ${procurements} new procurements, ${events} events, ${deliveries} deliveries queued`,
  );
  return counts;
}

/** Recorded pages are older than any first pass reaches: their days are asked for by themselves. */
async function readRecorded({ sandbox, portals, collecting, ground, tell }: StoryDeps): Promise<Counts> {
  let counts: Counts = NOTHING;
  if (sandbox.recordings === undefined) return counts;
  for (const portal of portals.portals) {
    const own = sandbox.recordings.releases.filter((release) => release.portal === portal.id);
    const windows = spansOf(own.map((release) => release.published)).flatMap((span) => portal.windows(span));
    counts = plus(
      counts,
      await collect(portal, { windows, scheduled: false }, collecting, ground.context.signal),
    );
  }
  const { releases, seen } = counts;
  tell(`${releases - seen} recorded releases are read, of ${sandbox.recordings.releases.length}.`);
  return counts;
}

/** The London days of these instants, those with no more than a weekend between them as one span. */
function spansOf(instants: readonly number[]): readonly Window[] {
  const days = [...new Set(instants.map(londonDay))].toSorted();
  const spans: Window[] = [];
  for (const day of days) {
    const to = (endOfLondonDay(day) ?? 0) + 1;
    const from = fromLondonWall(day) ?? to;
    const last = spans.at(-1);
    if (last !== undefined && from - last.to <= WEEKEND_MS) spans[spans.length - 1] = { from: last.from, to };
    else spans.push({ from, to });
  }
  return spans;
}

async function publish(
  deps: StoryDeps,
  moment: (at: number) => readonly PretendRelease[],
  line: string,
): Promise<Counts> {
  const { clock, context } = deps.ground;
  await clock.sleep(MOMENT_MS, context.signal);
  deps.sandbox.publish(moment(clock.now()));
  await clock.sleep(MOMENT_MS, context.signal);
  return await read(deps, line);
}

async function send({ sandbox, sending, ground, tell }: StoryDeps): Promise<void> {
  const [mails, posts] = [sandbox.mailbox.mails().length, sandbox.slack.posts().length];
  await dispatch(sending, ground.context.signal);
  for (const mail of sandbox.mailbox.mails().slice(mails))
    tell(`  mail to ${mail.to.join(', ')}: ${mail.subject}`);
  for (const post of sandbox.slack.posts().slice(posts)) tell(postLine(post, sandbox));
}

async function subscribeAll(deps: StoryDeps): Promise<void> {
  const wishes: readonly (readonly [Address, string, Cadence])[] = [
    [{ channel: 'email', email: ANN }, 'category:security,cloud,networks,data', 'instant'],
    [{ channel: 'email', email: 'ben@smallfirm.example' }, 'it:balanced', 'weekly'],
    [{ channel: 'slack', team: HOME_TEAM, id: CHANNEL }, 'category:security,data,digital', 'instant'],
  ];
  for (const [address, query, cadence] of wishes) {
    const done = await subscribe({ address, query, cadence, wanted: ['new', 'changes'] }, deps.ground);
    const who = address.channel === 'email' ? address.email : `Slack ${address.id}`;
    deps.tell(`${who} subscribes (${cadence}): ${done.described}; ${done.openNow} open now`);
  }
}

async function outcomeOf(
  { sandbox, ground }: StoryDeps,
  known: Omit<StoryCounts, 'it' | 'mails' | 'slackPosts' | 'changesTold' | 'cancelledTold'>,
): Promise<StoryCounts> {
  const mails = sandbox.mailbox.mails();
  const posts = sandbox.slack.posts();
  const it = await searchProcurements('it:balanced', ground, { limit: 0 });
  return {
    ...known,
    it: 'total' in it ? it.total : 0,
    mails: mails.length,
    slackPosts: posts.length,
    changesTold: mails.filter((mail) => /^(?:Updated|Now due)/.test(mail.subject)).length,
    cancelledTold: mails.filter((mail) => mail.subject.startsWith('Cancelled: ')).length,
  };
}
