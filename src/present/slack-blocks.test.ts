import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aView } from '../../test/builders.ts';
import { blockFault } from '../../test/fake-slack-api.ts';
import { aDigest, aMessage, aNoticeToTheOperator, anItem, NOW } from '../../test/messages.ts';
import { parseQuery } from '../match/parse.ts';
import { sizeOf } from './blocks.ts';
import { clampEscaped, escapeMrkdwn, link } from './mrkdwn.ts';
import { renderSearchReply, type SearchAnswer } from './search-blocks.ts';
import { renderSlack } from './slack-blocks.ts';

describe('Slack markup', () => {
  it('escapes exactly three characters', () => {
    expect(escapeMrkdwn(`<!channel> & "it's" *bold* &amp;`)).toBe(
      `&lt;!channel&gt; &amp; "it's" *bold* &amp;amp;`,
    );
  });

  it('links to http(s) only, with nothing in the URL that would end the link', () => {
    expect(link('https://a.example/x|y>z?a=1&b=2', 'A & <B> | C')).toBe(
      '<https://a.example/x%7Cy%3Ez?a=1&amp;b=2|A &amp; &lt;B&gt; | C>',
    );
    expect(link('javascript:alert(1)', 'A')).toBe('A');
  });

  it.each([
    ['fits', 10, 'fits'],
    ['abcdefghij', 6, 'abcde…'],
    ['abc&amp;def', 6, 'abc…'],
    ['abc&amp;def', 9, 'abc&amp;…'],
    ['ab 👍👍', 5, 'ab …'],
    ['see <https://a.example|label> now', 20, 'see …'],
  ])('cuts %j at %i whole', (text, most, cut) => {
    expect(clampEscaped(text, most)).toBe(cut);
    expect(cut.length).toBeLessThanOrEqual(most);
  });
});

describe('a Slack post of sentences', () => {
  it('says headline and sentences, and links what there is to press', () => {
    const button = { label: 'Manage <b>', url: 'https://bell.example/m/1' };
    const { text, blocks } = renderSlack(
      aMessage({ kind: 'paused', items: [], words: ['It was paused', 'Because of <503>.'], button }),
    );
    expect(text).toBe('It was paused');
    const said = JSON.stringify(blocks);
    expect(said).toContain('Because of &lt;503&gt;.');
    expect(said).toContain('*<https://bell.example/m/1|Manage &lt;b&gt;>*');
  });

  it('says of a late digest that it is late', () => {
    const due = NOW - 86_400_000;
    const period = { from: NOW - 8 * 86_400_000, to: NOW, due, isLate: true };
    expect(JSON.stringify(renderSlack(aDigest({ period })).blocks)).toContain(
      'This weekly digest was due Mon 31 Aug 2026, 10:00',
    );
  });
});

describe('a Slack alert', () => {
  it('shows title, facts, reasons and the licence', () => {
    const { text, blocks } = renderSlack(aMessage());
    expect(text).toMatch(
      /^New: Penetration testing of the housing portal · Ashcombe Borough Council · Wed 30/,
    );
    const [card, why, acts, licence] = blocks.map((block) => JSON.stringify(block));
    expect(card).toContain(
      '*New:* *<https://www.find-tender.service.gov.uk/Notice/000101-2026|Penetration testing of the housing portal>*',
    );
    expect(card).toContain('£120,000 · Cyber security and identity');
    expect(card).toContain('Open for bids · North West');
    expect(why).toContain("Because you asked for IT procurements that mention 'penetration'");
    expect(acts).toContain('"action_id":"details"');
    expect(licence).toContain('Open Government Licence v3.0');
    expect(blocks).toHaveLength(4);
  });

  it('warns of what another portal says, and links what it may be the same as', () => {
    const [tender] = aView().notices;
    if (tender === undefined) throw new Error('a view has a notice');
    const view = aView({
      notices: [tender, { ...tender, portal: 'contracts-finder' }],
      sources: { value: 0 },
      conflicts: [{ field: 'value', notice: 1, says: '15000000..15000000 GBP' }],
      relations: [{ kind: 'framework', key: 'ocid:ocds-h6vhtk-02f3a1', by: 'data' }],
    });
    const possibly = [{ title: 'A & B', url: 'https://example.org/12', portal: 'contracts-finder' as const }];
    const item = anItem({ procurement: aProcurement({ view }), possibly });
    const alert = JSON.stringify(renderSlack(aMessage({ items: [item] })).blocks);
    expect(alert).toContain(':warning: Contracts Finder gives another value: £150,000 (published Tue 1 Sep');
    expect(alert).toContain('Bought under framework ocds-h6vhtk-02f3a1');
    expect(alert).toContain('Possibly the same as <https://example.org/12|A &amp; B (Contracts Finder)>');
    const digest = renderSlack(aMessage({ kind: 'digest', items: [item] }));
    expect(JSON.stringify(digest.blocks)).not.toMatch(/Possibly|another value/);
    expect(JSON.stringify(digest.thread)).toMatch(/gives another value.*Possibly/);
  });

  it('says what is wanted, how it is bought and what is asked, with no markup of the notice’s', () => {
    const classification = aClassification({
      tags: [
        { id: 'framework:g-cloud-14', words: 'call-off from G-Cloud 14' },
        { id: 'clearance:sc', words: 'asks for SC clearance' },
      ],
      summary: ['<!channel> is tested & told.'],
    });
    const items = [anItem({ procurement: aProcurement({ classification }) })];
    const alert = JSON.stringify(renderSlack(aMessage({ items })).blocks);
    expect(alert).toContain('\\n&lt;!channel&gt; is tested &amp; told.\\nOpen for bids');
    expect(alert).toContain('call-off from G-Cloud 14 · Asks for SC clearance');
    expect(JSON.stringify(renderSlack(aMessage({ kind: 'digest', items })).blocks)).not.toContain(
      'is tested',
    );
  });

  it('shows a change as was → now', () => {
    const item = anItem({
      kind: 'changed',
      changes: [{ field: 'value', was: '..5000000 GBP', now: '..9000000 GBP' }],
    });
    expect(JSON.stringify(renderSlack(aMessage({ items: [item] })).blocks)).toContain(
      '• Value: ~up to £50,000~ → *up to £90,000*',
    );
  });
});

