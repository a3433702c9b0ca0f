import { describe, expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import type { Comparable } from './comparable.ts';
import { likenessOf, POSSIBLY, SAME, type Likeness } from './score.ts';
import { signatureOf } from './signature.ts';

const DAY = 86_400_000;
const GUIDS = ['0a1b2c3d-0000-4000-8000-00000000000a', '0a1b2c3d-0000-4000-8000-00000000000b'] as const;

/** On Contracts Finder, where an ocid says nothing of the procurement. */
function finder(with_: Partial<Comparable> = {}): Comparable {
  return { ...aNotice(), portal: 'contracts-finder', noticeId: GUIDS[0], ocid: undefined, ...with_ };
}

function likeness(a: Comparable, b: Comparable): Likeness {
  const [one, other] = [signatureOf(a), signatureOf(b)];
  if (one === undefined || other === undefined) throw new Error('both say enough');
  expect(likenessOf(other, one)).toEqual(likenessOf(one, other));
  return likenessOf(one, other);
}

function deadline(day: string, time?: string): Comparable['deadline'] {
  return { at: Date.parse(`${day}T${time ?? '22:59'}:00Z`), day, timed: time !== undefined };
}

function pounds(sum: number): Comparable['value'] {
  return { min: sum * 100, max: sum * 100, gross: undefined, currency: 'GBP' };
}

const GROUNDS =
  'The council wants a contractor to cut grass, hedges and verges in its parks, cemeteries and housing estates, to keep ' +
  'playgrounds clear of leaves and litter, and to plant flower beds twice a year. The contract runs for three years.';

const grounds = finder({
  title: 'Grounds maintenance in Ashcombe parks and cemeteries',
  description: GROUNDS,
  cpv: [{ code: '77314000', description: undefined, main: true }],
  value: pounds(412_350),
});

describe('what must join', () => {
  it.each<[string, Partial<Comparable>]>([
    ['as it is', {}],
    [
      'in other capitals, with the deadline as a date',
      { title: 'GROUNDS MAINTENANCE IN ASHCOMBE PARKS & CEMETERIES', deadline: deadline('2026-09-30') },
    ],
    ['under a shorter title', { title: 'Grounds maintenance, parks and cemeteries' }],
    ['with another spelling of the buyer', { buyer: { name: 'ASHCOMBE BC' } }],
    ['with a rounded value', { value: pounds(410_000) }],
    ['with VAT left in', { value: pounds(494_820) }],
    [
      'with a range for the value',
      { value: { min: 30_000_000, max: 50_000_000, gross: undefined, currency: 'GBP' } },
    ],
    ['with its text cut short', { description: GROUNDS.slice(0, 120) }],
    ['without CPV codes', { cpv: [] }],
    ['with a slip in the title', { title: 'Grounds maintenence in Ashcombe parks and cemetaries' }],
  ])('a copy on another portal: %s', (_, with_) => {
    const copy = {
      ...grounds,
      portal: 'find-a-tender',
      noticeId: '075962-2026',
      ocid: 'ocds-h6vhtk-0b1',
      ...with_,
    };
    expect(likeness(grounds, copy).confidence).toBeGreaterThanOrEqual(SAME);
  });

  it('a tender and its award on another portal, months later and for less', () => {
    const award = {
      ...grounds,
      portal: 'find-a-tender',
      noticeId: '099000-2026',
      stage: 'award' as const,
      deadline: undefined,
      published: (grounds.published ?? 0) + 120 * DAY,
      value: pounds(371_000),
    };
    expect(likeness(grounds, award).confidence).toBeGreaterThanOrEqual(SAME);
  });

  it('a tender and its award on the portal that knows no processes', () => {
    const award = {
      ...grounds,
      noticeId: GUIDS[1],
      stage: 'award' as const,
      published: (grounds.published ?? 0) + 90 * DAY,
      value: pounds(398_000),
    };
    expect(likeness(grounds, award).confidence).toBeGreaterThanOrEqual(SAME);
  });

  it('an award that was published again', () => {
    const award = { ...grounds, stage: 'award' as const };
    const again = { ...award, noticeId: GUIDS[1], published: (award.published ?? 0) + 2 * DAY };
    const found = likeness(award, again);
    expect(found.confidence).toBeGreaterThanOrEqual(SAME);
    expect(found.reasons).toEqual(
      expect.arrayContaining([
        'same buyer',
        'same title',
        'same text',
        'deadlines on the same day',
        'values agree',
      ]),
    );
  });

  it('the awards of one tender to several suppliers, by its reference', () => {
    const award = { ...grounds, stage: 'award' as const, noticeId: 'tender_111222/1000001' };
    const found = likeness(award, { ...award, noticeId: 'tender_111222/1000002', value: pounds(95_000) });
    expect(found.confidence).toBeGreaterThanOrEqual(SAME);
    expect(found.reasons).toContain('reference TENDER111222 in both');
  });
});

describe('what must not join', () => {
  const year = 365 * DAY;
  const nextYear = {
    noticeId: GUIDS[1],
    published: (grounds.published ?? 0) + year,
    deadline: deadline('2027-09-29', '11:00'),
  };

  it('the next round of a yearly purchase, its text copied', () => {
    expect(likeness(grounds, { ...grounds, ...nextYear }).confidence).toBeLessThan(SAME);
    const found = likeness(
      { ...grounds, title: 'Grounds maintenance 2026/27' },
      { ...grounds, ...nextYear, title: 'Grounds maintenance 2027/28' },
    );
    expect(found.confidence).toBeLessThan(SAME);
  });

  it.each([
    ['Lot 2', 'Lot 3'],
    ['Phase 1', 'Phase 2'],
    ['North', 'South'],
    ['Autumn term', 'Spring term'],
    ['2026', '2027'],
  ])('sister notices posted minutes apart: %s and %s', (one, other) => {
    const a = { ...grounds, title: `Grounds maintenance, ${one}` };
    const b = {
      ...grounds,
      noticeId: GUIDS[1],
      title: `Grounds maintenance, ${other}`,
      published: (grounds.published ?? 0) + 240_000,
      value: pounds(288_000),
    };
    expect(likeness(a, b).confidence).toBeLessThan(SAME);
  });

  it('sister notices for other places, and says in what they differ', () => {
    const award = { ...grounds, stage: 'award' as const };
    const at = (place: string, sum: number, noticeId: string): Comparable => ({
      ...award,
      noticeId,
      title: `Boiler replacement at ${place} School`,
      description: `Replacement of two gas boilers and their controls at ${place} School during the summer holidays.`,
      value: pounds(sum),
    });
    const found = likeness(at('Thornbury', 84_000, GUIDS[0]), at('Wexley', 131_000, GUIDS[1]));
    expect(found.confidence).toBeLessThan(POSSIBLY);
  });

  it('a tender put out again months after it was cancelled', () => {
    const again = {
      ...grounds,
      noticeId: GUIDS[1],
      description: `This is a re-tender: the earlier procurement was cancelled. ${GROUNDS}`,
      published: (grounds.published ?? 0) + 170 * DAY,
      deadline: deadline('2027-03-18', '11:00'),
    };
    expect(likeness(grounds, again).confidence).toBeLessThan(SAME);
  });

  it('a template title of another buyer', () => {
    const services = {
      ...grounds,
      title: 'Provision of IT services',
      description: 'The buyer needs IT services.',
    };
    const other = {
      ...services,
      noticeId: GUIDS[1],
      buyer: { name: 'Wexley Borough Council' },
      value: undefined,
    };
    expect(likeness(services, other).confidence).toBeLessThan(POSSIBLY);
    expect(likeness(services, { ...other, portal: 'find-a-tender' }).confidence).toBeLessThan(SAME);
  });

  it('a framework and works called off under it', () => {
    const framework = {
      ...grounds,
      stage: 'award' as const,
      title: 'ABC 1234 Highway works framework',
      description:
        'A framework of six contractors for small works on roads and paths in the whole county for four years.',
      noticeId: 'ASHTOWN001-DN123456-11112222',
      value: pounds(4_000_000),
    };
    const callOff = {
      ...framework,
      noticeId: 'ASHTOWN001-DN123456-33334444',
      description: 'Mill Lane crossing',
      published: (framework.published ?? 0) + 140 * DAY,
      deadline: deadline('2026-11-20', '12:00'),
      value: pounds(61_000),
    };
    expect(likeness(framework, callOff).confidence).toBeLessThan(SAME);
    expect(
      likeness(callOff, {
        ...callOff,
        noticeId: 'ASHTOWN001-DN123456-5',
        description: 'Station Road drains',
        value: pounds(22_000),
      }).confidence,
    ).toBeLessThan(SAME);
  });

  it('orders of a standing series, each with its own number and sum', () => {
    const order = {
      ...grounds,
      stage: 'award' as const,
      title: 'Agency nurses',
      description: 'Call off for agency nurses',
      noticeId: 'PO1000061',
    };
    const next = {
      ...order,
      noticeId: 'PO1000072',
      value: pounds(33_000),
      published: (order.published ?? 0) + 12 * DAY,
    };
    expect(likeness(order, next).confidence).toBeLessThan(SAME);
    expect(likeness(order, { ...next, deadline: deadline('2026-10-21', '12:00') }).confidence).toBeLessThan(
      POSSIBLY,
    );
  });
});

describe('two processes of a portal that knows processes', () => {
  const process = { ...grounds, portal: 'find-a-tender', noticeId: '000101-2026', ocid: 'ocds-h6vhtk-0a1' };
  const again = {
    ...process,
    noticeId: '000102-2026',
    ocid: 'ocds-h6vhtk-0a3',
    published: (process.published ?? 0) + 3_600_000,
  };

  it('are two, however alike', () => {
    expect(likeness(process, again)).toEqual({ confidence: 0, reasons: [] });
    expect(likeness({ ...process, reference: 'EST 2026/041' }, again).confidence).toBe(0);
  });

  it('are one where the buyer gives both one reference, however written', () => {
    const found = likeness(
      { ...process, reference: 'EST 2026/041' },
      { ...again, reference: 'est-2026-041', published: (process.published ?? 0) + 9 * DAY },
    );
    expect(found.confidence).toBeGreaterThanOrEqual(SAME);
    expect(found.reasons).toContain('reference EST2026041 in both');
  });

  it('are two where the references differ, also when the texts are equal', () => {
    const found = likeness({ ...process, reference: 'PLACE-0112' }, { ...again, reference: 'PLACE-0113' });
    expect(found.confidence).toBe(0);
  });

  it('are one where the title says that it is put out anew, within days and with the same deadline', () => {
    const anew = { ...again, title: `${process.title} (V2)` };
    expect(likeness(process, anew).confidence).toBeGreaterThanOrEqual(SAME);
    const [one, other] = ['PLACE-0112', 'PLACE-0113'];
    expect(likeness({ ...process, reference: one }, { ...anew, reference: other }).confidence).toBe(0);
    const monthsLater = { ...anew, published: (process.published ?? 0) + 60 * DAY };
    expect(likeness(process, monthsLater).confidence).toBe(0);
    const otherDay = { ...anew, deadline: deadline('2026-11-18', '12:00'), value: pounds(95_000) };
    expect(likeness(process, otherDay).confidence).toBeLessThan(SAME);
  });

  it('are joined with a copy on the portal that knows none, whatever its ocid', () => {
    expect(likeness({ ...grounds, ocid: 'ocds-b5fd17-1' }, again).confidence).toBeGreaterThanOrEqual(SAME);
  });
});

describe('references on one portal', () => {
  const award = { ...grounds, stage: 'award' as const };
  const sent = (noticeId: string, reference: string): Comparable => ({ ...award, noticeId, reference });

  it('equal ones join more surely than none, unequal ones less surely, a variant in between', () => {
    const a = sent(GUIDS[0], 'HSG-44120');
    const [equal, variant, none, other] = ['HSG 44120', 'HSG-44120 Lot 2', '', 'HSG-44187'].map(
      (reference) => likeness(a, sent(GUIDS[1], reference)).confidence,
    );
    expect(equal).toBeGreaterThanOrEqual(variant ?? 1);
    expect(equal).toBeGreaterThan(none ?? 1);
    expect(variant).toBeGreaterThan(other ?? 1);
    expect(none).toBeGreaterThan(other ?? 1);
    expect(other).toBeLessThan(SAME);
  });
});

it('compares what says little: no buyer, no dates, an unknown portal', () => {
  const bare: Comparable = {
    portal: 'ted',
    noticeId: '',
    title: 'Grounds maintenance in Ashcombe parks and cemeteries',
    description: undefined,
    buyer: undefined,
    deadline: undefined,
    value: undefined,
    cpv: [],
  };
  const { confidence } = likeness(grounds, bare);
  expect(confidence).toBeGreaterThan(0);
  expect(confidence).toBeLessThan(1);
});

describe('a title that nothing else speaks for', () => {
  const bare = {
    title: 'Provision of IT services',
    description: undefined,
    buyer: undefined,
    published: undefined,
    deadline: undefined,
    value: undefined,
    cpv: [],
    stage: undefined,
    regions: [],
    reference: '',
  };
  const confidenceOf = (with_: Partial<Comparable>, other: Partial<Comparable> = {}): number =>
    likeness(
      finder({ ...bare, ...with_ }),
      finder({ ...bare, ...with_, ...other, portal: 'ted', noticeId: 'x' }),
    ).confidence;

  it('joins nobody, and is possibly the same', () => {
    for (const with_ of [{}, { stage: 'tender' as const, published: 0 }]) {
      expect(confidenceOf(with_)).toBeLessThan(SAME);
      expect(confidenceOf(with_)).toBeGreaterThanOrEqual(POSSIBLY);
    }
  });

  it('joins with no buyer and other deadlines, values and texts neither', () => {
    const said = { description: GROUNDS, deadline: deadline('2026-09-30', '12:17'), value: pounds(412_350) };
    const other = {
      description: 'Another matter altogether, of harbours, cranes, tugs and pilots and what each is paid.',
      deadline: deadline('2026-10-01'),
      value: pounds(700_000),
    };
    expect(confidenceOf(said, other)).toBeLessThan(SAME);
  });

  it.each<[string, Partial<Comparable>]>([
    ['a buyer', { buyer: { name: 'Ashcombe Borough Council' } }],
    ['a text', { description: GROUNDS }],
    ['a deadline', { deadline: deadline('2026-09-30', '12:17') }],
    ['a value', { value: pounds(412_350) }],
    ['a reference', { reference: 'ASHTOWN001-DN123456-1' }],
  ])('joins with %s in common', (_, with_) => {
    const said = { stage: 'tender' as const, published: 0, ...with_ };
    expect(confidenceOf(said)).toBeGreaterThanOrEqual(SAME);
  });
});
