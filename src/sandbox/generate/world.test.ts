import { describe, expect, it } from 'vitest';
import { BUYERS } from './buyers.ts';
import { IT_SUBJECTS } from './it-subjects.ts';
import { londonAfter, londonIso } from './london-iso.ts';
import { OTHER_SUBJECTS } from './other-subjects.ts';
import { createWorld } from './world.ts';

const now = Date.parse('2026-09-01T09:00:00Z');
const later = now + 3_600_000;

interface Item {
  additionalClassifications?: { id: string }[];
}

interface Tender {
  id: string;
  ocid: string;
  buyer?: { name: string };
  tender: {
    title: string;
    description?: string;
    items?: Item[];
    tenderPeriod?: { endDate: string };
    documents?: { url: string; noticeType?: string }[];
    value?: { amount?: number };
  };
  awards?: { items?: Item[] }[];
  contracts?: { period?: { endDate: string; maxExtentDate?: string } }[];
  relatedProcesses?: { relationship: string[]; identifier: string }[];
}

function isTender(value: unknown): value is Tender {
  return typeof value === 'object' && value !== null && 'tender' in value;
}

function parse(text: string | undefined): Tender {
  const value: unknown = JSON.parse(text ?? 'null');
  if (!isTender(value)) throw new Error('no release');
  return value;
}

