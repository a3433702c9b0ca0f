import { describe, expect, it } from 'vitest';
import { blockProblems, textLength, viewProblems } from './block-kit.ts';

function section(length: number): object {
  return { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } };
}

function button(with_: object = {}): object {
  return { type: 'button', text: { type: 'plain_text', text: 'More' }, action_id: 'more', ...with_ };
}

function many<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item);
}

function buttons(count: number): object[] {
  return Array.from({ length: count }, (_none, index) => button({ action_id: `more-${index}` }));
}

describe('blockProblems', () => {
  it.each([
    ['fifty blocks', many(50, section(1))],
    ['the longest section', [section(3000)]],
    ['a header of 150', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(150) } }]],
    ['25 buttons', [{ type: 'actions', elements: buttons(25) }]],
    ['ten context elements', [{ type: 'context', elements: many(10, { type: 'mrkdwn', text: 'a' }) }]],
    ['a divider', [{ type: 'divider' }]],
    ['no blocks', []],
  ])('takes %s', (_name, blocks) => {
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });

  it.each([
    ['51 blocks', many(51, section(1)), 'no more than 50 items'],
    ['a section of 3001', [section(3001)], 'less than 3001'],
    ['an empty section', [section(0)], 'more than 0'],
    ['a section of nothing', [{ type: 'section' }], 'missing required field: text or fields'],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'must be plain_text'],
    [
      'a header of 151',
      [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      'less than 151',
    ],
    ['26 buttons', [{ type: 'actions', elements: buttons(26) }], 'no more than 25'],
    [
      'a button of 76',
      [{ type: 'actions', elements: [button({ text: { type: 'plain_text', text: 'x'.repeat(76) } })] }],
      'less than 76',
    ],
    [
      'a button value of 2001',
      [{ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }],
      'less than 2001',
    ],
    ['11 fields', [{ type: 'section', fields: many(11, { type: 'mrkdwn', text: 'a' }) }], 'no more than 10'],
    [
      '11 context elements',
      [{ type: 'context', elements: many(11, { type: 'mrkdwn', text: 'a' }) }],
      'no more than 10',
    ],
    ['an unknown block', [{ type: 'sektion' }], 'unsupported type: sektion'],
    ['one block_id twice', many(2, { ...section(1), block_id: 'a' }), 'not unique'],
    ['no array', { type: 'section' }, 'must be an array'],
  ])('refuses %s', (_name, blocks, problem) => {
    expect(blockProblems(blocks, 'message').join()).toContain(problem);
  });

  it('allows a view a hundred blocks and a title of 24', () => {
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: 'x'.repeat(24) },
      blocks: many(100, section(1)),
    };

    expect(viewProblems(view)).toEqual([]);
    expect(viewProblems({ ...view, blocks: many(101, section(1)) }).join()).toContain('100 items');
    expect(viewProblems({ ...view, title: { type: 'plain_text', text: 'x'.repeat(25) } }).join()).toContain(
      'less than 25',
    );
    expect(viewProblems({ ...view, title: undefined })).not.toEqual([]);
  });

  it('adds up all texts', () => {
    expect(textLength([section(10), { type: 'context', elements: [{ type: 'mrkdwn', text: 'abc' }] }])).toBe(
      13,
    );
  });
});
