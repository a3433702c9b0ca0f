import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { fromLondonWall, londonDay } from '../../src/base/london.ts';
import { PORTALS, type PortalId } from '../../src/domain/portal.ts';
import { createWeek } from '../../src/sandbox/generate/week.ts';
import type { SeenRequest } from '../../src/sandbox/pretend-portal.ts';
import type { PretendRelease } from '../../src/sandbox/pretend-release.ts';
import { openBot, type Bot } from './bot.ts';
import { BROKEN, HAPPENINGS } from './happenings.ts';
import { duringPauses, refusalsOf, tooClose, withinRests, type Refusal, type Throttles } from './manners.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday, 5 October 2026, London time. */
const FROM = Date.parse('2026-10-04T23:00:00Z');

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface Lived {
  readonly bot: Bot;
  readonly restarts: number;
  readonly throttles: readonly Throttles[];
  /** Windows of the two portals that are walked by links which were in doubt after a round: those are halved at once. */
  readonly doubtful: readonly string[];
}

async function live(): Promise<Lived> {
  const week = createWeek({ seed: 'week', from: FROM });
  const bot = await openBot(FROM - 2 * HOUR);
  open.push(async () => await bot.close());
  bot.world.publish(week.releases);
  const throttles: Throttles[] = [throttlesOf(bot)];
  const doubtful: string[] = [];
  let restarts = 0;

  // The first pass, before the week begins: nothing of it is published yet.
  await bot.round();
  for (const [hour, at] of instants(week.to)) {
    bot.clock.set(Math.max(bot.clock.now(), at));
    const now = HAPPENINGS.find((happening) => happening.hour === hour);
    now?.turns?.(bot.world.portals);
    throttles.push(throttlesOf(bot));
    if (await bot.round(now?.crowd)) {
      restarts += 1;
      await bot.restart();
      await bot.round();
    }
    doubtful.push(...(await doubts(bot)));
  }
  return { bot, restarts, throttles, doubtful };
}

/** Every hour of the week; then only nightly visits matter, which fetch what is not in the search. */
function instants(end: number): readonly (readonly [hour: number, at: number])[] {
  const hours = Array.from({ length: (end - FROM) / HOUR }, (_, hour) => hour);
  const later = Array.from({ length: 12 }, (_, visit) => hours.length + visit * 8);
  return [...hours, ...later].map((hour) => [hour, FROM + hour * HOUR]);
}

function throttlesOf({ clock, world }: Bot): Throttles {
  return {
    from: clock.now(),
    'find-a-tender': world.portals['find-a-tender'].switches.values().throttle,
    'contracts-finder': world.portals['contracts-finder'].switches.values().throttle,
  };
}

async function doubts(bot: Bot): Promise<readonly string[]> {
  const gaps = [...(await bot.gaps('find-a-tender')), ...(await bot.gaps('contracts-finder'))];
  return gaps
    .filter(({ state }) => state === 'suspect')
    .map(({ from, to }) => `${new Date(from).toISOString()}/${new Date(to).toISOString()}`);
}

describe('a week with every defect on', () => {
  it(
    'is collected whole, at each portal’s pace and with no request in a pause, across restarts',
    { timeout: 600_000 },
    async () => {
      const { bot, restarts, throttles, doubtful } = await live();

      expect(restarts).toBe(HAPPENINGS.filter(({ crowd }) => crowd?.stops === true).length);
      const held = bot.held();
      const published = PORTALS.flatMap((id) => bot.world.portals[id].ledger.published());
      expect(published.length).toBeGreaterThan(3000);
      const missing = published.filter((release) => !isHeld(release, held, published));
      expect(missing.map((release) => `${release.portal} ${release.ocid} ${release.id}`)).toEqual([]);

      const met: string[] = [];
      for (const id of PORTALS) {
        const requests = bot.asked(id);
        const refusals = refusalsOf(id, requests, throttles);
        expect(requests.length).toBeGreaterThan(100);
        expect(tooClose(id, requests)).toEqual([]);
        expect(duringPauses(requests, refusals)).toEqual([]);
        expect(withinRests(requests)).toEqual([]);
        expect(unprovoked(id, refusals)).toEqual([]);
        met.push(...refusals.map(({ kind }) => kind));
      }
      expect([...new Set(met)].toSorted()).toEqual(
        ['429-120', '429-11', '429-date', '429', '503', '403 none', '429 full', '403 http-date'].toSorted(),
      );

      expectBrokenPartition(bot.asked(BROKEN.portal), published);
      expectCutSearch(bot.asked('contracts-finder'));
      expect(doubtful).toEqual([]);
      expect(await bot.gaps('contracts-finder')).toEqual([]);
      expect(await bot.gaps('find-a-tender')).toEqual([]);
      for (const id of ['find-a-tender', 'contracts-finder'] as const)
        expect(nightsSwept(bot.asked(id))).toEqual(expect.arrayContaining(NIGHTS));
    },
  );
});

