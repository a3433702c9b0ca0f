import { deferred } from './deferred.ts';
import type { Whereabouts } from './payloads.ts';
import type { SlackAnswer } from './person.ts';
import type { OpenUrl } from './response-urls.ts';
import { within } from './within.ts';
import type { SlackChange, SlackPost, SlackView } from './workspace.ts';

/** After something in the channel changed, a word to the person themself may still come. */
const GRACE_MS = 500;

const NOTHING: SlackAnswer = {
  via: 'none',
  text: '',
  blocks: [],
  ephemeral: true,
  view: undefined,
  errors: {},
};

export function answerOf(post: SlackPost, via: SlackAnswer['via']): SlackAnswer {
  const { text, blocks, visibleTo } = post;
  return { ...NOTHING, via, text, blocks, ephemeral: visibleTo !== undefined };
}

/** Nothing was said, or why not. */
export function answerless(via: SlackAnswer['via'], more: Partial<SlackAnswer> = {}): SlackAnswer {
  return { ...NOTHING, ...more, via };
}

/** What a person does, and by what an answer to it is known. */
export interface Deed {
  readonly at: Whereabouts;
  readonly trigger: string;
  /** The message whose element was used. */
  readonly ts?: string | undefined;
  readonly url?: OpenUrl | undefined;
}

export interface AwaitedAnswer {
  readonly first: (patienceMs: number) => Promise<SlackAnswer>;
  readonly stop: () => void;
}

/** Something said to this person, or a view of theirs: surely an answer. */
function surely(change: SlackChange, { at, trigger }: Deed): boolean {
  if ('view' in change) return change.user === at.user || change.trigger === trigger;
  return change.post.kind === 'ephemeral' && change.post.visibleTo === at.user && !change.changed;
}

/** Something said in the same place, or the message changed: probably an answer. */
function probably(change: SlackChange, { at, ts }: Deed): boolean {
  if ('view' in change || change.post.visibleTo !== undefined) return false;
  const { post, changed } = change;
  const direct = at.workspace.channel(at.user)?.id;
  const isHere = post.channel === at.channel || post.channel === direct;
  return changed ? post.channel === at.channel && post.ts === ts : isHere && post.kind === 'post';
}

function told(change: SlackChange, { at }: Deed): SlackAnswer {
  if ('post' in change) return answerOf(change.post, 'message');
  const view: SlackView | undefined = at.workspace.views.get(change.view);
  return answerless('view', { view, blocks: view === undefined ? [] : blocksOf(view), ephemeral: true });
}

function blocksOf(view: SlackView): readonly unknown[] {
  const { blocks } = view.view;
  return Array.isArray(blocks) ? blocks : [];
}

/** Watches for the app's answer from now on, as it may come before the acknowledgement. */
export function awaitAnswer(deed: Deed): AwaitedAnswer {
  const good = deferred<SlackAnswer>();
  const fair = deferred<SlackAnswer>();
  void deed.url?.answered.then((post) => good.resolve(answerOf(post, 'response_url')));
  const stop = deed.at.workspace.watch((change) => {
    if (surely(change, deed)) good.resolve(told(change, deed));
    else if (probably(change, deed)) fair.resolve(told(change, deed));
  });
  return {
    stop,
    first: async (patienceMs) => {
      const first = await within(Promise.race([good.promise, fair.promise]), patienceMs);
      if (first?.via !== 'message' || first.ephemeral) return first ?? NOTHING;
      return (await within(good.promise, Math.min(GRACE_MS, patienceMs))) ?? first;
    },
  };
}
