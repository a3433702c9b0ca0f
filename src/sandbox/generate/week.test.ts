import { describe, expect, it } from 'vitest';
import { londonDay } from '../../base/london.ts';
import { PORTALS } from '../../domain/portal.ts';
import type { PortalId } from '../../domain/portal.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { releaseKey } from '../pretend-release.ts';
import { createWeek, NO_QUIRKS, WEEK_QUIRKS } from './week.ts';

const MONDAY = Date.parse('2026-08-31T23:00:00Z') - 86_400_000;
const HOUR = 3_600_000;
const week = createWeek({ seed: 'w', from: MONDAY });
const calm = createWeek({ seed: 'w', from: MONDAY, quirks: NO_QUIRKS });

function of(portal: PortalId, releases = week.releases): readonly PretendRelease[] {
  return releases.filter((release) => release.portal === portal);
}

function perDay(portal: PortalId): readonly number[] {
  const counts = new Map<string, number>();
  for (const { appears = 0 } of of(portal))
    counts.set(londonDay(appears), (counts.get(londonDay(appears)) ?? 0) + 1);
  return [...counts.keys()].toSorted().map((day) => counts.get(day) ?? 0);
}

const texts = (releases: readonly PretendRelease[]): string => releases.map(({ text }) => text).join('\n');

describe('createWeek', () => {
  it('is the same for the same seed, to the byte, and another for another', () => {
    const again = createWeek({ seed: 'w', from: MONDAY + 5 * HOUR });

    expect(texts(again.releases)).toBe(texts(week.releases));
    expect(again.from).toBe(MONDAY);
    expect(texts(createWeek({ seed: 'x', from: MONDAY }).releases)).not.toBe(texts(week.releases));
  });

  it('spans seven London days, in the order of appearance', () => {
    const times = week.releases.map(({ appears = Number.NaN }) => appears);

    expect(week.to - week.from).toBe(7 * 24 * HOUR);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every((at) => at >= week.from && at < week.to && at % 1000 === 0)).toBe(true);
  });

  it('has a working day’s numbers on every portal, less at the weekend, and one afternoon of more than six pages', () => {
    const fts = perDay('find-a-tender');

    expect(fts).toHaveLength(7);
    expect(fts.slice(0, 5).every((count) => count > 360)).toBe(true);
    expect(fts.slice(5).every((count) => count < 60)).toBe(true);
    expect(
      perDay('contracts-finder')
        .slice(0, 5)
        .every((count) => count > 80),
    ).toBe(true);
    for (const portal of ['public-contracts-scotland', 'sell2wales'] as const)
      expect(
        perDay(portal)
          .slice(0, 5)
          .every((count) => count >= 25),
      ).toBe(true);
    const busy = of('find-a-tender').filter(
      ({ appears = 0 }) => appears >= MONDAY + 60 * HOUR && appears < MONDAY + 66 * HOUR,
    );
    expect(busy.length).toBeGreaterThan(600);
  });

  it('holds edits of what was published before, ends, and copies between portals', () => {
    const fts = of('find-a-tender');
    const tags = new Set(fts.flatMap((release) => release.tags));
    const first = new Map<string, number>();
    for (const { ocid, appears = 0 } of fts) if (!first.has(ocid)) first.set(ocid, appears);
    const edits = fts.filter(
      (release) => release.tags.includes('tenderUpdate') && release.scheme === 'UKPGA',
    );

    expect(tags).toEqual(
      new Set(['planning', 'tender', 'tenderUpdate', 'tenderCancellation', 'award', 'contract']),
    );
    expect(edits.length).toBeGreaterThan(100);
    expect(edits.every(({ ocid, appears = 0 }) => (first.get(ocid) ?? appears) < appears)).toBe(true);
    expect(
      of('contracts-finder').some(({ text }) => text.includes('find-tender.service.gov.uk/Notice/')),
    ).toBe(true);
    expect(of('contracts-finder').some(({ tags: [tag] }) => tag === 'tenderAmendment')).toBe(true);
    for (const portal of ['public-contracts-scotland', 'sell2wales'] as const) {
      expect(new Set(of(portal).map((release) => release.noticeType))).toEqual(
        new Set(['1', '2', '3', '14', portal === 'sell2wales' ? '51' : '102']),
      );
    }
  });

  it('gives the numbers of Find a Tender in the order of publication, a few of them to nothing', () => {
    const numbers = [...new Set(of('find-a-tender').map(({ id }) => Number(id.slice(0, 6))))];
    const span = Math.max(...numbers) - Math.min(...numbers) + 1;

    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(span - numbers.length).toBeGreaterThan(3);
    expect(span - numbers.length).toBeLessThan(60);
  });

  it('knows no release of one key with two texts', () => {
    const known = new Map<string, string>();
    for (const release of week.releases) {
      const held = known.get(releaseKey(release)) ?? release.text;
      expect(held, releaseKey(release)).toBe(release.text);
      known.set(releaseKey(release), release.text);
    }
    expect(known.size).toBeGreaterThan(2500);
  });

  it.each([
    ['dynamicMarkets', (all: readonly PretendRelease[]) => /"noticeType": "UK1[35]"/.test(texts(all))],
    ['stubs', (all: readonly PretendRelease[]) => /"noticeType": "UK12"/.test(texts(all))],
    [
      'scottishCopies',
      (all: readonly PretendRelease[]) =>
        /api\.publiccontractsscotland/.test(texts(of('find-a-tender', all))),
    ],
    ['duplicates', (all: readonly PretendRelease[]) => new Set(all.map(releaseKey)).size < all.length],
    [
      'skippedNumbers',
      (all: readonly PretendRelease[]) => {
        const numbers = of('find-a-tender', all).map(({ id }) => Number(id.slice(0, 6)));
        return Math.max(...numbers) - Math.min(...numbers) + 1 > new Set(numbers).size;
      },
    ],
    [
      'updatesBeforeTenders',
      (all: readonly PretendRelease[]) => {
        const celex = of('find-a-tender', all).filter(({ scheme }) => scheme === 'CELEX');
        return celex.some(
          (update, at) =>
            update.tags[0] === 'tenderUpdate' &&
            celex.slice(at).some(({ ocid, tags }) => ocid === update.ocid && tags[0] === 'tender'),
        );
      },
    ],
  ] as const)('%s is there, and can be turned off', (name, has) => {
    expect(WEEK_QUIRKS[name]).toBe(true);
    expect(has(week.releases)).toBe(true);
    expect(has(calm.releases)).toBe(false);
  });

  it('has a test for each of its quirks', () => {
    expect(Object.keys(WEEK_QUIRKS)).toHaveLength(6);
  });

  it.each(['2026-10-18T23:00:00Z', '2027-03-22T00:00:00Z'])('passes a clock change: %s', (monday) => {
    const changed = createWeek({ seed: 'c', from: Date.parse(monday) });
    const hours = (changed.to - changed.from) / HOUR;

    expect(Math.abs(hours - 168)).toBe(1);
    expect(PORTALS.every((portal) => of(portal, changed.releases).length > 90)).toBe(true);
    expect(changed.releases.every(({ appears = 0 }) => appears >= changed.from && appears < changed.to)).toBe(
      true,
    );
  });
});
