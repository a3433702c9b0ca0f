import type { Method, MethodAnswer } from './answers.ts';
import { failure, structure } from './answers.ts';
import { viewProblems } from './block-kit.ts';
import type { StateValues } from './elements-in.ts';
import { standings, valueOf, withValue } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { isFields, objects, word } from './fields.ts';
import { WORKSPACE } from './seeds.ts';
import type { SlackView, ViewError } from './views.ts';
import type { Workspace } from './workspace.ts';

/** A view as Slack tells of it, in answers and in payloads. */
export function viewOf(shown: SlackView, workspace: Workspace): Fields {
  const { view, id, hash, root, previous, state } = shown;
  const { team } = workspace;
  return {
    title: null,
    submit: null,
    close: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...view,
    id,
    hash,
    team_id: team.id,
    app_id: WORKSPACE.app,
    app_installed_team_id: team.id,
    bot_id: team.bot,
    root_view_id: root,
    previous_view_id: previous ?? null,
    state: { values: state },
  };
}

/** The view that an app gave, or why Slack would not take it. */
export function wantedView(given: unknown, type: 'modal' | 'home'): Fields | MethodAnswer {
  if (!isFields(given)) return failure('invalid_arguments', ['must provide an object [view]']);
  const problems = viewProblems(given);
  if (problems.length > 0) return failure('invalid_arguments', problems);
  const wrong = given['type'] === type ? [] : [`must be a ${type} here [view/type]`];
  return wrong.length > 0 ? failure('invalid_arguments', wrong) : given;
}

function isRefused(view: Fields | MethodAnswer): view is MethodAnswer {
  return view['ok'] === false;
}

function asked(args: Fields, type: 'modal' | 'home'): Fields | MethodAnswer {
  return wantedView(structure(args, 'view')?.value, type);
}

function answered(shown: SlackView | ViewError, workspace: Workspace): MethodAnswer {
  return typeof shown === 'string' ? failure(shown) : { ok: true, view: viewOf(shown, workspace) };
}

/** Menus of conversations may begin with the one in which the person is. */
function hereChosen(shown: SlackView, channel: string): StateValues {
  const menus = standings(objects(shown.view['blocks'])).filter(
    ({ element }) =>
      element['default_to_current_conversation'] === true && element['initial_conversation'] === undefined,
  );
  return menus.reduce((state, menu) => withValue(state, menu, valueOf(menu.element, channel)), shown.state);
}

/** The view is looked at before the trigger is spent. */
function triggered(how: 'open' | 'push'): Method {
  return (args, workspace) => {
    const view = asked(args, 'modal');
    if (isRefused(view)) return view;
    const id = word(args, 'trigger_id') || word(args, 'interactivity_pointer');
    const trigger = workspace.triggers.take(id);
    if (typeof trigger === 'string') return failure(trigger);
    const shown = workspace.views[how](trigger.user, view, id);
    if (typeof shown === 'string' || trigger.channel === undefined) return answered(shown, workspace);
    workspace.views.hold(shown.id, { state: hereChosen(shown, trigger.channel) });
    return answered(workspace.views.get(shown.id) ?? shown, workspace);
  };
}

function update(args: Fields, workspace: Workspace): MethodAnswer {
  const external = word(args, 'external_id');
  const id = word(args, 'view_id') || workspace.views.called(external)?.id || '';
  const was = workspace.views.get(id);
  if (was === undefined) return failure('not_found');
  const view = asked(args, was.type);
  if (isRefused(view)) return view;
  return answered(workspace.views.update(id, view, word(args, 'hash')), workspace);
}

function publish(args: Fields, workspace: Workspace): MethodAnswer {
  const view = asked(args, 'home');
  if (isRefused(view)) return view;
  const user = word(args, 'user_id');
  if (workspace.user(user) === undefined)
    return failure('invalid_arguments', ['invalid `user_id` [json-pointer:/user_id]']);
  return answered(workspace.views.publish(user, view, word(args, 'hash')), workspace);
}

export const VIEW_METHODS: Readonly<Record<string, Method>> = {
  'views.open': triggered('open'),
  'views.push': triggered('push'),
  'views.update': update,
  'views.publish': publish,
};