describe('createWorld', () => {
  it('tells the same story for the same seed, to the byte, and another for another', () => {
    const texts = ['one', 'one', 'two'].map((seed) => {
      const world = createWorld({ seed, now });
      return [
        ...world.backlog,
        ...world.fresh(later),
        ...world.amendment(later),
        ...world.cancellation(later),
      ]
        .map((release) => release.text)
        .join();
    });

    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });

  it('fills the portals with releases of many kinds, all before now and never twice the same', () => {
    const { backlog } = createWorld({ seed: 'kinds', now });
    const fts = backlog.filter((release) => release.portal === 'find-a-tender');
    const forms = new Set(fts.flatMap((release) => release.text.match(/"noticeType": "UK\d+"/g) ?? []));

    expect(fts.length).toBe(61);
    const on = (portal: string): number => backlog.filter((release) => release.portal === portal).length;
    expect([on('contracts-finder'), on('public-contracts-scotland'), on('sell2wales')]).toEqual([61, 8, 8]);
    expect(backlog.every((release) => release.published < now)).toBe(true);
    expect(new Set(backlog.map((release) => release.id)).size).toBe(backlog.length);
    expect([...forms].map((form) => form.slice(15, -1)).toSorted()).toEqual(
      ['UK1', 'UK12', 'UK2', 'UK3', 'UK4', 'UK5', 'UK6', 'UK7'].toSorted(),
    );
    expect(new Set(fts.map((release) => release.scheme))).toEqual(new Set(['UKPGA', 'CELEX']));
    expect(new Set(backlog.flatMap((release) => release.tags))).toEqual(
      new Set([
        'planning',
        'tender',
        'tenderUpdate',
        'tenderCancellation',
        'tenderAmendment',
        'award',
        'contract',
      ]),
    );
  });

  it('gives notice numbers in the order of publication, above any real one', () => {
    const { backlog } = createWorld({ seed: 'numbers', now });
    const ids = backlog.filter((release) => release.portal === 'find-a-tender').map((release) => release.id);

    expect(ids).toEqual(ids.toSorted());
    expect(ids[0]).toBe('900001-2026');
  });

  it('brings fresh IT of all fourteen categories, dated when asked, and more that is not IT', () => {
    const world = createWorld({ seed: 'fresh', now });
    const fresh = world.fresh(later);

    expect(world.story.freshIt).toBe(15);
    expect(new Set(IT_SUBJECTS.map((subject) => subject.category)).size).toBe(14);
    expect(fresh.length).toBeGreaterThan(2 * 14);
    const timed = fresh.filter((release) => /find-a-tender|finder/.test(release.portal));
    expect(timed.every((release) => release.published === later)).toBe(true);
    const dated = fresh.filter((release) => !timed.includes(release));
    expect(new Set(dated.map((release) => new Date(release.published).toISOString()))).toEqual(
      new Set(['2026-09-01T00:00:00.000Z']),
    );
    expect(dated).toHaveLength(6);
    expect(fresh.filter((release) => release.portal === 'contracts-finder').length).toBeGreaterThan(5);
  });

  it('puts one tender on both portals, the copy naming the page of the original', () => {
    const world = createWorld({ seed: 'both', now });
    const { onBoth } = world.story;
    const page = `https://www.find-tender.service.gov.uk/Notice/${onBoth.noticeId}`;
    const copies = world.fresh(later).filter((release) => release.text.includes(page));

    expect(copies.map((release) => release.portal).toSorted()).toEqual(['contracts-finder', 'find-a-tender']);
    expect(new Set(copies.map((release) => parse(release.text).tender.title))).toEqual(
      new Set([onBoth.title]),
    );
    expect(new Set(copies.map((release) => release.ocid)).size).toBe(2);
  });

  it('puts one tender on Public Contracts Scotland and Find a Tender, the copy naming the original', () => {
    const world = createWorld({ seed: 'scottish', now });
    const { story } = world;
    const link = `https://api.publiccontractsscotland.gov.uk/v1/Notice?id=${story.scottish.ocid}`;
    const copies = world.fresh(later).filter((release) => release.text.includes(link));

    expect(copies.map((release) => release.portal).toSorted()).toEqual([
      'find-a-tender',
      'public-contracts-scotland',
    ]);
    expect(copies.find((release) => release.portal === 'find-a-tender')).toMatchObject({
      id: story.scottish.noticeId,
      scheme: 'CELEX',
    });
    expect(new Set(copies.map((release) => parse(release.text).tender.title))).toEqual(
      new Set([story.scottish.title]),
    );
  });

  it('words one tender otherwise on Contracts Finder, where nothing names the original', () => {
    const world = createWorld({ seed: 'unlinked', now });
    const { unlinked } = world.story;
    const fresh = world.fresh(later);
    const original = fresh.find((release) => release.id === unlinked.noticeId);
    const copies = fresh.filter(({ portal, text }) => portal === 'contracts-finder' && text.includes('MDC'));
    const is = parse(copies[0]?.text);
    const was = parse(original?.text);

    expect(copies).toHaveLength(1);
    expect(copies[0]?.text).not.toContain(unlinked.noticeId);
    expect(copies[0]?.text).not.toContain(unlinked.ocid);
    expect(is.tender.title).not.toBe(unlinked.title);
    expect(is.buyer?.name).not.toBe(unlinked.buyer);
    expect(is.tender.value?.amount).not.toBe(was.tender.value?.amount);
    expect(is.tender.tenderPeriod?.endDate.slice(0, 10)).toBe(was.tender.tenderPeriod?.endDate.slice(0, 10));
  });

  it('links a call-off with its framework, and says until when a contract may be extended', () => {
    const world = createWorld({ seed: 'linked', now });
    const { callOff, framework, ending } = world.story;
    const fresh = new Map(world.fresh(later).map((release) => [release.id, parse(release.text)]));
    const { period } = fresh.get(ending.noticeId)?.contracts?.[0] ?? {};

    expect(world.backlog.find((release) => release.id === framework.noticeId)?.ocid).toBe(framework.ocid);
    expect(fresh.get(callOff.noticeId)?.relatedProcesses).toMatchObject([
      { relationship: ['framework'], identifier: framework.ocid },
    ]);
    expect(Date.parse(period?.maxExtentDate ?? '')).toBeGreaterThan(Date.parse(period?.endDate ?? ''));
  });

  it('amends a fresh tender: same ocid, a new number, a later deadline', () => {
    const world = createWorld({ seed: 'amend', now });
    const original = world.fresh(now).find((release) => release.ocid === world.story.amended.ocid);
    const [amended] = world.amendment(later);
    const was = parse(original?.text).tender.tenderPeriod?.endDate ?? '';
    const is = parse(amended?.text).tender.tenderPeriod?.endDate ?? '';

    expect(amended?.tags).toEqual(['tenderUpdate']);
    expect(amended?.ocid).toBe(original?.ocid);
    expect(amended?.id).not.toBe(original?.id);
    expect(Date.parse(is) - Date.parse(was)).toBeGreaterThan(12 * 86_400_000);
  });

  it('cancels another fresh tender by a stub without buyer, items or CPV', () => {
    const world = createWorld({ seed: 'cancel', now });
    const [stub] = world.cancellation(later);
    const read = parse(stub?.text);

    expect(stub?.tags).toEqual(['tenderCancellation']);
    expect(stub?.ocid).toBe(world.story.cancelled.ocid);
    expect(stub?.ocid).not.toBe(world.story.amended.ocid);
    expect(read.buyer).toBeUndefined();
    expect(read.tender.items).toBeUndefined();
    expect(read.tender.description).toBeUndefined();
    expect(stub?.text).not.toContain('CPV');
    expect(world.fresh(now).map((release) => release.ocid)).toContain(stub?.ocid);
  });

  it('keeps CPV under the Act in the items alone, and leaves some values and times unsaid', () => {
    const world = createWorld({ seed: 'shape', now });
    const act = world.fresh().filter((release) => release.scheme === 'UKPGA');
    const tenders = world.backlog.filter((release) => release.tags[0] === 'tender');

    const itemsOf = ({ tender, awards }: Tender) => [...(tender.items ?? []), ...(awards?.[0]?.items ?? [])];
    expect(act.every((release) => itemsOf(parse(release.text))[0]?.additionalClassifications?.length)).toBe(
      true,
    );
    expect(act.some((release) => release.text.includes('"classification"'))).toBe(false);
    expect(tenders.some((release) => !release.text.includes('"value"'))).toBe(true);
    expect(tenders.filter((release) => release.text.includes('T12:00:00')).length).toBeGreaterThan(10);
    expect(world.backlog.some((release) => release.text.includes('£'))).toBe(true);
  });

  it('leaves no place of a sentence open and knows no buyer twice', () => {
    const world = createWorld({ seed: 'open', now });

    expect(world.backlog.some((release) => /\{\w+\}/.test(release.text))).toBe(false);
    expect(new Set(BUYERS.map((buyer) => buyer.ppon)).size).toBe(BUYERS.length);
    expect(OTHER_SUBJECTS.every((subject) => subject.text !== '' && subject.title !== '')).toBe(true);
  });
});

