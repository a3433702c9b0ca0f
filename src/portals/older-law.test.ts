import { describe, expect, it } from 'vitest';
import { aPcsRelease, anFtsRelease, quiet } from '../../test/portal-fixtures.ts';
import { fakeClock } from '../../test/fake-clock.ts';
import type { Notice } from '../domain/notice.ts';
import { createPortal } from './index.ts';

const never = () => Promise.reject(new Error('not asked'));
const deps = {
  http: { get: never, post: never, close: () => Promise.resolve() },
  clock: fakeClock(),
  log: quiet,
  url: 'https://portal.example',
};
const OLDER = { legalBasis: { id: '32014L0024', scheme: 'CELEX' }, status: undefined };

type Json = Record<string, unknown>;

/** A release under the older law as both portals that serve such read it: of one mind. */
function read(with_: Json, tender: Json = {}): Pick<Notice, 'form' | 'stage' | 'sparse'> {
  const central = anFtsRelease(with_, { ...OLDER, documents: [], tenderPeriod: undefined, ...tender });
  const national = aPcsRelease(with_, { ...OLDER, tenderPeriod: undefined, ...tender });
  const [one, other] = [
    createPortal('find-a-tender', deps).read(JSON.stringify(central)),
    createPortal('public-contracts-scotland', deps).read(JSON.stringify(national)),
  ].map((found) => {
    if ('reason' in found) throw new Error(found.reason);
    const { form, stage, sparse } = found.notice;
    return { form, stage, sparse };
  });
  expect(one).toEqual(other);
  if (one === undefined) throw new Error('nothing was read');
  return one;
}

function corrected(amendment: Json, tender: Json = {}): string {
  return read({ tag: ['tenderUpdate'] }, { amendments: [{ id: '1', ...amendment }], ...tender }).stage;
}

const inSection = (section: string, newValue: Json = {}) => ({
  unstructuredChanges: [{ where: { section }, newValue }],
});

describe('a corrigendum', () => {
  it.each(['V', 'V.2.4', 'V)', 'Section V', 'VII.1.2', 'V11.1.2.1', 'VII'])(
    'of section %s corrects an award, and states no more than that',
    (section) => {
      expect(read({ tag: ['tenderUpdate'] }, { amendments: [inSection(section)] })).toEqual({
        form: 'tenderUpdate',
        stage: 'award',
        sparse: true,
      });
    },
  );

  it.each(['VI.3', 'VI', 'V1.3', 'IV.1.1', 'IV', 'II.2.4', ''])(
    'of section %j is one of a tender',
    (section) => {
      expect(corrected(inSection(section))).toBe('tender');
    },
  );

  it.each([
    'This is a confirmation of contract award notice.',
    'The contract has now been formally awarded on 3 September.',
    'The framework agreement has been formally concluded.',
    'A confirmation of establishment of a framework.',
    'Our contract award notice gave the wrong rate.',
  ])('speaks of an award: %s', (words) => {
    expect(corrected({ description: words })).toBe('award');
    expect(corrected(inSection('VI.3', { text: words }))).toBe('award');
    expect(corrected({ unstructuredChanges: [{ oldValue: { text: words } }] })).toBe('award');
  });

  it.each([
    'After signature we will publish a contract award notice.',
    'Bidders will be told once formally awarded.',
    'The award criteria are corrected.',
  ])('does not: %s', (words) => {
    expect(corrected({ description: words })).toBe('tender');
  });

  it('says it in its title alone', () => {
    expect(corrected(inSection('II.2.4'), { title: 'Eye tests in two towns - CAN' })).toBe('award');
    expect(corrected(inSection('II.2.4'), { title: 'WHAT A CAN CAN DO' })).toBe('tender');
    expect(corrected(inSection('II.2.4'), { title: 'Recycling: steel can' })).toBe('tender');
  });

  it('that moves the deadline is of a tender, whatever it says', () => {
    const limit = { where: { section: 'IV.2.2' }, newValue: { date: '2026-10-07T12:00:00+01:00' } };
    const award = { where: { section: 'V' } };
    expect(corrected({ unstructuredChanges: [award, limit] })).toBe('tender');
  });

  it('of a tender that is none does not make one of an award', () => {
    expect(read({ tag: ['tender'] }, { amendments: [inSection('V')] }).stage).toBe('tender');
  });
});

describe('an award that is updated', () => {
  const tag = ['awardUpdate', 'contractUpdate'];
  const awards = [{ id: '1', status: 'active' }];

  it('is the modification of a contract where its contract has amendments', () => {
    const contracts = [{ id: '1', awardID: '1', amendments: [{ id: '1', rationale: 'Longer.' }] }];
    expect(read({ tag, awards, contracts })).toEqual({
      form: 'awardUpdate',
      stage: 'contract',
      sparse: true,
    });
  });

  it('is an award where it has none', () => {
    expect(read({ tag, awards, contracts: [{ id: '1', amendments: [] }] }).stage).toBe('award');
    expect(read({ tag, awards }).stage).toBe('award');
  });
});
