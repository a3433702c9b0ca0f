import type { Delivered, DeliveryOptions } from './delivery.ts';
import { deliver } from './delivery.ts';
import type { PressedButton, Whereabouts } from './payloads.ts';
import { clickPayload, commandPayload, homeOpened } from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SlackPost, Workspace } from './workspace.ts';

/** What a person sees after typing a command or pressing a button. */
export interface SlackAnswer {
  /** `ack` and `response_url` as the app chose; `none` where it acknowledged and said nothing; or why it failed. */
  readonly via: 'ack' | 'response_url' | 'none' | 'operation_timeout' | 'dispatch_failed';
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** Only the person sees it. */
  readonly ephemeral: boolean;
}

export interface Place {
  readonly channel?: string;
  readonly user?: string;
}

export type Click = Place & PressedButton;

export interface Person {
  /** Types a slash command: `/tenders cyber`; without a slash, `/tenders` is meant. */
  readonly command: (text: string, place?: Place) => Promise<SlackAnswer>;
  readonly click: (click: Click) => Promise<SlackAnswer>;
  /** Opens the app's home tab. */
  readonly openHome: (user?: string) => Promise<void>;
}

export interface PersonOptions {
  readonly workspace: Workspace;
  readonly urls: ResponseUrls;
  readonly base: () => string;
  readonly delivery: DeliveryOptions;
  /** How long to wait for an answer by response_url after an empty acknowledgement. */
  readonly patienceMs: number;
}

function answerOf(post: SlackPost, via: SlackAnswer['via']): SlackAnswer {
  return { via, text: post.text, blocks: post.blocks, ephemeral: post.visibleTo !== undefined };
}

function failed(via: 'none' | 'operation_timeout' | 'dispatch_failed'): SlackAnswer {
  return { via, text: '', blocks: [], ephemeral: true };
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}

/** Whoever sits at the keyboard of the pretend workspace. */
export function person(options: PersonOptions): Person {
  const { workspace, urls, delivery } = options;

  async function outcome(delivered: Delivered, url: ReturnType<ResponseUrls['open']>): Promise<SlackAnswer> {
    if ('error' in delivered) return failed(delivered.error);
    const acked = delivered.acked === undefined ? undefined : url.accept(delivered.acked);
    if (acked !== undefined) return answerOf(acked, 'ack');
    const late = await within(url.answered, options.patienceMs);
    return late === undefined ? failed('none') : answerOf(late, 'response_url');
  }

  function where(place: Place): Whereabouts {
    const channel = workspace.channel(place.channel ?? 'C01TENDERS');
    const user = workspace.users().find(({ id }) => id === (place.user ?? 'U01SAM0000'));
    return {
      channel: channel?.id ?? place.channel ?? '',
      channelName: channel?.name ?? '',
      user: user?.id ?? '',
      userName: user?.name ?? '',
    };
  }

  return {
    command: async (text, place = {}) => {
      const at = where(place);
      const url = urls.open(options.base(), at);
      return outcome(await deliver('slash_commands', commandPayload(text, at, url.url), delivery), url);
    },
    click: async (click) => {
      const at = where(click);
      const message = workspace.posts().find((post) => post.channel === at.channel && post.ts === click.ts);
      const url = urls.open(options.base(), at, message);
      return outcome(await deliver('interactive', clickPayload(click, at, message, url.url), delivery), url);
    },
    openHome: async (user = 'U01SAM0000') => {
      await deliver('events_api', homeOpened(user), delivery);
    },
  };
}
