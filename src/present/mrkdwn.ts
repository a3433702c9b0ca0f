import { safeUrl } from './safe-url.ts';

/**
 * Slack's markup. Exactly `&`, `<` and `>` are escaped (https://docs.slack.dev/messaging/formatting-message-text), which
 * also takes the force out of `<!channel>`, `<@U…>` and links that a notice might carry.
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `<https://…|label>`; the escaped label alone where the URL is not http(s). */
export function link(url: string | undefined, label: string): string {
  const href = url === undefined ? undefined : safeUrl(url);
  const words = escapeMrkdwn(label);
  return href === undefined ? words : `<${escapeMrkdwn(href)}|${words}>`;
}

/** At most `most` UTF-16 units of text that is escaped already, never ending inside an entity, a link or a surrogate pair. */
export function clampEscaped(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = text.slice(0, most - 1);
  if (kept.lastIndexOf('<') > kept.lastIndexOf('>')) kept = kept.slice(0, kept.lastIndexOf('<'));
  return `${kept.replace(/&[a-z]{0,4}$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * Goes with a message's `text`, so that Slack makes no links and mentions of what a notice says; chat.update would without it
 * (https://docs.slack.dev/reference/methods/chat.update: `parse` is `client` unless said otherwise).
 */
export const LITERAL = { parse: 'none', link_names: false } as const;
