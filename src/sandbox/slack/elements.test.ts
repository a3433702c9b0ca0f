import { describe, expect, it } from 'vitest';
import { blockProblems, viewProblems } from './block-kit.ts';

function plain(text: string): object {
  return { type: 'plain_text', text };
}

function option(value: string, more: object = {}): object {
  return { text: plain(value), value, ...more };
}

function options(count: number): object[] {
  return Array.from({ length: count }, (_none, index) => option(`o${index}`));
}

type Surface = 'message' | 'modal' | 'home';

function asAction(element: object, surface: Surface = 'message'): string {
  return blockProblems([{ type: 'actions', elements: [{ action_id: 'a', ...element }] }], surface).join('; ');
}

function asInput(element: object, surface: Surface = 'modal'): string {
  const block = { type: 'input', label: plain('L'), element: { action_id: 'a', ...element } };
  return blockProblems([block], surface).join('; ');
}

describe('elements that Slack takes', () => {
  it.each([
    ['an overflow of five', { type: 'overflow', options: options(5) }],
    ['a select of a hundred', { type: 'static_select', options: options(100) }],
    [
      'a select in groups',
      { type: 'static_select', option_groups: [{ label: plain('G'), options: options(2) }] },
    ],
    [
      'a select with one chosen',
      { type: 'static_select', options: options(2), initial_option: option('o1') },
    ],
    [
      'radio buttons in mrkdwn',
      { type: 'radio_buttons', options: [{ text: { type: 'mrkdwn', text: '*a*' }, value: 'a' }] },
    ],
    [
      'checkboxes',
      { type: 'checkboxes', options: options(10), initial_options: [option('o1'), option('o2')] },
    ],
    ['several of a select', { type: 'multi_static_select', options: options(3), max_selected_items: 2 }],
    ['a menu of conversations', { type: 'conversations_select', filter: { include: ['public', 'private'] } }],
    ['a menu of channels', { type: 'channels_select', initial_channel: 'C1' }],
    ['a menu of people', { type: 'users_select' }],
    ['menus of several', { type: 'multi_conversations_select' }],
    ['a date', { type: 'datepicker', initial_date: '2026-11-30' }],
    ['a time', { type: 'timepicker', initial_time: '23:59' }],
    ['a link of a button', { type: 'button', text: plain('A'), url: 'https://a.example/', style: 'primary' }],
    [
      'a question first',
      {
        type: 'button',
        text: plain('A'),
        confirm: {
          title: plain('Sure?'),
          text: plain('Really'),
          confirm: plain('Y'),
          deny: plain('N'),
          style: 'danger',
        },
      },
    ],
  ])('%s', (_what, element) => {
    expect([asAction(element), asAction(element, 'home'), asAction(element, 'modal')]).toEqual(['', '', '']);
  });

  it.each([
    ['words', { type: 'plain_text_input', multiline: true, min_length: 1, max_length: 3000 }],
    ['a number', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '30' }],
    ['a menu that brings a response_url', { type: 'conversations_select', response_url_enabled: true }],
    [
      'words told at once',
      { type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } },
    ],
  ])('inputs of modals: %s', (_what, element) => {
    expect(asInput(element)).toBe('');
  });
});

