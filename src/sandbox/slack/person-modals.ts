import { answerless } from './awaited-answer.ts';
import { deliver } from './delivery.ts';
import { standings } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { isFields, objects, part, strings, word } from './fields.ts';
import { filled, inputProblems, written } from './modal-inputs.ts';
import type { Whereabouts } from './payloads.ts';
import { viewClosed, viewSubmission, whereabouts } from './payloads.ts';
import type { Person, SlackAnswer, Submission } from './person.ts';
import type { Clicks, PersonOptions } from './person-clicks.ts';
import { wantedView } from './view-methods.ts';
import type { SlackView, Workspace } from './workspace.ts';

type Modals = Pick<Person, 'fillIn' | 'submit' | 'closeModal' | 'modal' | 'home'>;

/** How long somebody who writes waits for the view to change. */
const LOOK_MS = 1500;

const TROUBLE = 'We had some trouble connecting. Try again?';

/** The modal meant: the one named, else the topmost. Throws where none is open. */
function openModal(workspace: Workspace, user: string, id: string | undefined): SlackView {
  const pile = workspace.views.pile(user);
  const view = id === undefined ? pile.at(-1) : pile.find((one) => one.id === id);
  if (view === undefined) throw new Error(`no modal is open for ${user}`);
  return view;
}

function text(values: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

/** What the app's acknowledgement does to the pile of modals (https://docs.slack.dev/surfaces/modals#response_actions). */
function afterwards(shown: SlackView, acked: unknown, workspace: Workspace): SlackAnswer {
  const { views } = workspace;
  const body = isFields(acked) ? acked : {};
  const response = body['response_action'];
  function refused(problem: string): SlackAnswer {
    return answerless('dispatch_failed', { text: `${TROUBLE} (${problem})`, view: shown });
  }
  function onTop(): SlackView | undefined {
    return views.pile(shown.user).at(-1);
  }
  if (response === 'errors') {
    const errors = text(part(body, 'errors'));
    const inputs = objects(shown.view['blocks']).filter((block) => block['type'] === 'input');
    const known = inputs.map((block) => word(block, 'block_id'));
    const stray = Object.keys(errors).find((id) => !known.includes(id));
    if (stray !== undefined || Object.keys(errors).length === 0)
      return refused(`no input has the block_id ${stray ?? ''}`);
    views.hold(shown.id, { errors });
    return answerless('ack', { errors, view: onTop() });
  }
  if (response === 'update' || response === 'push') {
    const wanted = wantedView(body['view'], 'modal');
    if (wanted['ok'] === false)
      return refused(strings(part(wanted, 'response_metadata')['messages']).join(' '));
    const next = response === 'push' ? views.push(shown.user, wanted) : views.update(shown.id, wanted, '');
    return typeof next === 'string' ? refused(next) : answerless('view', { view: next });
  }
  if (response === 'clear') for (const { id } of views.pile(shown.user)) views.close(id);
  else if (response === undefined) views.close(shown.id);
  else return refused(`unknown response_action ${JSON.stringify(response)}`);
  return answerless('none', { view: onTop() });
}

/** The addresses that go with a modal whose menu of conversations asks for one. */
function responseUrls(view: SlackView, at: Whereabouts, options: PersonOptions): readonly Fields[] {
  return standings(objects(view.view['blocks'])).flatMap(({ block, element }) => {
    if (element['response_url_enabled'] !== true) return [];
    const [blockId, actionId] = [word(block, 'block_id'), word(element, 'action_id')];
    const held = part(view.state[blockId], actionId);
    const channel = word(held, 'selected_conversation') || word(held, 'selected_channel');
    if (channel === '') return [];
    const { url } = options.urls.open(options.base(), { ...at, channel });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
  });
}

async function close(view: SlackView, isCleared: boolean, options: PersonOptions): Promise<void> {
  const { workspace, delivery } = options;
  workspace.views.close(view.id);
  if (view.view['notify_on_close'] !== true) return;
  const at = whereabouts(workspace, undefined, view.user);
  await deliver({ type: 'interactive', payload: viewClosed(view, at, isCleared) }, delivery);
}

async function submit(view: SlackView, options: PersonOptions): Promise<SlackAnswer> {
  const { workspace, delivery } = options;
  const errors = inputProblems(view);
  if (Object.keys(errors).length > 0) {
    workspace.views.hold(view.id, { errors });
    return answerless('not-sent', { errors, view: workspace.views.get(view.id) });
  }
  const at = whereabouts(workspace, undefined, view.user);
  const trigger = workspace.triggers.issue({ user: view.user, view: view.id });
  const payload = viewSubmission(view, at, trigger, responseUrls(view, at, options));
  const delivered = await deliver({ type: 'interactive', payload }, delivery);
  if ('error' in delivered) return answerless(delivered.error, { text: TROUBLE, view });
  return afterwards(view, delivered.acked, workspace);
}

export function personModals(options: PersonOptions, clicks: Clicks): Modals {
  const { workspace } = options;
  const { views } = workspace;

  function write(view: SlackView, values: Submission['values']): ReturnType<typeof written> {
    const entries = written(view, values, workspace);
    views.hold(view.id, { state: filled(view, entries), errors: {} });
    return entries;
  }

  async function fillIn({ view: id, user = 'U01SAM0000', values }: Submission): Promise<void> {
    const view = openModal(workspace, user, id);
    const at = whereabouts(workspace, undefined, user);
    for (const entry of write(view, values)) {
      if (entry.standing.block['dispatch_action'] === true)
        await clicks.useInView(entry, views.get(view.id) ?? view, at, LOOK_MS);
    }
  }

  return {
    modal: (user = 'U01SAM0000') => views.pile(user).at(-1),
    home: (user = 'U01SAM0000') => views.home(user),
    fillIn,
    submit: async ({ view: id, user = 'U01SAM0000', values } = {}) => {
      const view = openModal(workspace, user, id);
      write(view, values);
      return submit(views.get(view.id) ?? view, options);
    },
    closeModal: async ({ view: id, user = 'U01SAM0000', all = false } = {}) => {
      const view = openModal(workspace, user, id);
      const isCleared = all || view.view['clear_on_close'] === true;
      const closing = isCleared ? views.pile(user).toReversed() : [view];
      for (const one of closing) await close(one, isCleared, options);
    },
  };
}
