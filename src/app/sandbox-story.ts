import { endOfLondonDay, fromLondonWall, londonDay } from '../base/london.ts';
import type { Subscription } from '../domain/subscription.ts';
import { HOME_TEAM, type Address, type Cadence } from '../domain/subscription.ts';
import { collect, taskDue, type CollectDeps } from '../flows/collect.ts';
import { NOTHING, plus, type Counts } from '../flows/counts.ts';
import { digest } from '../flows/digest.ts';
import { dispatch, type DispatchDeps } from '../flows/dispatch.ts';
import { searchNotices } from '../flows/search.ts';
import { subscribe } from '../flows/subscribe.ts';
import type { PretendRelease } from '../sandbox/pretend-release.ts';
import type { Sandbox } from '../sandbox/index.ts';
import type { Ground } from './ground.ts';
import type { OpenPortals } from './portals.ts';
import { recoverDeps } from './telling.ts';

/** What the story came to; mails and posts are counted by the servers that received them. */
export interface Outcome {
  readonly releases: number;
  readonly it: number;
  readonly mails: number;
  readonly slackPosts: number;
  readonly changesTold: number;
  readonly cancelledTold: number;
  readonly secondRunDeliveries: number;
}

export interface Stage {
  readonly ground: Ground;
  readonly sandbox: Sandbox;
  readonly portals: OpenPortals;
  readonly collecting: CollectDeps;
  readonly sending: DispatchDeps;
  readonly tell: (line: string) => void;
}

/** Releases are dated to the second, and windows end before the present one: news must be a moment old to be read. */
const MOMENT_MS = 1100;
const CHANNEL = 'C01TENDERS';

/** The life of a few notices, told as it happens: seeding, news, a change, a cancellation, a digest, and silence. */
export async function playStory(stage: Stage): Promise<Outcome> {
  const { sandbox, tell } = stage;
  const { world } = sandbox;
  const { story } = world;
  let counts = await readRecorded(stage);
  counts = plus(
    counts,
    await read(stage, 'The portals are read for the first time. What is there already is nobody’s news.'),
  );
  await subscribers(stage);

  counts = plus(counts, await publish(stage, (at) => world.fresh(at), 'New notices appear on both portals.'));
  await send(stage);
  tell(`“${story.onBoth.title}” stands on both portals, and was told once.`);

  counts = plus(
    counts,
    await publish(stage, (at) => world.amendment(at), `The deadline of “${story.amended.title}” moves.`),
  );
  await send(stage);
  counts = plus(
    counts,
    await publish(stage, (at) => world.cancellation(at), `“${story.cancelled.title}” is cancelled.`),
  );
  await send(stage);

  await ask(stage, 'cyber');
  tell('Monday comes early: the weekly digests.');
  await digest([{ cadence: 'weekly', at: stage.ground.clock.now() }], recoverDeps(stage.ground));
  await send(stage);

  const again = await read(stage, 'The portals are read once more.');
  await send(stage);
  tell(
    again.deliveries === 0
      ? 'Nobody is told anything twice.'
      : `${again.deliveries} deliveries were queued again: that is a bug.`,
  );
  return await outcomeOf(stage, { releases: counts.releases, secondRunDeliveries: again.deliveries });
}

async function read(stage: Stage, line: string): Promise<Counts> {
  const { portals, collecting, ground, tell } = stage;
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
async function readRecorded({ sandbox, portals, collecting, ground, tell }: Stage): Promise<Counts> {
  let counts: Counts = NOTHING;
  if (sandbox.recordings === undefined) return counts;
  for (const portal of portals.portals) {
    const own = sandbox.recordings.releases.filter((release) => release.portal === portal.id);
    const days = [...new Set(own.map((release) => londonDay(release.published)))].toSorted();
    const windows = days.flatMap((day) => {
      const to = (endOfLondonDay(day) ?? 0) + 1;
      return portal.windows({ from: fromLondonWall(day) ?? to, to });
    });
    counts = plus(
      counts,
      await collect(portal, { windows, scheduled: false }, collecting, ground.context.signal),
    );
  }
  tell(`${counts.releases} recorded releases are read, of ${sandbox.recordings.releases.length}.`);
  return counts;
}

async function publish(
  stage: Stage,
  moment: (at: number) => readonly PretendRelease[],
  line: string,
): Promise<Counts> {
  const { clock, context } = stage.ground;
  await clock.sleep(MOMENT_MS, context.signal);
  stage.sandbox.publish(moment(clock.now()));
  await clock.sleep(MOMENT_MS, context.signal);
  return await read(stage, line);
}

async function send({ sandbox, sending, ground, tell }: Stage): Promise<void> {
  const [mails, posts] = [sandbox.mailbox.mails().length, sandbox.slack.posts().length];
  await dispatch(sending, ground.context.signal);
  for (const mail of sandbox.mailbox.mails().slice(mails))
    tell(`  mail to ${mail.to.join(', ')}: ${mail.subject}`);
  for (const post of sandbox.slack.posts().slice(posts))
    tell(`  Slack ${post.channel}: ${post.text.split('\n')[0] ?? ''}`);
}

async function subscribers(stage: Stage): Promise<readonly Subscription[]> {
  const wishes: readonly (readonly [Address, string, Cadence])[] = [
    [
      { channel: 'email', email: 'ann@redbrick-cyber.example' },
      'category:security,cloud,networks',
      'instant',
    ],
    [{ channel: 'email', email: 'ben@smallfirm.example' }, 'it:balanced', 'weekly'],
    [{ channel: 'slack', team: HOME_TEAM, id: CHANNEL }, 'category:security,data,digital', 'instant'],
  ];
  const made = [];
  for (const [address, query, cadence] of wishes) {
    const done = await subscribe({ address, query, cadence, wanted: ['new', 'changes'] }, stage.ground);
    const who = address.channel === 'email' ? address.email : `Slack ${address.id}`;
    stage.tell(`${who} subscribes (${cadence}): ${done.described}; ${done.openNow} open now`);
    if (done.subscription !== undefined) made.push(done.subscription);
  }
  return made;
}

async function ask({ sandbox, tell }: Stage, words: string): Promise<void> {
  const answer = await sandbox.slack.command(words);
  tell(`Somebody types /tenders ${words} in Slack:`);
  tell(`  ${answer.text.split('\n')[0] ?? ''}`);
}

async function outcomeOf(
  { sandbox, ground }: Stage,
  known: Pick<Outcome, 'releases' | 'secondRunDeliveries'>,
): Promise<Outcome> {
  const mails = sandbox.mailbox.mails();
  const posts = sandbox.slack.posts();
  const it = await searchNotices('it:balanced', ground, { limit: 0 });
  return {
    releases: known.releases,
    it: it.total,
    mails: mails.length,
    slackPosts: posts.length,
    changesTold: mails.filter((mail) => mail.subject.startsWith('Updated: ')).length,
    cancelledTold: mails.filter((mail) => mail.subject.startsWith('Cancelled: ')).length,
    secondRunDeliveries: known.secondRunDeliveries,
  };
}
