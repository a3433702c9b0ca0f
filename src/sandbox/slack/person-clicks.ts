import { answerless, answerOf, awaitAnswer } from './awaited-answer.ts';
import type { AwaitedAnswer, Deed } from './awaited-answer.ts';
import type { DeliveryOptions, Parcel } from './delivery.ts';
import { deliver } from './delivery.ts';
import type { Standing, StateValues } from './elements-in.ts';
import { optionsOf, standings, stateOf, valueOf, withValue } from './elements-in.ts';
import type { EventDelivery } from './event-delivery.ts';
import type { Fields } from './fields.ts';
import { objects, part, textOf, word } from './fields.ts';
import type { OnScreen } from './find-element.ts';
import { findElement } from './find-element.ts';
import { resolved } from './modal-inputs.ts';
import type { Used, Whereabouts } from './payloads.ts';
import { commandPayload, messageAction, shortcutPayload, viewAction, whereabouts } from './payloads.ts';
import type { Click, Person, Shortcut, SlackAnswer } from './person.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SlackPost, SlackView, Workspace } from './workspace.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  readonly world: World;
  readonly workspace: Workspace;
  readonly urls: ResponseUrls;
  readonly base: () => string;
  readonly delivery: DeliveryOptions;
  readonly events: EventDelivery;
  /** How long to wait for an answer after an empty acknowledgement. */
  readonly patienceMs: number;
  /** Links to these hosts and what lies below them are told to the app. */
  readonly unfurlDomains: readonly string[];
}

/** A stand-in for an element that is not on the screen any more: pressed as it was remembered. */
function remembered({ actionId = '', blockId = 'b', value }: Click): Used {
  const element = { type: 'button', action_id: actionId };
  return {
    standing: { block: { block_id: blockId }, element },
    value: { type: 'button', ...(value === undefined ? {} : { value }) },
  };
}

function usedOf(standing: Standing, click: Click, workspace: Workspace): Used {
  const { element } = standing;
  const { value, label } = click;
  if (word(element, 'type') === 'button') {
    const own = value ?? element['value'];
    return { standing, value: { type: 'button', ...(own === undefined ? {} : { value: own }) } };
  }
  const isOption = optionsOf(element).some((option) => textOf(option, 'text') === label);
  const picked = click.picked ?? value ?? (isOption ? label : undefined) ?? '';
  return { standing, value: valueOf(element, resolved(element, picked, workspace)) };
}

/** A link opens a page; nobody waits for an answer. */
function leadsAway({ standing, value }: Used): boolean {
  const target = word(standing.element, 'url') || word(part(value, 'selected_option'), 'url');
  return target !== '';
}

function isSilent({ block }: Standing): boolean {
  return block['type'] === 'input' && block['dispatch_action'] !== true;
}

/** Sends what somebody did and waits for the app's answer. `takesBody`: an acknowledgement may carry the answer. */
async function answered(
  parcel: Parcel,
  deed: Deed,
  waiting: AwaitedAnswer,
  options: PersonOptions & { readonly takesBody: boolean; readonly waits: boolean },
): Promise<SlackAnswer> {
  try {
    const delivered = await deliver(parcel, options.delivery);
    if ('error' in delivered) return answerless(delivered.error);
    const body = options.takesBody ? delivered.acked : undefined;
    const acked = body === undefined ? undefined : deed.url?.accept(body);
    if (acked !== undefined) return answerOf(acked, 'ack');
    return options.waits ? await waiting.first(options.patienceMs) : answerless('none');
  } finally {
    waiting.stop();
  }
}

export type Clicks = Pick<Person, 'command' | 'click' | 'shortcut'> & {
  /** Uses an element of a view, its value told already. */
  readonly useInView: (
    used: Used,
    view: SlackView,
    at: Whereabouts,
    patienceMs: number,
  ) => Promise<SlackAnswer>;
};

/** What a person picked in messages stays picked for them. */
type Held = Map<string, StateValues>;

function heldState(held: Held, post: SlackPost | undefined, used: Used, user: string): StateValues {
  if (post === undefined) return {};
  const key = `${post.channel} ${post.ts} ${user}`;
  const before = stateOf(post.blocks, held.get(key));
  const { element } = used.standing;
  const isKept = standings(post.blocks).some(
    (one) => word(one.element, 'action_id') === word(element, 'action_id'),
  );
  const type = word(element, 'type');
  if (!isKept || type === 'button' || type === 'overflow') return before;
  const after = withValue(before, used.standing, used.value);
  held.set(key, after);
  return after;
}

