import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf, type SlackBlock, type SlackModal } from '../../src/present/blocks.ts';
import { clampBlocks, clampText, clampView } from '../../src/present/clamp-blocks.ts';
import type { SlackElement } from '../../src/present/elements.ts';
import { escapeMrkdwn, link } from '../../src/present/mrkdwn.ts';
import { blockProblems, viewProblems } from '../../src/sandbox/slack/block-kit.ts';
import { blockFault } from '../fake-slack-api.ts';

const text = fc.oneof(
  fc.constantFrom('', ' ', '\n', '&amp;', '<https://a.example|b>', '👨‍👩‍👧', '\uD83D'),
  fc.string({ unit: 'binary', maxLength: 40 }).map(escapeMrkdwn),
  fc
    .tuple(fc.constantFrom('&amp;', '&lt;', '👩🏽‍🚀', 'word ', '<https://a.example/b|label>', ' '), fc.nat(3_500))
    .map(([piece, times]) => piece.repeat(times)),
);
const plain = text.map((one) => ({ type: 'plain_text' as const, text: one }));
const mrkdwn = text.map((one) => ({ type: 'mrkdwn' as const, text: one, verbatim: true as const }));
const name = fc.oneof(fc.constantFrom('a', 'b', 'open'), text);
const option = fc.record({ text: plain, value: text });
const options = fc.array(option, { maxLength: 110, size: 'max' });
const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const element: fc.Arbitrary<SlackElement> = fc.oneof(
  fc.record(
    {
      type: fc.constant('button' as const),
      action_id: name,
      text: plain,
      value: text,
      url: text,
      style: fc.constantFrom('primary' as const, 'danger' as const),
      confirm: fc.record({ title: plain, text: plain, confirm: plain, deny: plain }),
    },
    { requiredKeys: ['type', 'action_id', 'text'] },
  ),
  fc.record({ type: fc.constant('overflow' as const), action_id: name, options }),
  fc
    .record({
      type: fc.constantFrom('static_select' as const, 'radio_buttons' as const),
      action_id: name,
      options,
      placeholder: some(plain),
      at: some(fc.nat(120)),
    })
    .map(({ at, placeholder, ...rest }) => {
      const initial = at === undefined ? undefined : rest.options[at];
      return {
        ...rest,
        ...(initial === undefined ? {} : { initial_option: initial }),
        ...(placeholder === undefined ? {} : { placeholder }),
      };
    }),
  fc.record({ type: fc.constant('checkboxes' as const), action_id: name, options, initial_options: options }),
  fc.record(
    {
      type: fc.constant('conversations_select' as const),
      action_id: name,
      placeholder: plain,
      initial_conversation: text,
      filter: fc.record({
        include: fc.array(fc.constantFrom('public' as const, 'private' as const, 'im' as const)),
        exclude_bot_users: fc.constant(true as const),
      }),
    },
    { requiredKeys: ['type', 'action_id', 'placeholder'] },
  ),
  fc.record(
    {
      type: fc.constant('plain_text_input' as const),
      action_id: name,
      multiline: fc.boolean(),
      initial_value: text,
      max_length: fc.integer({ min: -5, max: 9_000 }),
      placeholder: plain,
      dispatch_action_config: fc.record({
        trigger_actions_on: fc.array(
          fc.constantFrom('on_enter_pressed' as const, 'on_character_entered' as const),
        ),
      }),
    },
    { requiredKeys: ['type', 'action_id'] },
  ),
);

const block: fc.Arbitrary<SlackBlock> = fc.oneof(
  fc.record({ type: fc.constant('header' as const), text: plain }),
  fc.record(
    { type: fc.constant('section' as const), text: mrkdwn, accessory: element, block_id: name },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record({ type: fc.constant('context' as const), elements: fc.array(mrkdwn, { maxLength: 14 }) }),
  fc.record(
    { type: fc.constant('actions' as const), elements: fc.array(element, { maxLength: 30 }), block_id: name },
    { requiredKeys: ['type', 'elements'] },
  ),
  fc.record(
    {
      type: fc.constant('input' as const),
      block_id: name,
      label: plain,
      element,
      hint: plain,
      optional: fc.boolean(),
      dispatch_action: fc.boolean(),
    },
    { requiredKeys: ['type', 'block_id', 'label', 'element'] },
  ),
  fc.constant({ type: 'divider' as const }),
);
const blocks = fc.array(block, { maxLength: 120, size: 'max' });

describe('clamped blocks', () => {
  it.each(['message', 'modal', 'home'] as const)(
    'are taken by Slack in a %s, whatever went in',
    (surface) => {
      fc.assert(
        fc.property(blocks, (given) => {
          const clamped = clampBlocks(given, surface);
          expect(blockProblems(clamped, surface)).toEqual([]);
          expect(clamped.length).toBeLessThanOrEqual(surface === 'message' ? 45 : 95);
          if (surface !== 'message') return;
          expect(blockFault({ text: 'x', blocks: clamped })).toBeUndefined();
          expect(sizeOf(clamped)).toBeLessThanOrEqual(10_000);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('that are within the limits stay as they are, and clamping twice is clamping once', () => {
    fc.assert(
      fc.property(blocks, (given) => {
        const once = clampBlocks(given, 'message');
        expect(clampBlocks(once, 'message')).toEqual(once);
      }),
      { numRuns: 40 },
    );
  });

  it('make a view that Slack takes', () => {
    fc.assert(
      fc.property(blocks, text, plain, some(plain), (given, memo, title, submit) => {
        const modal: SlackModal = {
          type: 'modal',
          callback_id: memo,
          title,
          close: title,
          ...(submit === undefined ? {} : { submit }),
          private_metadata: memo,
          blocks: given,
        };
        expect(viewProblems(clampView(modal))).toEqual([]);
        expect(viewProblems(clampView({ type: 'home', blocks: given }))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a clamped text', () => {
  it.each([
    ['an entity', escapeMrkdwn('&'.repeat(2_000)), /^(&amp;)+…$/],
    ['a link', `${'x'.repeat(2_980)} ${link('https://a.example/b', 'label')} y`.padEnd(3_100, 'z'), /^x+ …$/],
    ['a surrogate pair', '👩'.repeat(2_000), /^👩+…$/u],
  ])('never ends inside %s', (_what, given, expected) => {
    const [made] = clampBlocks(
      [{ type: 'section', text: { type: 'mrkdwn', text: given, verbatim: true } }],
      'message',
    );
    const shown = made?.type === 'section' ? made.text.text : '';
    expect(shown).toMatch(expected);
    expect(shown.length).toBeLessThanOrEqual(3_000);
    expect(clampText(given)).toBe(shown);
  });

  it('is never blank', () => {
    expect(clampText(' ')).toBe('–');
    expect(
      clampBlocks([{ type: 'section', text: { type: 'mrkdwn', text: '\n', verbatim: true } }], 'message'),
    ).toEqual([]);
  });
});

it('two buttons of one name stand in two rows, and no row takes the block name of another', () => {
  const press = (value: string): SlackElement => ({
    type: 'button',
    action_id: 'follow',
    text: { type: 'plain_text', text: 'Follow' },
    value,
  });
  const row: SlackBlock = { type: 'actions', block_id: 'row', elements: [press('1'), press('2')] };
  expect(clampBlocks([row], 'message')).toEqual([
    { type: 'actions', block_id: 'row', elements: [press('1')] },
    { type: 'actions', block_id: 'row-2', elements: [press('2')] },
  ]);
});
