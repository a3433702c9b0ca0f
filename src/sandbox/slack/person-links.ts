import { randomUUID } from 'node:crypto';
import { deferred } from './deferred.ts';
import type { Fields } from './fields.ts';
import type { Place, Said } from './person.ts';
import type { PersonOptions } from './person-clicks.ts';
import { within } from './within.ts';
import type { SlackChange, SlackPost } from './workspace.ts';

/** How long a person looks for what a link unfolds to. */
const LOOK_MS = 1500;

/** Slack sends a link as `<https://…>` and escapes three characters (https://docs.slack.dev/messaging/formatting-message-text). */
function asSent(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replaceAll(/https?:\/\/[^\s|]+/g, (url) => `<${url}>`);
}

function linksIn(text: string, domains: readonly string[]): readonly { domain: string; url: string }[] {
  const urls = new Set(text.match(/https?:\/\/[^\s|<>]+/g));
  return [...urls].flatMap((url) => {
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    const domain = domains.find((one) => host === one || host.endsWith(`.${one}`));
    return domain === undefined ? [] : [{ domain, url }];
  });
}

function lookMs({ patienceMs }: PersonOptions): number {
  return Math.min(LOOK_MS, patienceMs);
}

/** Posts a message, tells the app of its links, and waits for what they unfold to. */
export async function say(text: string, said: Said, options: PersonOptions): Promise<SlackPost> {
  const { workspace, events, unfurlDomains } = options;
  const user = said.user ?? 'U01SAM0000';
  const channel = workspace.channel(said.channel ?? 'C01TENDERS');
  if (channel === undefined) throw new Error(`there is no channel ${said.channel ?? ''}`);
  const { id, state } = channel;
  const { threadTs } = said;
  const words = { text: asSent(text), blocks: [], visibleTo: undefined };
  const post = workspace.add({ channel: id, kind: 'said', threadTs, by: user, ...words });
  const links = linksIn(text, unfurlDomains);
  if (links.length === 0) return post;
  const event = {
    type: 'link_shared',
    channel: id,
    is_bot_user_member: state === 'member',
    user,
    message_ts: post.ts,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    unfurl_id: `${id}-${post.ts}`,
    source: 'conversations_history',
    links,
  };
  const seen = deferred<boolean>();
  const stop = workspace.watch((change: SlackChange) => {
    if ('post' in change && change.post.ts === post.ts && Object.keys(change.post.unfurls).length > 0)
      seen.resolve(true);
  });
  const told = await events.tell(workspace.team, event);
  if (told.acked) await within(seen.promise, lookMs(options));
  stop();
  return workspace.post(id, post.ts) ?? post;
}

/**
 * Writes a message without sending it: a draft has no channel and no `ts` that an app could use, only an `unfurl_id`
 * (https://docs.slack.dev/reference/events/link_shared). Answers what its links unfold to.
 */
export async function compose(text: string, place: Place, options: PersonOptions): Promise<Fields> {
  const { workspace, events, unfurlDomains } = options;
  const links = linksIn(text, unfurlDomains);
  if (links.length === 0) return {};
  const id = randomUUID();
  const seen = deferred<Fields>();
  workspace.drafts.set(id, { text: asSent(text), unfold: seen.resolve });
  const told = await events.tell(workspace.team, {
    type: 'link_shared',
    channel: 'COMPOSER',
    is_bot_user_member: true,
    user: place.user ?? 'U01SAM0000',
    message_ts: id,
    unfurl_id: id,
    source: 'composer',
    links,
  });
  const cards = told.acked ? await within(seen.promise, lookMs(options)) : undefined;
  workspace.drafts.delete(id);
  return cards ?? {};
}
