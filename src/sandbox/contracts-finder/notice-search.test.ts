import { describe, expect, it } from 'vitest';
import { londonDay } from '../../base/london.ts';
import { createWorld } from '../generate/world.ts';
import { offOf } from '../portal/switch-board.ts';
import { createPretendContractsFinder } from '../pretend-contracts-finder.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { noticeGuid } from './guid.ts';
import type { ContractsFinderSwitches } from './switches.ts';
import { CONTRACTS_FINDER_SWITCHES } from './switches.ts';

interface Item {
  id: string;
  title: string;
  cpvCodes: string;
  publishedDate: string;
  lastNotifableUpdate: string;
  noticeType: string;
  noticeStatus: string;
  region: string;
}

interface Answer {
  hitCount: number;
  maxHits: number;
  noticeList: { score: number; item: Item | null }[];
  byType: { items: { name: string; count: number }[]; other: number };
}

const NOW = Date.parse('2026-09-01T09:00:00Z');
const cf = createWorld({ seed: 'cf', now: NOW }).backlog.filter((one) => one.portal === 'contracts-finder');
const ALL = new Set(cf.map(noticeGuid));

function portal(switches: Partial<ContractsFinderSwitches> = {}, releases: readonly PretendRelease[] = cf) {
  const all = { ...offOf(CONTRACTS_FINDER_SWITCHES), ...switches };
  const made = createPretendContractsFinder({ now: () => NOW, switches: all });
  made.publish(releases);
  return made;
}

async function ask(searchCriteria: object, size = 1000, made = portal()): Promise<Answer> {
  const response = await made.app.request('/api/rest/2/search_notices/json', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ searchCriteria, size }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

function items(answer: Answer): Item[] {
  return answer.noticeList.flatMap(({ item }) => item ?? []);
}

describe('the pretend V2 search', () => {
  it('counts every notice once, of three types, with codes in one text and the update misspelt', async () => {
    const answer = await ask({});
    const found = items(answer);

    expect(answer).toMatchObject({ hitCount: ALL.size, maxHits: 1000 });
    expect(new Set(found.map(({ id }) => id))).toEqual(ALL);
    expect(new Set(found.map(({ noticeType }) => noticeType))).toEqual(
      new Set(['Contract', 'Pipeline', 'PreProcurement']),
    );
    expect(found.some(({ cpvCodes }) => /^\d{8} \d{8}/.test(cpvCodes))).toBe(true);
    expect(found.some((one) => one.lastNotifableUpdate > one.publishedDate)).toBe(true);
    const [contracts] = answer.byType.items;
    expect(contracts).toEqual({
      name: 'Contract',
      count: found.filter(({ noticeType }) => noticeType === 'Contract').length,
    });
  });

  it('takes a day at both ends as the whole London day, and times as London time', async () => {
    const day = '2026-08-30';
    const first = cf.filter((one) => one.tags[0] !== 'tenderAmendment' && londonDay(one.published) === day);
    const whole = await ask({ publishedFrom: day, publishedTo: day });
    const morning = await ask({ publishedFrom: `${day}T00:00:00`, publishedTo: `${day}T11:59:59Z` });
    const rest = await ask({ publishedFrom: `${day}T12:00:00`, publishedTo: `${day}T23:59:59Z` });

    expect(first.length).toBeGreaterThan(3);
    expect(new Set(items(whole).map(({ id }) => id))).toEqual(new Set(first.map(noticeGuid)));
    expect(morning.hitCount + rest.hitCount).toBe(whole.hitCount);
    expect(morning.hitCount).toBeGreaterThan(0);
  });

  it.each([
    ['types', { types: ['Pipeline'] }, (item: Item) => item.noticeType === 'Pipeline'],
    ['statuses', { statuses: ['Awarded'] }, (item: Item) => item.noticeStatus === 'Awarded'],
    ['a bare status', { statuses: 'Awarded' }, (item: Item) => item.noticeStatus === 'Awarded'],
    ['cpvCodes', { cpvCodes: ['72000000'] }, (item: Item) => /\b72\d{6}/.test(item.cpvCodes)],
    ['regions', { regions: 'Wales,London' }, (item: Item) => /Wales|London/.test(item.region)],
  ])('honours %s', async (_, criteria, fits) => {
    const all = items(await ask({}));
    const found = items(await ask(criteria));

    expect(found.map(({ id }) => id)).toEqual(all.filter(fits).map(({ id }) => id));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
  });

  it('reads keywords: spaces mean OR, a plus sign AND, quotation marks a phrase', async () => {
    const plain = await ask({ keyword: 'laptops' });
    const [one, other] = [await ask({ keyword: 'software' }), await ask({ keyword: 'staff' })];
    const either = await ask({ keyword: 'software staff' });
    const both = await ask({ keyword: 'software + staff' });
    const phrase = await ask({ keyword: '"staff software"' });

    expect(plain.hitCount).toBeLessThan(ALL.size);
    expect(either.hitCount).toBe(one.hitCount + other.hitCount - both.hitCount);
    expect(both.hitCount).toBeLessThan(either.hitCount);
    expect(phrase.hitCount).toBeLessThanOrEqual(both.hitCount);
  });

  it('lists no more than its cap, and says how many there are', async () => {
    const sized = await ask({}, 7);
    const capped = await ask({}, 1000, portal({ v2Cap: 5, v2NullItem: true }));

    expect([sized.noticeList.length, sized.maxHits, sized.hitCount]).toEqual([7, 7, ALL.size]);
    expect([capped.noticeList.length, capped.maxHits, capped.hitCount]).toEqual([5, 5, ALL.size]);
  });

  it('v2NullItem: a whole list holds a hit that is nothing', async () => {
    const answer = await ask({}, 1000, portal({ v2NullItem: true }));

    expect(answer.noticeList.at(-1)).toEqual({ score: 0, item: null });
    expect(answer.hitCount).toBe(answer.noticeList.length - 1);
  });

  it('encodes texts as HTML', async () => {
    const [one] = cf;
    const text = one?.text.replace(/"title": "/, '"title": "Pens & the town\'s <paper> ') ?? '';
    const answer = await ask({}, 1000, portal({}, one === undefined ? [] : [{ ...one, text }]));

    expect(items(answer)[0]?.title).toMatch(/^Pens &amp; the town&#039;s &lt;paper&gt; /);
  });

  it('refuses what is no search', async () => {
    const { app } = portal();
    const bodies = ['', '{}', '{"searchCriteria": {"publishedFrom": "soon"}}'];
    const statuses = bodies.map(
      async (body) => (await app.request('/api/rest/2/search_notices/json', { method: 'POST', body })).status,
    );

    expect(await Promise.all(statuses)).toEqual([400, 400, 400]);
    expect((await app.request('/api/rest/2/search_notices/json')).status).not.toBe(200);
  });

  it('tells a whole notice, and 404 for one it does not know', async () => {
    const { app } = portal();
    const award = cf.find((one) => one.tags[0] === 'award');
    const guid = award === undefined ? '' : noticeGuid(award);
    const full: unknown = await (
      await app.request(`/api/rest/2/get_published_notice/json/${guid.toUpperCase()}`)
    ).json();

    expect(full).toMatchObject({
      id: guid,
      notice: { type: 'Contract', status: 'Awarded' },
      isPublished: true,
    });
    expect(full).toHaveProperty('awards.0.supplierName', expect.stringMatching(/\w/));
    expect((await app.request('/api/rest/2/get_published_notice/json/none')).status).toBe(404);
  });
});
