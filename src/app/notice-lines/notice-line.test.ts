import { describe, expect, it } from 'vitest';
import { noticeLineOf, readNoticeLine, type NoticeLine } from './notice-line.ts';

function read(fields: Record<string, unknown>): NoticeLine {
  return noticeLineOf(fields, 7);
}

describe('a line of notices', () => {
  it('is read with every field in our shape', () => {
    const line = readNoticeLine(
      JSON.stringify({
        id: 'ab-1',
        portal: 'contracts-finder',
        ocid: 'ocds-b5fd17-1',
        title: 'Mooring buoys',
        description: 'Eight buoys.',
        buyer: { name: 'Port of Sallow Authority', id: 'GB-COH-1' },
        published: '2026-03-01T09:00:00Z',
        deadline: '2026-04-01T12:00',
        value: { min: 1000, max: 2000, currency: 'GBP' },
        cpv: ['34930000-5'],
        stage: 'tender',
      }),
      1,
    );

    expect(line).toEqual({
      id: 'ab-1',
      doubts: [],
      notice: {
        portal: 'contracts-finder',
        noticeId: 'ab-1',
        ocid: 'ocds-b5fd17-1',
        title: 'Mooring buoys',
        description: 'Eight buoys.',
        buyer: { name: 'Port of Sallow Authority', id: 'GB-COH-1' },
        published: Date.parse('2026-03-01T09:00:00Z'),
        // April is summer time in London.
        deadline: { at: Date.parse('2026-04-01T11:00:00Z'), day: '2026-04-01', timed: true },
        value: { min: 100_000, max: 200_000, gross: undefined, currency: 'GBP' },
        awarded: undefined,
        cpv: [{ code: '34930000', description: undefined, main: true }],
        stage: 'tender',
      },
    });
  });

  it('may state nothing, and then has a name from its number and no doubts', () => {
    const fields = {
      id: null,
      title: null,
      buyer: null,
      deadline: null,
      value: null,
      cpv: null,
      stage: null,
    };

    expect(read(fields)).toMatchObject({ id: 'line 7', doubts: [], notice: { cpv: [], portal: 'unknown' } });
  });

  it('without an id is known by what it says, wherever it stands', () => {
    const [here, there, other] = [
      noticeLineOf({ title: 'Mooring buoys' }, 1),
      noticeLineOf({ title: 'Mooring buoys' }, 2),
      noticeLineOf({ title: 'Mooring rings' }, 3),
    ];

    expect(here.notice.noticeId).toBe(there.notice.noticeId);
    expect(other.notice.noticeId).not.toBe(here.notice.noticeId);
  });

  it.each(['contracts-finder', 'contracts_finder', 'Contracts Finder', 'CF', ' contractsFinder '])(
    'knows the portal %j',
    (portal) => {
      expect(read({ portal }).notice.portal).toBe('contracts-finder');
    },
  );

  it('takes unknown portals as they are', () => {
    expect(read({ portal: 'TED' }).notice.portal).toBe('ted');
    expect(read({ source: 'My Tenders' }).notice.portal).toBe('my-tenders');
  });

  it.each([
    ['planning', 'planned'],
    ['planned', 'planned'],
    ['pipeline', 'pipeline'],
    ['Tender', 'tender'],
    ['tenderUpdate', 'tender'],
    ['award|contract', 'contract'],
    [['planning', 'award'], 'award'],
    ['awardUpdate', 'award'],
    ['contractTermination', 'contract'],
    ['tenderCancellation', 'closed'],
    ['cancelled', 'closed'],
  ])('reads the stage %j as %s', (stage, expected) => {
    const line = read({ stage });

    expect(line.notice.stage).toBe(expected);
    expect(line.doubts).toEqual([]);
  });

  it.each([
    [12_500, 1_250_000, 1_250_000],
    ['£12,500.00', 1_250_000, 1_250_000],
    ['12500 GBP', 1_250_000, 1_250_000],
    [{ amount: 12_500 }, 1_250_000, 1_250_000],
    [{ min: 10_000, max: '20,000' }, 1_000_000, 2_000_000],
    [{ min: 20_000, max: 10_000 }, 1_000_000, 2_000_000],
    [{ min: 0, max: 20_000 }, 2_000_000, 2_000_000],
    [{ min: 5_000, max: null, awarded: null }, 500_000, 500_000],
    [{ min: null, max: null, awarded: 700 }, 70_000, 70_000],
    [{ gross: 120 }, 10_000, 10_000],
  ])('reads the value %j', (value, min, max) => {
    expect(read({ value }).notice.value).toMatchObject({ min, max });
  });

  it('keeps what was awarded apart from what was expected', () => {
    const { value, awarded } = read({ value: { min: 100, max: 200, awarded: 150 } }).notice;

    expect(value).toMatchObject({ min: 10_000, max: 20_000 });
    expect(awarded).toBe(15_000);
  });

  it.each([0, { amount: 0 }, { min: 0, max: null }, {}])('reads %j as no value', (value) => {
    expect(read({ value })).toMatchObject({ notice: { value: undefined }, doubts: [] });
  });

  it.each([
    ['72000000-5', ['72000000']],
    [72000000, ['72000000']],
    [9000000, ['09000000']],
    ['72000000, 48000000-8', ['72000000', '48000000']],
    [
      ['72000000', '72000000-5', '48000000'],
      ['72000000', '48000000'],
    ],
    [
      [{ id: '72000000' }, { code: '48000000' }],
      ['72000000', '48000000'],
    ],
    [{ main: '48000000', additional: ['72000000'] }, ['48000000', '72000000']],
    [{ main: null, additional: [] }, []],
    [{ main: { code: '48000000' }, additional: null }, ['48000000']],
  ])('reads the codes of %j', (cpv, codes) => {
    const line = read({ cpv });

    expect(line.notice.cpv.map(({ code }) => code)).toEqual(codes);
    expect(line.notice.cpv.map(({ main }) => main)).toEqual(codes.map((_, at) => at === 0));
    expect(line.doubts).toEqual([]);
  });

  it.each([
    ['2026-08-12', '2026-08-12', false, '2026-08-12T22:59:59.999Z'],
    ['2026-08-12T06:00', '2026-08-12', true, '2026-08-12T05:00:00Z'],
    ['2026-08-12 06:00:00', '2026-08-12', true, '2026-08-12T05:00:00Z'],
    ['2026-08-12T06:00:00+02:00', '2026-08-12', true, '2026-08-12T04:00:00Z'],
    ['2026-08-12 06:00:00 +0000', '2026-08-12', true, '2026-08-12T06:00:00Z'],
    ['12/08/2026', '2026-08-12', false, '2026-08-12T22:59:59.999Z'],
    ['12/08/2026 9:30', '2026-08-12', true, '2026-08-12T08:30:00Z'],
    [1_786_514_400, '2026-08-12', true, '2026-08-12T06:00:00Z'],
    [1_786_514_400_000, '2026-08-12', true, '2026-08-12T06:00:00Z'],
  ])('reads the date %j', (deadline, day, timed, at) => {
    expect(read({ deadline }).notice.deadline).toEqual({ at: Date.parse(at), day, timed });
  });

  it('takes a buyer in words, and ids as numbers', () => {
    const { id, notice } = read({ id: 12, buyer: ' Ravensea  Town Council ' });

    expect(id).toBe(12);
    expect(notice).toMatchObject({ noticeId: '12', buyer: { name: 'Ravensea Town Council' } });
  });

  it('tells apart ids that are longer than numbers of JavaScript', () => {
    const [one, other] = ['12345678901234567890', '12345678901234567891'].map((id) =>
      readNoticeLine(`{"id": ${id}}`, 1),
    );

    expect(one).toMatchObject({ id: '12345678901234567890' });
    expect(other).toMatchObject({ id: '12345678901234567891' });
  });

  it('takes text without its markup', () => {
    expect(
      read({ title: 'Food &amp; drink', description: '<p>Bread</p><p>and milk</p>' }).notice,
    ).toMatchObject({
      title: 'Food & drink',
      description: 'Bread\n\nand milk',
    });
  });

  it('reads an ocid in whatever case', () => {
    expect(read({ ocid: 'OCDS-B5FD17-AbC' }).notice.ocid).toBe('ocds-b5fd17-abc');
  });

  it('does not take "N/A" for a process that notices share', () => {
    expect(read({ ocid: 'N/A' }).notice.ocid).toBeUndefined();
  });

  it('says what it could not read', () => {
    const { doubts, notice } = read({
      title: { en: 'Buoys' },
      deadline: 'soon',
      published: '2026-02-30',
      value: 'to be agreed',
      cpv: ['IT', '72000000'],
      stage: 'framework',
      buyer: [],
    });

    expect(doubts.map((doubt) => doubt.split(':')[0])).toEqual([
      'title',
      'buyer',
      'published',
      'deadline',
      'value amount',
      'cpv',
      'stage',
    ]);
    expect(notice.cpv.map(({ code }) => code)).toEqual(['72000000']);
  });

  it.each(['not json', '[1]', '"text"', '12', 'null', '{"id": 1'])('refuses %s with a remedy', (text) => {
    expect(readNoticeLine(text, 1)).toMatchObject({ refused: expect.stringMatching(/write/) as string });
  });
});