describe('a Slack digest', () => {
  it('keeps the order of the sections and says what could not be read', () => {
    const told = JSON.stringify(renderSlack(aDigest({ troubles: ['Contracts Finder was silent.'] })).blocks);
    const places = [
      '*Closing soon*',
      '*Changed or cancelled*',
      '*New*',
      '*Coming up',
      '*Awarded*',
      '*Open when you',
      'was silent',
      'Open Government',
    ];
    const at = places.map((place) => told.indexOf(place));
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it('fault 49: says how many found no room, within what Slack takes', () => {
    const items = Array.from({ length: 60 }, (_, id) =>
      anItem({ procurement: aProcurement({ id, view: aView({ title: 'x & '.repeat(1_000) }) }) }),
    );
    const post = renderSlack(aMessage({ kind: 'summary', items, deliveryId: 7 }));
    expect(blockFault(post)).toBeUndefined();
    expect(post.blocks.length).toBeLessThanOrEqual(45);
    expect(sizeOf(post.blocks)).toBeLessThanOrEqual(10_000);
    const shown = post.blocks.filter(
      (block) => block.type === 'section' && block.accessory !== undefined,
    ).length;
    expect(shown).toBeGreaterThan(5);
    expect(post.left).toEqual(items.slice(shown).map(({ procurement }) => procurement.id));
    expect(JSON.stringify(post.blocks)).toContain(`Show ${60 - shown} more`);
    expect(JSON.stringify(post.blocks)).toContain('"action_id":"rest","text":{"type":"plain_text"');
    expect(JSON.stringify(post.blocks)).toContain('"value":"7 1"');
  });
});

function answer(with_: Partial<SearchAnswer> = {}) {
  return renderSearchReply({
    queryText: 'cyber regoin:wales',
    query: parseQuery('cyber').query,
    canonical: 'cyber it:balanced',
    sort: 'newest',
    described: "IT procurements that mention 'cyber'",
    total: 12,
    procurements: Array.from({ length: 7 }, (_, id) => aProcurement({ id })),
    messages: [],
    now: NOW,
    ...with_,
  });
}

describe('the answer to the slash command', () => {
  it('counts all, shows five, and shows the query back', () => {
    const { text, blocks } = answer();
    expect(text).toBe("12 procurements found. The newest 5: IT procurements that mention 'cyber'");
    const told = JSON.stringify(blocks);
    expect(told.match(/Penetration testing of the housing portal/g)).toHaveLength(5);
    expect(told).toContain('Searched for `cyber it:balanced`');
    expect(told).not.toContain('here:');
  });

  it.each([
    ['relevance', 'The best 5:'],
    ['deadline', 'The 5 that close soonest:'],
    ['value', 'The 5 of the largest value:'],
  ] as const)('says of %s which five these are', (sort, which) => {
    expect(answer({ sort }).text).toContain(`12 procurements found. ${which}`);
  });

  it('shows where the words stand in bold, and nothing that a notice would style', () => {
    const descriptions = ['For *sale*: <!here> penetration-tested doors & a_b.'];
    const view = aView({ description: descriptions[0] ?? '', descriptions });
    const { blocks } = answer({
      query: parseQuery('tests').query,
      procurements: [aProcurement({ view })],
    });
    expect(JSON.stringify(blocks)).toContain(
      'For sale : &lt;!here&gt; penetration-*tested* doors &amp; a b.',
    );
  });

  it('points at what was not understood', () => {
    const told = JSON.stringify(
      answer({ messages: [{ at: 6, length: 7, text: '`regoin:` is not a field; did you mean `region:`?' }] })
        .blocks,
    );
    expect(told).toContain('did you mean `region:`?');
    expect(told).toContain('`cyber »regoin:« wales`');
  });

  it('says so when there is nothing', () => {
    expect(answer({ total: 0, procurements: [] }).text).toMatch(/^Nothing found\./);
  });

  it('answers a query that tries to break out, within what Slack takes', () => {
    const queryText = '`<!channel>` '.repeat(200);
    const reply = answer({
      queryText,
      canonical: queryText,
      described: queryText,
      messages: Array.from({ length: 100 }, (_, at) => ({ at, length: 2_000, text: queryText })),
    });
    expect(blockFault(reply)).toBeUndefined();
    expect(JSON.stringify(reply)).not.toContain('<!channel>');
  });
});

describe('a Slack post to the operator', () => {
  it('says the fact first, in the notification too, then its sentences, then the licence', () => {
    const post = renderSlack(aNoticeToTheOperator());
    const { text, blocks } = post;
    expect(text).toBe('Sell2Wales cannot be read');
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'context']);
    expect(blocks[0]).toMatchObject({ text: { text } });
    expect(JSON.stringify(blocks)).toContain('answered &lt;503&gt;.');
    expect(JSON.stringify(blocks)).not.toMatch(/subscri|Nothing new/i);
    expect(blockFault(post)).toBeUndefined();
  });
});