describe('elements that Slack refuses', () => {
  it.each([
    ['an overflow of one', { type: 'overflow', options: options(1) }, 'no fewer than 2'],
    ['an overflow of six', { type: 'overflow', options: options(6) }, 'no more than 5'],
    ['a select of 101', { type: 'static_select', options: options(101) }, 'no more than 100'],
    ['a select of nothing', { type: 'static_select', options: [] }, 'no fewer than 1'],
    ['a select without options', { type: 'static_select' }, 'exactly one of options and option_groups'],
    [
      'a select with both',
      {
        type: 'static_select',
        options: options(1),
        option_groups: [{ label: plain('G'), options: options(1) }],
      },
      'exactly one of options and option_groups',
    ],
    [
      'a stranger chosen',
      { type: 'static_select', options: options(2), initial_option: option('o9') },
      'match one of',
    ],
    [
      'a choice that differs in a word',
      { type: 'radio_buttons', options: options(2), initial_option: { text: plain('other'), value: 'o1' } },
      'match one of',
    ],
    ['11 checkboxes', { type: 'checkboxes', options: options(11) }, 'no more than 10'],
    ['11 radio buttons', { type: 'radio_buttons', options: options(11) }, 'no more than 10'],
    ['an option of 76', { type: 'static_select', options: [option('x'.repeat(76))] }, 'less than 76'],
    [
      'a select in mrkdwn',
      { type: 'static_select', options: [{ text: { type: 'mrkdwn', text: 'a' }, value: 'a' }] },
      'must be plain_text',
    ],
    [
      'a link in a select',
      { type: 'static_select', options: [option('a', { url: 'https://a.example/' })] },
      'invalid additional property: url',
    ],
    ['a placeholder of 151', { type: 'users_select', placeholder: plain('x'.repeat(151)) }, 'less than 151'],
    [
      'a question without text',
      { type: 'button', text: plain('A'), confirm: { title: plain('A') } },
      'missing required field: text',
    ],
    [
      'a confirm button of 31',
      { type: 'button', text: plain('A'), confirm: { text: plain('A'), confirm: plain('x'.repeat(31)) } },
      'less than 31',
    ],
    ['an action_id of 256', { type: 'users_select', action_id: 'x'.repeat(256) }, 'less than 256'],
    ['a colour', { type: 'button', text: plain('A'), style: 'blue' }, 'must be one of: primary, danger'],
    ['an American date', { type: 'datepicker', initial_date: '11/30/2026' }, 'YYYY-MM-DD'],
    ['25 o’clock', { type: 'timepicker', initial_time: '25:00' }, 'HH:mm'],
    ['an unknown element', { type: 'slider' }, 'unsupported type: slider'],
    ['an input among actions', { type: 'plain_text_input' }, 'unsupported type: plain_text_input in actions'],
    [
      'a response_url outside an input',
      { type: 'conversations_select', response_url_enabled: true },
      'for inputs of modals',
    ],
    [
      'a word of ours',
      { type: 'button', text: plain('A'), colour: 'red' },
      'invalid additional property: colour',
    ],
  ])('%s', (_what, element, problem) => {
    expect(asAction(element)).toContain(problem);
  });

  it('inputs where they may not stand', () => {
    expect(asInput({ type: 'number_input', is_decimal_allowed: true }, 'message')).toContain(
      'not supported in a message',
    );
    expect(asInput({ type: 'plain_text_input' }, 'home')).toBe('');
    expect(asInput({ type: 'button', text: plain('A') })).toContain('unsupported type: button in input');
    expect(asInput({ type: 'overflow', options: options(2) })).toContain(
      'unsupported type: overflow in input',
    );
    expect(asInput({ type: 'number_input' })).toContain('missing required field: is_decimal_allowed');
  });

  it('one action_id twice in a block, and not in two blocks', () => {
    const button = { type: 'button', text: plain('A'), action_id: 'a' };
    const actions = { type: 'actions', elements: [button] };

    expect(blockProblems([{ type: 'actions', elements: [button, button] }], 'message').join()).toContain(
      'not unique',
    );
    expect(blockProblems([actions, actions], 'message')).toEqual([]);
  });

  it('markdown outside messages, and a focus on two', () => {
    expect(blockProblems([{ type: 'markdown', text: '# a' }], 'message')).toEqual([]);
    const long = { type: 'markdown', text: 'x'.repeat(6001) };
    expect(blockProblems([long, long], 'message').join()).toContain('less than 12001');
    expect(blockProblems([{ type: 'markdown', text: '# a' }], 'home').join()).toContain(
      'unsupported type: markdown',
    );
    const element = { type: 'plain_text_input', focus_on_load: true };
    const inputs = [1, 2].map((id) => ({ type: 'input', block_id: `${id}`, label: plain('L'), element }));
    expect(blockProblems(inputs, 'modal').join()).toContain('focus_on_load');
  });
});

describe('views that Slack refuses', () => {
  const modal = { type: 'modal', title: plain('A'), blocks: [] };

  it.each([
    ['a modal without a title', { type: 'modal', blocks: [] }, 'missing required field: title'],
    ['metadata of 3001', { ...modal, private_metadata: 'x'.repeat(3001) }, 'less than 3001'],
    ['a close button of 25', { ...modal, close: plain('x'.repeat(25)) }, 'less than 25'],
    ['a submit button of 25', { ...modal, submit: plain('x'.repeat(25)) }, 'less than 25'],
    [
      'a home tab with a title',
      { type: 'home', blocks: [], title: plain('A') },
      'invalid additional property: title',
    ],
    [
      'a home tab with a submit button',
      { type: 'home', blocks: [], submit: plain('A') },
      'invalid additional property: submit',
    ],
    ['another kind', { type: 'drawer', blocks: [] }, 'must be one of: modal, home'],
    [
      'an input without a submit button',
      { ...modal, blocks: [{ type: 'input', label: plain('L'), element: { type: 'plain_text_input' } }] },
      'missing required field: submit',
    ],
  ])('%s', (_what, view, problem) => {
    expect(viewProblems(view).join()).toContain(problem);
  });
});
