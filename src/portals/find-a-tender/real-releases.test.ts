import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quiet } from '../../../test/portal-fixtures.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import type { Read } from '../../domain/ports.ts';
import { missingNumbers } from '../../domain/numbers.ts';
import { list, object } from '../json.ts';
import { readFile } from '../read-file.ts';
import { createFindATender } from './index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DATA = resolve(ROOT, process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data', 'find-a-tender');

const notAsked = () => Promise.reject(new Error('not asked'));
const portal = createFindATender({
  http: { get: notAsked, post: notAsked, close: () => Promise.resolve() },
  clock: fakeClock('2026-11-22T12:00:00Z'),
  log: quiet,
  url: 'https://portal.example',
});

function reads(below = ''): Read[] {
  return readdirSync(join(DATA, below), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json.gz'))
    .flatMap((file) => {
      const read = readFile(readFileSync(join(DATA, below, file)));
      if (!read.ok) throw new Error(`${file}: ${read.reason}`);
      return read.releases.flatMap(({ text }) => {
        const found = portal.read(text);
        return 'notice' in found ? [found] : [];
      });
    });
}

/** What a release states of its buyers under `UK_CA_TYPE`, read apart from the code under test. */
function statedTypes({ release }: Read): unknown[] {
  const json: unknown = JSON.parse(release.text.replaceAll('1e9999', '0'));
  return list(object(json)['parties'])
    .filter((party) => JSON.stringify(party['roles']).includes('"buyer"'))
    .flatMap((party) => list(object(party['details'])['classifications']))
    .filter((one) => one['scheme'] === 'UK_CA_TYPE')
    .map((one) => one['id']);
}

describe.skipIf(!existsSync(DATA))(`real releases in ${DATA} (skipped where absent)`, () => {
  const all = existsSync(DATA) ? reads() : [];

  it('hold no surprise', () => {
    expect(all.flatMap(({ surprises }) => surprises ?? [])).toEqual([]);
  });

  it('tell the type of six buyers in seven, and call no central one local', ({ annotate }) => {
    const typed = all.filter(({ notice }) => notice.buyer?.type !== undefined);
    void annotate(`${String(typed.length)} of ${String(all.length)} notices have a buyer type`);
    expect(typed.length / all.length).toBeGreaterThan(0.85);
    const central = all.filter((read) =>
      statedTypes(read).every((type) => type === 'publicAuthorityCentralGovernment'),
    );
    const stated = central.filter((read) => statedTypes(read).length > 0);
    expect(stated.length).toBeGreaterThan(200);
    const local = stated.filter(({ notice }) => notice.buyer?.type === 'local');
    expect(local.map(({ notice }) => notice.noticeId)).toEqual([]);
  });

  it('under the older law stand where their words put them, whatever the tag', () => {
    const stages = all
      .filter(({ notice }) => /^(?:tender|award)Update$/.test(notice.form))
      .map(({ notice }) => `${notice.noticeId} ${notice.form} ${notice.stage}`);
    const is = (numbers: string, form: string, stage: string) =>
      numbers.split(' ').map((number) => `${number}-2026 ${form} ${stage}`);
    // Read by hand.
    const awards = '071464 075515 075517 075519 075587 075764 075887 075924 076295 076298 076300 076319';
    expect([...new Set(stages)].toSorted()).toEqual(
      [
        ...is(awards, 'tenderUpdate', 'award'),
        ...is('065416 075702 075767', 'tenderUpdate', 'tender'),
        ...is('075713 076357', 'awardUpdate', 'contract'),
      ].toSorted(),
    );
  });

  it('end as their status and reasons say', () => {
    const ended = (outcome: string) =>
      all.filter(({ notice }) => notice.outcome === outcome).map(({ notice }) => notice.noticeId);
    expect(ended('unsuccessful').toSorted()).toEqual(['076161-2026', '076289-2026']);
    expect(ended('cancelled')).toEqual(
      expect.arrayContaining(['075844-2026', '075999-2026', '076226-2026', '071466-2026']),
    );
  });

  it('of two whole days leave out four numbers in 959', () => {
    const ids = ['day-2026-08-10', 'day-2026-08-11'].flatMap(reads).map(({ notice }) => notice.noticeId);
    expect(missingNumbers(ids)).toMatchObject({ expected: 959, held: 955 });
    expect(missingNumbers(ids).missing).toHaveLength(4);
  });
});
