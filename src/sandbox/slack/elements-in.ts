import type { Fields } from './fields.ts';
import { isFields, objects, part, textOf, word } from './fields.ts';

/** An element that a person can use, and the block in which it stands. */
export interface Standing {
  readonly block: Fields;
  readonly element: Fields;
}

/** What a view or message holds: block_id → action_id → value. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Fields>>>>;

const STILL = new Set(['image', 'plain_text', 'mrkdwn']);

function isUsable(value: unknown): value is Fields {
  return isFields(value) && !STILL.has(word(value, 'type'));
}

function withId(element: unknown, id: string): unknown {
  return isUsable(element) && word(element, 'action_id') === '' ? { ...element, action_id: id } : element;
}

/** Slack gives an id to every block and element that came without one. */
export function withIds(blocks: readonly unknown[]): readonly Fields[] {
  return objects(blocks).map((block, index) => {
    const named = word(block, 'block_id') === '' ? { ...block, block_id: `b${index}` } : block;
    const type = word(block, 'type');
    if (type === 'actions') {
      const elements = objects(block['elements']).map((one, place) => withId(one, `a${index}-${place}`));
      return { ...named, elements };
    }
    const key = { input: 'element', section: 'accessory' }[type];
    if (key === undefined || block[key] === undefined) return named;
    return { ...named, [key]: withId(block[key], `a${index}`) };
  });
}

/** Every element that can be used, in order; ids as `withIds` gives them. */
export function standings(blocks: readonly unknown[]): readonly Standing[] {
  return withIds(blocks).flatMap((block) => {
    const all = [block['element'], block['accessory']];
    const several = block['type'] === 'actions' ? objects(block['elements']) : [];
    return [...all, ...several].filter(isUsable).map((element) => ({ block, element }));
  });
}

/** The options of a menu, those in groups too. */
export function optionsOf(element: Fields): readonly Fields[] {
  const groups = objects(element['option_groups']).flatMap((group) => objects(group['options']));
  return [...objects(element['options']), ...groups];
}

/** Whether a person would call it so: a button's words, an option's, a placeholder, an input's label, a section's words. */
export function isCalled(standing: Standing, label: string): boolean {
  const { element, block } = standing;
  const names = [
    textOf(element, 'text'),
    textOf(element, 'placeholder'),
    textOf(block, 'label'),
    ...optionsOf(element).map((option) => textOf(option, 'text')),
  ];
  return names.includes(label);
}

const ONE: Readonly<Record<string, string>> = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  overflow: 'selected_option',
  checkboxes: 'selected_options',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

/** The field under which an element's value is told: `selected_option`, `value`… */
export function valueField(type: string): string {
  return ONE[type] ?? 'value';
}

function optionCalled(element: Fields, name: string): Fields | undefined {
  const options = optionsOf(element);
  return (
    options.find((option) => word(option, 'value') === name) ??
    options.find((option) => textOf(option, 'text') === name)
  );
}

/** What Slack would tell of an element when this is picked or written; throws where a menu has no such option. */
export function valueOf(element: Fields, picked: string | readonly string[]): Fields {
  const type = word(element, 'type');
  const field = valueField(type);
  const names = (typeof picked === 'string' ? [picked] : picked).filter((name) => name !== '');
  function chosen(name: string): unknown {
    if (!field.startsWith('selected_option') || type.includes('external')) return name;
    const option = optionCalled(element, name);
    if (option === undefined) throw new Error(`${word(element, 'action_id')} has no option ${name}`);
    return option;
  }
  const all = names.map(chosen);
  if (field.endsWith('s')) return { type, [field]: all };
  if (type === 'datetimepicker') return { type, [field]: names[0] === undefined ? null : Number(names[0]) };
  return { type, [field]: all[0] ?? null };
}

/** What an element holds before anybody touched it. */
function initialValue(element: Fields): Fields {
  const type = word(element, 'type');
  const field = valueField(type);
  const initial = element[field === 'value' ? 'initial_value' : field.replace('selected', 'initial')];
  return { type, [field]: initial ?? (field.endsWith('s') ? [] : null) };
}

const STATELESS = new Set(['button', 'overflow', 'workflow_button']);

/** The state of all elements: what was held for an element with the same ids, else its initial value. */
export function stateOf(blocks: readonly unknown[], held: StateValues = {}): StateValues {
  const state: Record<string, Record<string, Fields>> = {};
  for (const { block, element } of standings(blocks)) {
    if (STATELESS.has(word(element, 'type'))) continue;
    const [blockId, actionId] = [word(block, 'block_id'), word(element, 'action_id')];
    const kept = part(held[blockId], actionId);
    const same = kept['type'] === element['type'] ? kept : undefined;
    state[blockId] = { ...state[blockId], [actionId]: same ?? initialValue(element) };
  }
  return state;
}

/** State with one element's value changed. */
export function withValue(state: StateValues, { block, element }: Standing, value: Fields): StateValues {
  const blockId = word(block, 'block_id');
  return { ...state, [blockId]: { ...state[blockId], [word(element, 'action_id')]: value } };
}
