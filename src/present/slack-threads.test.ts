import { describe, expect, it } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { aDigest, aMessage, anItem } from '../../test/messages.ts';
import { blockFault } from '../../test/fake-slack-api.ts';
import type { Message, MessageItem } from '../domain/delivery.ts';
import { blockProblems } from '../sandbox/slack/block-kit.ts';
import { renderDigestRoot, renderFirst, renderSlack } from './slack-blocks.ts';

/** As many as asked for, each with a title and a number of its own. */
function many(count: number, with_: Partial<MessageItem> = {}): MessageItem[] {
  return Array.from({ length: count }, (_, id) =>
    anItem({
      procurement: aProcurement({ id: id + 1, view: aView({ title: `Tender ${id + 1} of the week` }) }),
      ...with_,
    }),
  );
}

function said(blocks: unknown): string {
  return JSON.stringify(blocks);
}

describe('a digest in Slack', () => {
  it('is one message of titles with their deadlines; every card stands once in its thread', () => {
    const { blocks, thread, left } = renderSlack(aDigest());
    expect(left).toEqual([]);
    expect(thread).toHaveLength(1);
    expect(thread[0]?.holds.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(said(blocks)).toContain('Penetration testing, sooner> · Fri 25 Sept 2026, 12:00 (24 days left)');
    expect(said(blocks)).toContain('Cancelled: <');
    expect(said(blocks)).toContain('Details are in the thread.');
    expect(said(blocks)).not.toContain('overflow');
    expect(said(thread)).toContain('"action_id":"menu"');
    expect(said(thread)).toContain('Because you asked for');
  });

  it('holds all of sixty in as few messages as Slack takes, in the order of its sections', () => {
    const { thread, left } = renderSlack(aDigest({ items: many(60), deliveryId: 7 }));
    expect(left).toEqual([]);
    expect(thread.flatMap(({ holds }) => holds)).toEqual(many(60).map(({ procurement }) => procurement.id));
    expect(thread.length).toBeLessThanOrEqual(10);
    for (const { text, blocks } of thread) {
      expect(blockFault({ text, blocks })).toBeUndefined();
      expect(blockProblems(blocks, 'message')).toEqual([]);
    }
  });

  it('fault 49: ends its thread after ten messages, and leads to what found no room', () => {
    const message = aDigest({ items: many(300), deliveryId: 7 });
    const { blocks, thread, left } = renderSlack(message);
    expect(thread).toHaveLength(10);
    const held = thread.flatMap(({ holds }) => holds);
    expect([...held, ...left]).toEqual(message.items.map(({ procurement }) => procurement.id));
    expect(left.length).toBeGreaterThan(0);
    expect(said(blocks)).toContain(`Show ${left.length} more`);
    expect(blockFault({ text: 'x', blocks })).toBeUndefined();
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });

  it('leads to what was lost on its way, too', () => {
    const root = renderDigestRoot(aDigest({ deliveryId: 7 }), [3, 4]);
    expect(said(root.blocks)).toContain('Show 2 more');
    expect(said(root.blocks)).toContain('"value":"7 1"');
  });
});

describe('the message at the head of a thread', () => {
  const moved = anItem({ kind: 'changed' });
  const reply = (first: Message['first']): Message =>
    aMessage({ items: [moved], thread: '1700000000.000001', first });

  it('shows a moved procurement as it is now, with why it came, and when it was updated', () => {
    const shown = renderFirst(reply({ kind: 'alert', items: [moved], deliveryId: 3 }));
    const [card, why, acts, updated] = (shown?.blocks ?? []).map(said);
    expect(card).toContain('*Updated:* *<https://www.find-tender.service.gov.uk');
    expect(card).toContain('Wed 30 Sept 2026, 12:00 (29 days left)');
    expect(why).toContain('Because you asked for');
    expect(acts).toContain('Follow');
    expect(updated).toContain('Updated Tue 1 Sept 2026, 10:00: see the thread');
  });

  it.each([
    ['cancelled', 'Cancelled'],
    ['awarded', 'Awarded'],
    ['new', 'New'],
  ] as const)('of what is %s says so', (kind, badge) => {
    const shown = renderFirst(reply({ kind: 'alert', items: [anItem({ kind })], deliveryId: 3 }));
    expect(said(shown?.blocks)).toContain(`*${badge}:*`);
  });

  it('stays a list where it was one, with the way to what it had no room for', () => {
    const items = [...many(6), moved];
    const shown = renderFirst(reply({ kind: 'summary', items, deliveryId: 3, left: many(4) }));
    expect(shown?.blocks[0]).toMatchObject({
      type: 'header',
      text: { text: '11 procurements: 1 changed, 10 new' },
    });
    expect(said(shown?.blocks).match(/\*Updated:\*/g)).toHaveLength(1);
    expect(said(shown?.blocks)).toContain('Show 4 more');
    expect(said(shown?.blocks)).toContain('"value":"3 1"');
  });

  it('has room for all that it had room for when it was sent, with longer badges', () => {
    const long = many(40).map((item) => ({
      ...item,
      procurement: {
        ...item.procurement,
        view: aView({ title: `${'word '.repeat(35)}${item.procurement.id}` }),
      },
    }));
    const sent = renderSlack(aMessage({ kind: 'summary', items: long, deliveryId: 3 }));
    const stood = long.filter(({ procurement }) => !sent.left.includes(procurement.id));
    const now = stood.map((item) => ({ ...item, kind: 'changed' as const }));
    const shown = renderFirst(
      reply({ kind: 'summary', items: now, deliveryId: 3, left: long.slice(stood.length) }),
    );
    expect(stood.length).toBeGreaterThan(5);
    expect(said(shown?.blocks).match(/\*Updated:\*/g)).toHaveLength(stood.length);
  });

  it('is left alone where nothing is known of it', () => {
    expect(renderFirst(aMessage())).toBeUndefined();
    expect(renderFirst(reply({ kind: 'alert', items: [] }))).toBeUndefined();
  });
});

describe('a reply in a thread', () => {
  it('tells what changed, and not once more what its head says is wanted', () => {
    const procurement = aProcurement();
    const classification = { ...procurement.classification, summary: ['The council wants tests.'] };
    const item = anItem({ kind: 'changed', procurement: { ...procurement, classification } });
    const wanted = /The council wants tests|Open for bids/;
    expect(said(renderSlack(aMessage({ items: [item] })).blocks)).toMatch(wanted);
    const reply = aMessage({ items: [item], thread: '1700000000.000001' });
    expect(said(renderSlack(reply).blocks)).not.toMatch(wanted);
    expect(said(renderSlack(reply).blocks)).toContain('Because you asked for');
  });
});

describe('a list', () => {
  it('says of each what its heading does not say already', () => {
    const one = said(renderSlack(aMessage({ kind: 'summary', items: many(3) })).blocks);
    expect(one).toContain('3 procurements: 3 new');
    expect(one).not.toMatch(/\*New/);
    const several = said(renderSlack(aDigest({ kind: 'summary' })).blocks);
    expect(several).toContain('*Awarded*');
    expect(several).toMatch(/\*Cancelled:\* \*<|\*Changed:\* \*</);
    expect(several).not.toMatch(/\*Awarded:\*/);
  });
});