/** Sends an interaction that came of using something. */
function interact(payload: Fields, deed: Deed, options: PersonOptions, waits = true): Promise<SlackAnswer> {
  const how = { ...options, takesBody: false, waits };
  return answered({ type: 'interactive', payload }, deed, awaitAnswer(deed), how);
}

function useInMessage(
  used: Used,
  where: OnScreen & { readonly ts: string | undefined; readonly held: Held },
  at: Whereabouts,
  options: PersonOptions,
): Promise<SlackAnswer> {
  const { message, unfurled, ts, held } = where;
  const url = options.urls.open(options.base(), { ...at, original: message });
  const trigger = at.workspace.triggers.issue({ user: at.user, view: undefined, channel: at.channel });
  const state = heldState(held, message, used, at.user);
  const payload = messageAction(used, { at, trigger, responseUrl: url.url, ts, message, state, unfurled });
  return interact(payload, { at, trigger, ts, url }, options, !leadsAway(used));
}

function useInView(
  used: Used,
  view: SlackView,
  at: Whereabouts,
  options: PersonOptions,
): Promise<SlackAnswer> {
  const { views, triggers } = at.workspace;
  const kept = withValue(stateOf(objects(view.view['blocks']), view.state), used.standing, used.value);
  const isStateful = !['button', 'overflow'].includes(word(used.standing.element, 'type'));
  if (isStateful) views.hold(view.id, { state: kept });
  const now: SlackView = views.get(view.id) ?? view;
  if (isSilent(used.standing)) return Promise.resolve(answerless('none', { view: now }));
  const trigger = triggers.issue({ user: at.user, view: view.id });
  const deed: Deed = { at: { ...at, channel: '' }, trigger };
  return interact(viewAction(used, now, at, trigger), deed, options, !leadsAway(used));
}

function typeCommand(text: string, at: Whereabouts, options: PersonOptions): Promise<SlackAnswer> {
  const url = options.urls.open(options.base(), at);
  const trigger = at.workspace.triggers.issue({ user: at.user, view: undefined, channel: at.channel });
  const payload = commandPayload(text, at, url.url, trigger);
  const deed = { at, trigger, url };
  const how = { ...options, takesBody: true, waits: true };
  return answered({ type: 'slash_commands', payload }, deed, awaitAnswer(deed), how);
}

function takeShortcut(
  { callbackId, ts, channel, user }: Shortcut,
  options: PersonOptions,
): Promise<SlackAnswer> {
  const at = whereabouts(options.workspace, channel, user);
  const trigger = at.workspace.triggers.issue({ user: at.user, view: undefined, channel: at.channel });
  if (ts === undefined) return interact(shortcutPayload(callbackId, at, trigger), { at, trigger }, options);
  const message = at.workspace.post(at.channel, ts);
  if (message === undefined) throw new Error(`there is no message ${ts}`);
  const url = options.urls.open(options.base(), { ...at, original: message });
  const payload = shortcutPayload(callbackId, at, trigger, { message, responseUrl: url.url });
  return interact(payload, { at, trigger, url }, options);
}

export function personClicks(options: PersonOptions): Clicks {
  const { workspace } = options;
  const held: Held = new Map();
  return {
    useInView: (used, view, at, patienceMs) =>
      useInView(used, view, at, { ...options, patienceMs: Math.min(patienceMs, options.patienceMs) }),
    command: (text, place = {}) =>
      typeCommand(text, whereabouts(workspace, place.channel, place.user), options),
    click: async (click) => {
      const at = whereabouts(workspace, click.channel, click.user);
      const where = findElement(click, at);
      const { standing, message, view } = where;
      const used = standing === undefined ? remembered(click) : usedOf(standing, click, workspace);
      if (view !== undefined) return useInView(used, view, at, options);
      return useInMessage(used, { ...where, ts: message?.ts ?? click.ts, held }, at, options);
    },
    shortcut: async (shortcut) => takeShortcut(shortcut, options),
  };
}
