import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aProcurement, aView } from '../../../test/builders.ts';
import type { NoticeRef, Procurement, View } from '../../domain/procurement.ts';
import { STAGES, type Stage } from '../../domain/stage.ts';
import type { Wanted } from '../../domain/subscription.ts';
import { documentOf } from '../document.ts';
import { matches } from '../evaluate.ts';
import { parseQuery } from '../parse.ts';
import { arrivalOf } from './arrival.ts';
import { atAnyTime } from './at-any-time.ts';

const NOW = Date.parse('2026-09-30T09:00:00Z');

function at(day: string): number {
  return Date.parse(`${day}T10:00:00Z`);
}

function noticed(stage: Stage, day: string): NoticeRef {
  const [notice] = aView().notices;
  if (notice === undefined) throw new Error('a view has a notice');
  return { ...notice, noticeId: `${stage}-${day}`, stage, published: at(day) };
}

function withNotices(notices: readonly NoticeRef[], with_: Partial<View> = {}): Procurement {
  return aProcurement({
    view: aView({ notices, stage: notices.at(-1)?.stage ?? 'tender', deadline: undefined, ...with_ }),
  });
}

function came(query: string, procurement: Procurement): string | undefined {
  const arrival = arrivalOf(parseQuery(query).query, procurement, NOW);
  return arrival && new Date(arrival.at).toISOString().slice(0, 10);
}

const TRAVELLED = withNotices([
  noticed('planned', '2026-07-01'),
  noticed('tender', '2026-08-03'),
  noticed('award', '2026-09-10'),
]);

describe('when a procurement would have come', () => {
  it('is when its first notice at an open stage was published', () => {
    expect(came('penetration', TRAVELLED)).toBe('2026-07-01');
    expect(came('penetration', withNotices([noticed('award', '2026-07-01')]))).toBeUndefined();
    expect(
      came('penetration', withNotices([noticed('award', '2026-07-01'), noticed('tender', '2026-08-01')])),
    ).toBe('2026-08-01');
  });

  it('is when the query met it first, at the stage where it stood then', () => {
    expect(came('penetration stage:tender', TRAVELLED)).toBe('2026-08-03');
    expect(came('penetration stage:open', TRAVELLED)).toBe('2026-07-01');
    expect(came('penetration stage:award', TRAVELLED)).toBeUndefined();
    expect(came('guarding', TRAVELLED)).toBeUndefined();
  });

  it('asks for time as of then, not as of now', () => {
    const closed = withNotices([noticed('tender', '2026-08-03')], {
      deadline: { at: at('2026-08-20'), day: '2026-08-20', timed: true },
    });

    expect(came('penetration stage:open', closed)).toBe('2026-08-03');
    expect(came('penetration closing:>14d', closed)).toBe('2026-08-03');
    expect(came('penetration closing:>21d', closed)).toBeUndefined();
    expect(came('penetration published:<3d', closed)).toBe('2026-08-03');
  });

  it('is never when its deadline was past already, and never to come', () => {
    const late = withNotices([noticed('tender', '2026-08-25')], {
      deadline: { at: at('2026-08-20'), day: '2026-08-20', timed: true },
    });

    expect(came('penetration', late)).toBeUndefined();
    expect(came('penetration', withNotices([noticed('tender', '2026-10-01')]))).toBeUndefined();
  });

  it('counts as published only what was by then', () => {
    expect(came('penetration published:2026-08', TRAVELLED)).toBe('2026-08-03');
    expect(came('penetration -published:2026-08', TRAVELLED)).toBe('2026-07-01');
  });
});

describe('where awards are wanted', () => {
  const awards = (
    query: string,
    one: Procurement,
    wanted: readonly Wanted[] = ['awards'],
  ): string | undefined => {
    const arrival = arrivalOf(parseQuery(query).query, one, NOW, wanted);
    return arrival && new Date(arrival.at).toISOString().slice(0, 10);
  };

  it('is when its award was published, whatever stood before that only new would tell', () => {
    expect(awards('penetration', TRAVELLED)).toBe('2026-09-10');
    expect(awards('penetration', TRAVELLED, ['new', 'awards'])).toBe('2026-07-01');
    expect(awards('penetration stage:award', TRAVELLED, ['new', 'awards'])).toBe('2026-09-10');
  });

  it('is never where all that is known is the paperwork of a contract', () => {
    const paper = { ...noticed('contract', '2026-09-10'), form: 'UK17' };

    expect(awards('penetration', withNotices([paper]))).toBeUndefined();
    expect(awards('penetration', withNotices([noticed('tender', '2026-08-03'), paper]))).toBe('2026-09-10');
  });

  it('knows a supplier from the first award on', () => {
    const won = withNotices(TRAVELLED.view.notices, { suppliers: ['Northgate Cyber'] });

    expect(awards('supplier:northgate', won, ['new', 'awards'])).toBe('2026-09-10');
    expect(awards('supplier:northgate', won, ['new'])).toBeUndefined();
  });
});

describe('a query at any time', () => {
  const QUERIES = [
    'penetration stage:tender',
    'penetration -stage:award',
    'testing closing:>14d OR stage:planned',
    'penetration published:<3d',
    'penetration -published:2026-08',
    'penetration closing:2026-08',
    'penetration -closing:<7d region:north-west',
    'stage:open (guarding OR closing:>2d)',
  ];

  it('finds today whatever came before', () => {
    const days = fc
      .integer({ min: 0, max: 89 })
      .map((more) => new Date(at('2026-07-01') + more * 86_400_000));
    const one = fc.record({ stage: fc.constantFrom(...STAGES), day: days });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 4 }),
        fc.option(days, { nil: undefined }),
        fc.constantFrom(...QUERIES),
        (notices, closes, text) => {
          const deadline = closes && {
            at: closes.getTime(),
            day: closes.toISOString().slice(0, 10),
            timed: true,
          };
          const sorted = notices.toSorted((a, b) => a.day.getTime() - b.day.getTime());
          const procurement = withNotices(
            sorted.map(({ stage, day }) => noticed(stage, day.toISOString().slice(0, 10))),
            { deadline },
          );
          const { query } = parseQuery(text);
          if (arrivalOf(query, procurement, NOW) === undefined) return;
          expect(matches(atAnyTime(query), documentOf(procurement), NOW)).toBe(true);
        },
      ),
    );
  });

  it('does not hold a later publication against what came before it', () => {
    const { query } = parseQuery('penetration -published:2026-08');

    expect(matches(query, documentOf(TRAVELLED), NOW)).toBe(false);
    expect(matches(atAnyTime(query), documentOf(TRAVELLED), NOW)).toBe(true);
  });

  it('still asks for everything else', () => {
    const { query } = parseQuery('penetration stage:tender closing:>7d region:wales');
    const document = documentOf(aProcurement({ view: aView({ regions: ['UKD'] }) }));

    expect(matches(atAnyTime(query), document, NOW)).toBe(false);
  });
});
