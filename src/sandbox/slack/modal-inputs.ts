import type { Standing, StateValues } from './elements-in.ts';
import { standings, stateOf, valueField, valueOf, withValue } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { objects, part, textOf, word } from './fields.ts';
import type { Picked, Submission } from './person.ts';
import type { SlackView, Workspace } from './workspace.ts';

const MENUS_OF_PLACES = /_?(conversations|channels|users)_select$/;

/** Names of channels and people as their ids; whatever else is picked stays. */
export function resolved(element: Fields, picked: Picked, workspace: Workspace): Picked {
  if (!MENUS_OF_PLACES.test(word(element, 'type'))) return picked;
  function idOf(name: string): string {
    if (name.startsWith('#')) return workspace.channel(name)?.id ?? name;
    const user = workspace.users().find((one) => `@${one.name}` === name);
    return user?.id ?? name;
  }
  return typeof picked === 'string' ? idOf(picked) : picked.map(idOf);
}

function isNamed({ block, element }: Standing, name: string): boolean {
  return [word(element, 'action_id'), word(block, 'block_id'), textOf(block, 'label')].includes(name);
}

/** What was written, by input. Throws where the view has no input of such a name. */
export function written(view: SlackView, values: Submission['values'], workspace: Workspace) {
  const all = standings(objects(view.view['blocks']));
  return Object.entries(values ?? {}).map(([name, picked]) => {
    const standing = all.find((one) => isNamed(one, name));
    if (standing === undefined) throw new Error(`the view has nothing called ${name}`);
    const { element } = standing;
    return { standing, value: valueOf(element, resolved(element, picked, workspace)) };
  });
}

/** The view's state with these written into it. */
export function filled(view: SlackView, entries: ReturnType<typeof written>): StateValues {
  const blocks = objects(view.view['blocks']);
  return entries.reduce(
    (state, { standing, value }) => withValue(state, standing, value),
    stateOf(blocks, view.state),
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function lengthProblem(element: Fields, text: string): string | undefined {
  const [least, most] = [element['min_length'], element['max_length']];
  if (typeof least === 'number' && text.length < least) return `Must be at least ${least} characters.`;
  if (typeof most === 'number' && text.length > most) return `Must be at most ${most} characters.`;
  return undefined;
}

function numberProblem(element: Fields, text: string): string | undefined {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) return 'Must be a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Must be a whole number.';
  const [least, most] = [word(element, 'min_value'), word(element, 'max_value')];
  if (least !== '' && number < Number(least)) return `Must be ${least} or more.`;
  if (most !== '' && number > Number(most)) return `Must be ${most} or less.`;
  return undefined;
}

function problemOf(element: Fields, value: unknown): string | undefined {
  const most = element['max_selected_items'];
  if (Array.isArray(value) && typeof most === 'number' && value.length > most) return `Pick at most ${most}.`;
  if (typeof value !== 'string') return undefined;
  const type = word(element, 'type');
  if (type === 'plain_text_input') return lengthProblem(element, value);
  if (type === 'number_input') return numberProblem(element, value);
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value)) return 'Must be an e-mail address.';
  if (type === 'url_text_input' && !URL.canParse(value)) return 'Must be a link.';
  return undefined;
}

/** What Slack itself says beside inputs before it sends a modal off, by block_id. */
export function inputProblems(view: SlackView): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const { block, element } of standings(objects(view.view['blocks']))) {
    if (block['type'] !== 'input') continue;
    const [id, action] = [word(block, 'block_id'), word(element, 'action_id')];
    const value = part(view.state[id], action)[valueField(word(element, 'type'))];
    const missing = isEmpty(value) && block['optional'] !== true;
    const problem = missing ? 'Please complete this required field.' : undefined;
    const wrong = problem ?? (isEmpty(value) ? undefined : problemOf(element, value));
    if (wrong !== undefined) problems[id] = wrong;
  }
  return problems;
}