describe('londonAfter', () => {
  it.each([
    ['2026-09-01T22:59:59Z', 1, '00:00', '2026-09-01T23:00:00Z'],
    ['2026-09-01T23:00:00Z', 1, '12:00', '2026-09-03T11:00:00Z'],
    ['2026-10-24T12:00:00Z', 1, '00:00', '2026-10-24T23:00:00Z'],
    ['2026-10-24T12:00:00Z', 1, '12:00', '2026-10-25T12:00:00Z'],
    ['2026-10-24T12:00:00Z', 1, '23:59:59', '2026-10-25T23:59:59Z'],
    ['2027-03-27T12:00:00Z', 1, '03:00', '2027-03-28T02:00:00Z'],
    ['2027-03-28T12:00:00Z', -1, '12:00', '2027-03-27T12:00:00Z'],
  ])('%s, %i days on at %s, is %s', (at, days, time, then) => {
    expect(new Date(londonAfter(Date.parse(at), days, time)).toISOString()).toBe(then.replace('Z', '.000Z'));
  });

  it('refuses a time that is none', () => {
    expect(() => londonAfter(now, 1, 'noon')).toThrow('no London time noon');
  });
});

describe('londonIso', () => {
  it('writes the London offset in summer and Z in winter', () => {
    expect(londonIso(Date.parse('2026-07-01T11:00:00.900Z'))).toBe('2026-07-01T12:00:00+01:00');
    expect(londonIso(Date.parse('2026-12-01T12:00:00Z'))).toBe('2026-12-01T12:00:00Z');
  });
});