/** Refusals in hours in which nobody else was there: our own pace alone never brings one about. */
function unprovoked(id: PortalId, refusals: readonly Refusal[]): readonly string[] {
  const crowded = HAPPENINGS.filter(({ crowd }) => crowd?.portal === id).map(({ hour }) => hour);
  return refusals
    .map(({ at, kind }) => ({ kind, hour: Math.floor((at - FROM) / HOUR) }))
    .filter(({ hour }) => !crowded.includes(hour))
    .map(({ hour, kind }) => `${id}: ${kind} in hour ${String(hour)}`);
}

/** A month of one type failed for a day: it was tried again and again, and everything else went on. */
function expectBrokenPartition(requests: readonly SeenRequest[], published: readonly PretendRelease[]): void {
  const from = FROM + BROKEN.from * HOUR;
  const to = FROM + BROKEN.to * HOUR;
  const during = requests.filter(({ at }) => at >= from && at < to);
  const isOfType = ({ query }: SeenRequest): boolean => query['noticeType'] === BROKEN.type;
  const isOfMonth = ({ query }: SeenRequest): boolean => query['dateFrom'] === BROKEN.month;
  const broken = during.filter((request) => isOfType(request) && isOfMonth(request));
  // Every six hours, and a round later where the rest is not quite over.
  expect(broken.map(({ status }) => status)).toEqual([500, 500, 500, 500]);
  const came = published.filter(
    ({ portal, noticeType, appears = 0 }) =>
      portal === BROKEN.portal && noticeType === BROKEN.type && appears >= from && appears < to,
  );
  expect(came.length).toBeGreaterThan(3);

  const well = during.filter(({ status }) => status === 200);
  const hours = new Set(well.filter(isOfMonth).map(({ at }) => Math.floor(at / HOUR)));
  // Half an hour after midnight is an outage, and one round waits for another portal's pause.
  expect(hours.size).toBeGreaterThanOrEqual(BROKEN.to - BROKEN.from - 2);
  expect(new Set(well.filter(isOfMonth).map(({ query }) => query['noticeType'])).size).toBe(11);
  expect(well.filter((request) => isOfType(request) && !isOfMonth(request)).length).toBeGreaterThan(0);
}

/** Searches whose second page was refused were asked again in two halves, which ended well. */
function expectCutSearch(requests: readonly SeenRequest[]): void {
  const cut = requests.flatMap((request, index) => (request.status === 400 ? [{ request, index }] : []));
  expect(cut.length).toBeGreaterThan(0);
  for (const { request, index } of cut) {
    const [first, second] = requests.slice(index + 1).filter((next) => 'publishedFrom' in next.query);
    expect([first?.status, second?.status]).toEqual([200, 200]);
    const [whole, one, other] = [request, first, second].map(boundsOf);
    expect([one?.from, other?.to]).toEqual([whole?.from, whole?.to]);
    expect(one?.to).toBeGreaterThanOrEqual(other?.from ?? Infinity);
    expect(one?.to).toBeLessThan(whole?.to ?? 0);
  }
}

function boundsOf(request: SeenRequest | undefined): { readonly from: number; readonly to: number } {
  const [from = Number.NaN, to = Number.NaN] = ['publishedFrom', 'publishedTo'].map((name) =>
    fromLondonWall(request?.query[name] ?? ''),
  );
  return { from, to };
}

const NIGHTS = Array.from({ length: 7 }, (_, day) => londonDay(FROM + day * DAY));

/** The days on which more than the last two were asked for: each night reads the last three once more. */
function nightsSwept(requests: readonly SeenRequest[]): readonly string[] {
  const reached = requests.filter(({ at, query }) => {
    const from = fromLondonWall(query['updatedFrom'] ?? query['publishedFrom'] ?? '');
    return from !== undefined && at - from > 2 * DAY;
  });
  return [...new Set(reached.map(({ at }) => londonDay(at)))];
}

/**
 * Contracts Finder's search shows a notice's newest release alone: of one edited twice within an hour, that one must be
 * held. Public Contracts Scotland's releases have no ids, and are known by their texts.
 */
function isHeld(
  release: PretendRelease,
  held: ReadonlySet<string>,
  published: readonly PretendRelease[],
): boolean {
  if (held.has(`${release.ocid} ${release.id}`) || held.has(sha256(release.text))) return true;
  return release.portal === 'contracts-finder' && published.some((other) => supersedes(other, release));
}

function supersedes(other: PretendRelease, release: PretendRelease): boolean {
  const guid = release.id.replace(/-\d+$/, '');
  return other.id.startsWith(`${guid}-`) && other.published > release.published;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
