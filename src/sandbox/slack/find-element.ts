import type { Standing } from './elements-in.ts';
import { isCalled, optionsOf, standings } from './elements-in.ts';
import { objects, part, textOf, word } from './fields.ts';
import type { Whereabouts } from './payloads.ts';
import type { Click } from './person.ts';
import type { SlackPost, SlackView } from './workspace.ts';

/** An element on somebody's screen and what it stands in. */
export interface OnScreen {
  readonly standing: Standing | undefined;
  readonly message: SlackPost | undefined;
  readonly view: SlackView | undefined;
  /** The address under which it was unfurled. */
  readonly unfurled: string | undefined;
}

const NOWHERE: OnScreen = { standing: undefined, message: undefined, view: undefined, unfurled: undefined };

function hasOption(standing: Standing, picked: Click['picked']): boolean {
  const names = typeof picked === 'string' ? [picked] : (picked ?? []);
  const options = optionsOf(standing.element);
  return names.some((name) =>
    options.some((option) => word(option, 'value') === name || textOf(option, 'text') === name),
  );
}

function found(blocks: readonly unknown[], click: Click): Standing | undefined {
  const { actionId, blockId, label, value, picked } = click;
  const named = standings(blocks).filter(
    (one) =>
      (actionId === undefined || word(one.element, 'action_id') === actionId) &&
      (blockId === undefined || word(one.block, 'block_id') === blockId) &&
      (label === undefined || isCalled(one, label)),
  );
  // Several blocks may use one action_id: the one with that value or option is meant.
  const exact = named.find(
    (one) => (value !== undefined && word(one.element, 'value') === value) || hasOption(one, picked),
  );
  return exact ?? named[0];
}

function blocksIn(view: SlackView): readonly unknown[] {
  const { blocks } = view.view;
  return Array.isArray(blocks) ? blocks : [];
}

function isSeen(post: SlackPost, at: Whereabouts): boolean {
  return post.channel === at.channel && (post.visibleTo === undefined || post.visibleTo === at.user);
}

function inMessage(post: SlackPost, click: Click): OnScreen {
  const own = found(post.blocks, click);
  if (own !== undefined) return { standing: own, message: post, view: undefined, unfurled: undefined };
  for (const unfurled of Object.keys(post.unfurls)) {
    const standing = found(objects(part(post.unfurls, unfurled)['blocks']), click);
    if (standing !== undefined) return { standing, message: post, view: undefined, unfurled };
  }
  return { standing: undefined, message: post, view: undefined, unfurled: undefined };
}

function inView(view: SlackView, click: Click): OnScreen {
  return { standing: found(blocksIn(view), click), message: undefined, view, unfurled: undefined };
}

/** The element that a click means: in the message or view it names, else the newest on the screen. */
export function findElement(click: Click, at: Whereabouts): OnScreen {
  const { workspace, user } = at;
  const { views } = workspace;
  if (click.view !== undefined) {
    const view = click.view === 'home' ? views.home(user) : views.get(click.view);
    if (view === undefined) throw new Error(`there is no view ${click.view}`);
    return inView(view, click);
  }
  if (click.ts !== undefined) {
    const post = workspace.post(at.channel, click.ts);
    return post === undefined ? NOWHERE : inMessage(post, click);
  }
  const top = views.pile(user).at(-1);
  const home = views.home(user);
  const places = [
    ...(top === undefined ? [] : [inView(top, click)]),
    ...workspace
      .posts()
      .filter((post) => isSeen(post, at))
      .toReversed()
      .map((post) => inMessage(post, click)),
    ...(home === undefined ? [] : [inView(home, click)]),
  ];
  const place = places.find(({ standing }) => standing !== undefined);
  if (place === undefined && click.label !== undefined)
    throw new Error(`nothing called ${click.label} is on the screen`);
  return place ?? NOWHERE;
}
