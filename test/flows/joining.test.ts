import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { SAME } from '../../src/dedupe/score.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

const DAY = 86_400_000;
const TITLE = 'Penetration testing of the housing portal';

/** The same tender as somebody typed it into Contracts Finder: no link, another ocid, other spellings, a rounded value. */
const RETYPED = {
  portal: 'contracts-finder',
  noticeId: '0a1b2c3d-0000-4000-8000-00000000000a',
  releaseId: 'retyped',
  ocid: 'ocds-b5fd17-0a1b2c3d-0000-4000-8000-00000000000a',
  title: 'Housing Portal - Penetration Testing',
  description: 'The Council wants yearly penetration tests of its public web applications. See the portal.',
  buyer: { name: 'The Borough Council of Ashcombe', id: 'GB-CFS-12345' },
  value: { min: 12_000_000, max: 12_000_000, gross: undefined, currency: 'GBP' },
  deadline: { at: Date.parse('2026-09-30T22:59:59Z'), day: '2026-09-30', timed: false },
  procedure: 'Open procedure (below threshold)',
} satisfies Partial<Notice>;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
  await world.subscribe('penetration');
});
afterEach(async () => {
  await world.close();
});

async function read(...notices: readonly Partial<Notice>[]): Promise<void> {
  for (const notice of notices) {
    const news = world.news(notice);
    if (news.portal === 'contracts-finder') world.portals['contracts-finder'].publish(news);
    else world.portals['find-a-tender'].publish(news);
  }
  await world.collect('find-a-tender');
  await world.collect('contracts-finder');
  await world.dispatch();
}

async function count(): Promise<number> {
  return (await world.search('it:any')).length;
}

describe('a copy on another portal that nothing links', () => {
  it('is the same procurement: one alert, and nothing for the copy', async () => {
    await read({});
    await read(RETYPED);
    expect(await count()).toBe(1);
    expect(world.told()).toEqual([['new', TITLE]].map((item) => [item]));
  });

  it('is the same procurement when the copy is read first, or with the original', async () => {
    await read(RETYPED, {});
    expect(await count()).toBe(1);
    expect(world.told()).toHaveLength(1);
  });

  it('is told of by what it shares: the confidence and the reasons are kept', async () => {
    await read({});
    await read(RETYPED);
    const [found] = await world.search('it:any');
    const ties = await world.store.ties.of(found?.view.notices ?? []);
    expect(ties).toHaveLength(1);
    expect(ties[0]?.confidence).toBeGreaterThanOrEqual(SAME);
    expect(ties[0]?.reasons.join('; ')).toMatch(/buyer/);
  });

  it('says a field otherwise: the word of the portal believed first stands, the other is kept', async () => {
    await read({});
    await read({
      ...RETYPED,
      deadline: deadlineOn('2026-09-29'),
      cites: ['notice:find-a-tender:000101-2026'],
    });
    const [found] = await world.search('it:any');
    expect(found?.view.deadline?.day).toBe('2026-09-30');
    expect(found?.view.conflicts.map(({ field }) => field)).toContain('deadline');
    expect(world.kinds()).toEqual([['new']]);
  });

  it('bridges two procurements that were told already, and tells nobody', async () => {
    await read({});
    await read({
      ...RETYPED,
      noticeId: '0a1b2c3d-0000-4000-8000-00000000000b',
      ocid: 'ocds-b5fd17-0a1b2c3d-0000-4000-8000-00000000000b',
      title: 'Penetration tests for tenants’ online services',
      description: 'A notice that says little.',
      deadline: undefined,
      value: undefined,
      cpv: [],
    });
    const told = world.told().length;
    expect(await count()).toBe(2);
    await read({
      ...RETYPED,
      cites: ['notice:contracts-finder:0a1b2c3d-0000-4000-8000-00000000000b'],
    });
    expect(await count()).toBe(1);
    expect(world.told()).toHaveLength(told);
  });
});

describe('what only looks alike stays apart', () => {
  const second = { noticeId: '000201-2026', releaseId: '000201-2026', ocid: 'ocds-h6vhtk-0a0002' };
  const elsewhere: Partial<Notice> = { ...RETYPED, title: TITLE };
  const cases: [string, Partial<Notice>][] = [
    [
      'next year’s round of the same title and text',
      {
        ...elsewhere,
        deadline: deadlineOn('2027-09-28'),
        published: Date.parse('2027-08-30T08:00:00Z'),
      },
    ],
    [
      'another buyer with the same title',
      { ...elsewhere, buyer: { name: 'Rothbury Town Council', id: undefined } },
    ],
    [
      'another lot of it',
      {
        ...elsewhere,
        title: `${TITLE} - Lot 2`,
        value: { min: 2_000_000, max: 2_000_000, gross: undefined, currency: 'GBP' },
        description: 'Lot 2: the payment terminals in the leisure centres.',
      },
    ],
    [
      'a sister notice minutes apart',
      {
        ...second,
        title: 'Penetration testing of the planning portal',
        description: 'Yearly penetration tests of the pages on which plans are published.',
      },
    ],
    [
      'the same tender put out anew months later',
      { ...elsewhere, deadline: deadlineOn('2027-02-26'), published: Date.parse('2027-01-25T08:00:00Z') },
    ],
  ];
  it.each(cases)('%s', async (_, other) => {
    await read({});
    const at = other.published;
    if (at !== undefined) world.clock.advance(at - world.clock.now() + 60_000);
    await read(other);
    expect(await count()).toBe(2);
  });
});

describe('what became of what somebody was told', () => {
  it('reaches it also when it is found on another portal, under another ocid: the award', async () => {
    await read({});
    world.clock.advance(60 * DAY);
    await read({
      ...RETYPED,
      stage: 'award',
      form: 'award',
      deadline: undefined,
      suppliers: ['Ringmere Security Ltd'],
      value: { min: 11_850_000, max: 11_850_000, gross: undefined, currency: 'GBP' },
    });
    expect(await count()).toBe(1);
    expect(world.kinds()).toEqual([['new'], ['awarded']]);
  });

  describe('when it stood apart at first', () => {
    const award: Partial<Notice> = {
      ...RETYPED,
      title: 'Security assessor appointed',
      description: 'The award of last month.',
      stage: 'award',
      form: 'award',
      deadline: undefined,
      value: undefined,
      cpv: [],
      suppliers: ['Ringmere Security Ltd'],
    };

    it('is told when a later notice shows the two to be one', async () => {
      await read({});
      await read(award);
      expect([await count(), world.kinds()]).toEqual([2, [['new']]]);
      await read({ ...award, releaseId: 'again', cites: ['notice:find-a-tender:000101-2026'] });
      expect([await count(), world.kinds()]).toEqual([1, [['new'], ['awarded']]]);
    });

    it('is told when a person says that they are one', async () => {
      await read({});
      await read(award);
      const [one, other] = (await world.search('it:any')).map(({ id }) => id);
      await world.join(one ?? 0, other ?? 0);
      await world.dispatch();
      expect(world.kinds()).toEqual([['new'], ['awarded']]);
    });

    it('is not told again to whoever was told of both', async () => {
      await world.subscribe('it:any', { email: 'ben@example.org', wanted: ['new', 'changes', 'awards'] });
      await read({});
      await read(award);
      const before = world.kinds().length;
      await read({ ...award, releaseId: 'again', cites: ['notice:find-a-tender:000101-2026'] });
      expect(world.kinds().slice(before)).toEqual([['awarded']]);
    });
  });
});
