import { describe, expect, it } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { NOW } from '../../test/messages.ts';
import { parseQuery } from '../match/parse.ts';
import { clampBlocks } from './clamp-blocks.ts';
import { sizeOf } from './blocks.ts';
import { renderSearchReply, type SearchAnswer } from './search-blocks.ts';

function answer(with_: Partial<SearchAnswer> = {}) {
  const queryText = with_.queryText ?? 'penetration';
  const { query, canonical, messages } = parseQuery(queryText);
  return renderSearchReply({
    queryText,
    query,
    canonical,
    messages,
    sort: 'newest',
    described: "IT procurements that mention 'penetration'",
    total: 123,
    procurements: Array.from({ length: 5 }, (_, id) => aProcurement({ id })),
    now: NOW,
    paging: { id: 'abcdefghijkl', page: 5, perPage: 5, hasNext: true },
    ...with_,
  });
}
const said = (with_: Partial<SearchAnswer>): string => JSON.stringify(answer(with_).blocks);

const LONG = 'Wörter & <mehr> "davon" '.repeat(100);
const longest = Array.from({ length: 5 }, (_, id) =>
  aProcurement({
    id: 1_000_000 + id,
    view: aView({
      title: `Penetration ${LONG}`,
      description: `penetration ${LONG}`,
      buyer: { name: LONG, id: undefined },
      url: `https://www.find-tender.service.gov.uk/Notice/${'0'.repeat(150)}-2026`,
    }),
  }),
);

describe('a page of results', () => {
  it('says which of how many, with buttons for both sides, an order, and saving', () => {
    const words = said({});
    expect(words).toContain('26–30 of 123 procurements, newest first.');
    expect(words).toContain('"value":"abcdefghijkl 4"');
    expect(words).toContain('"value":"abcdefghijkl 6"');
    expect(words).toContain('"value":"abcdefghijkl deadline"');
    expect(words).toContain('"action_id":"save"');
  });

  it.each([
    'penetration',
    'penetration regoin:wales stage:opne categroy:cloud '.repeat(3),
    `${'"&<>" '.repeat(100)}penetration`,
  ])('shows five long ones whole within what Slack takes, whatever was asked: %.40s', (queryText) => {
    const { blocks } = answer({ queryText, procurements: longest, described: LONG });

    expect(sizeOf(blocks)).toBeLessThanOrEqual(10_000);
    expect(clampBlocks(blocks, 'message')).toEqual(blocks);
    const items = blocks.filter(
      (block) => block.type === 'actions' && JSON.stringify(block).includes('"details"'),
    );
    expect(items).toHaveLength(5);
    expect(JSON.stringify(blocks).match(/W\u00f6rter &amp; &lt;mehr&gt;/g)?.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(blocks)).toContain('Open Government Licence');
  });

  it('says why each matched, also by a clause without words', () => {
    expect(said({ queryText: 'buyer-type:local category:security' })).toMatch(/_Matched by: [^_]*ecurity/);
  });

  it('offers what was probably meant, where that is one query', () => {
    expect(said({ queryText: 'cyber regoin:wales' })).toContain('"value":"cyber region:wales"');
    expect(said({ queryText: 'cyber stage:opne' })).toContain('"value":"cyber stage:open"');
    expect(said({ queryText: 'cyber regoin:walse' })).toContain('"value":"cyber region:wales"');
    expect(said({ queryText: 'cyber "open' })).not.toContain('try-query');
    expect(said({ queryText: 'cyber' })).not.toContain('try-query');
  });
});
