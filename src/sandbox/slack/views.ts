import { createHash } from 'node:crypto';
import type { StateValues } from './elements-in.ts';
import { stateOf, withIds } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { objects, word } from './fields.ts';
import type { SlackChange } from './workspace.ts';

/** A modal or a home tab as the app last opened, changed or published it. */
export interface SlackView {
  readonly id: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  /** As the app gave it, with ids where it gave none. */
  readonly view: Fields;
  /** Differs after each change (https://docs.slack.dev/surfaces/modals#handling_race_conditions). */
  readonly hash: string;
  /** The lowest modal of its pile. */
  readonly root: string;
  /** The modal below it. */
  readonly previous: string | undefined;
  /** On somebody's screen, for a modal. */
  readonly open: boolean;
  /** What its elements hold: block_id → action_id → value. */
  readonly state: StateValues;
  /** What stands beside its inputs since it was last sent off, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
}

export type ViewError = 'not_found' | 'hash_conflict' | 'push_limit_reached' | 'duplicate_external_id';

/** A pile of modals is three high at most (https://docs.slack.dev/surfaces/modals). */
const HIGHEST = 3;

/** All views of a workspace. */
export interface Views {
  readonly all: () => readonly SlackView[];
  readonly get: (id: string) => SlackView | undefined;
  /** By the app's own `external_id`, among those open. */
  readonly called: (externalId: string) => SlackView | undefined;
  /** The open modals of a person, the topmost last. */
  readonly pile: (user: string) => readonly SlackView[];
  readonly home: (user: string) => SlackView | undefined;
  /** A new modal, in place of whatever was open. */
  readonly open: (user: string, view: Fields, trigger?: string) => SlackView | ViewError;
  readonly push: (user: string, view: Fields, trigger?: string) => SlackView | ViewError;
  readonly update: (id: string, view: Fields, hash: string) => SlackView | ViewError;
  readonly publish: (user: string, view: Fields, hash: string) => SlackView | ViewError;
  /** Keeps what a person wrote, or what stands beside the inputs. */
  readonly hold: (id: string, held: Partial<Pick<SlackView, 'state' | 'errors'>>) => void;
  /** Takes a modal from the screen. */
  readonly close: (id: string) => void;
}

/** Where views are kept, and what changes in one. */
interface Shelf {
  readonly held: Map<string, SlackView>;
  readonly keep: (view: SlackView, trigger?: string) => SlackView;
  readonly content: (view: Fields, was?: SlackView) => Pick<SlackView, 'view' | 'hash' | 'state' | 'errors'>;
}

function shelfOf(tell: (change: SlackChange) => void): Shelf {
  const held = new Map<string, SlackView>();
  let changes = 0;

  function hashOf(view: Fields): string {
    changes += 1;
    return `${changes}.${createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 8)}`;
  }

  return {
    held,
    content: (view, was) => {
      const named = { ...view, blocks: withIds(objects(view['blocks'])) };
      return { view: named, hash: hashOf(view), state: stateOf(named.blocks, was?.state), errors: {} };
    },
    keep: (view, trigger) => {
      held.set(view.id, view);
      tell({ view: view.id, user: view.user, trigger });
      return view;
    },
  };
}

type Seen = Pick<Views, 'all' | 'get' | 'called' | 'pile' | 'home' | 'hold' | 'close'>;

function seen(held: Map<string, SlackView>): Seen {
  function alter(id: string, what: Partial<SlackView>): void {
    const one = held.get(id);
    if (one !== undefined) held.set(id, { ...one, ...what });
  }
  return {
    all: () => [...held.values()],
    get: (id) => held.get(id),
    called: (externalId) =>
      [...held.values()].findLast((one) => one.open && word(one.view, 'external_id') === externalId),
    pile: (user) => [...held.values()].filter((one) => one.type === 'modal' && one.open && one.user === user),
    home: (user) => [...held.values()].find((one) => one.type === 'home' && one.user === user),
    hold: alter,
    close: (id) => alter(id, { open: false }),
  };
}

export function views(tell: (change: SlackChange) => void): Views {
  const { held, keep, content } = shelfOf(tell);
  const shown = seen(held);
  const { pile, home, called, close } = shown;

  function fresh(user: string, view: Fields, type: SlackView['type'], below?: SlackView): SlackView {
    const id = `V${String(held.size + 1).padStart(9, '0')}`;
    const root = below?.root ?? id;
    return { id, user, type, root, previous: below?.id, open: true, ...content(view) };
  }

  function isTaken(view: Fields, by?: string): boolean {
    const external = word(view, 'external_id');
    const other = external === '' ? undefined : called(external);
    return other !== undefined && other.id !== by;
  }

  function change(was: SlackView | undefined, view: Fields, hash: string): SlackView | ViewError {
    if (was === undefined || !was.open) return 'not_found';
    if (hash !== '' && hash !== was.hash) return 'hash_conflict';
    if (isTaken(view, was.id)) return 'duplicate_external_id';
    return keep({ ...was, ...content(view, was) });
  }

  return {
    ...shown,
    open: (user, view, trigger) => {
      for (const { id } of pile(user)) close(id);
      return isTaken(view) ? 'duplicate_external_id' : keep(fresh(user, view, 'modal'), trigger);
    },
    push: (user, view, trigger) => {
      const top = pile(user).at(-1);
      if (top === undefined) return 'not_found';
      if (pile(user).length >= HIGHEST) return 'push_limit_reached';
      return isTaken(view) ? 'duplicate_external_id' : keep(fresh(user, view, 'modal', top), trigger);
    },
    update: (id, view, hash) => change(held.get(id), view, hash),
    publish: (user, view, hash) => {
      const was = home(user);
      if (was !== undefined) return change(was, view, hash);
      return hash === '' ? keep(fresh(user, view, 'home')) : 'hash_conflict';
    },
  };
}
