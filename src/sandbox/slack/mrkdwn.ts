import { html, raw } from 'hono/html';
import type { Markup } from '../page.ts';

/** Slack sends exactly these three escaped (https://docs.slack.dev/messaging/formatting-message-text). */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** Bold, italic, struck and code over text that is escaped already. */
function styled(text: string): string {
  return text
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '<strong>$1</strong>')
    .replace(/(?<![\w_])_([^_\n]+)_(?![\w_])/g, '<em>$1</em>')
    .replace(/(?<![\w~])~([^~\n]+)~(?![\w~])/g, '<s>$1</s>')
    .replaceAll('\n', '<br>');
}

/** `<https://…|label>`, `<@U1>`, `<#C1|name>`, `<!here>`, `<!date^…|fallback>`. */
function angled(inner: string): string {
  const [target = '', ...rest] = inner.split('|');
  const label = rest.join('|');
  const shown = escaped(decoded(label === '' ? target : label));
  if (/^(?:https?:|mailto:)/.test(target)) {
    return `<a href="${escaped(decoded(target))}" target="_blank" rel="noreferrer">${shown}</a>`;
  }
  // A mention is a ping, and a person must see that one was sent.
  return `<mark>${/^[@#!]/.test(target) && label === '' ? shown : `${escaped(target.charAt(0))}${shown}`}</mark>`;
}

/** Stands for a link while the text around it is styled; no text of ours holds these private characters. */
const PLACE = /\uE000(\d+)\uE001/g;

/** Slack's mark-up as HTML, everything escaped but what it means. A link may stand inside bold or struck words. */
export function mrkdwn(text: string): Markup {
  const parts = text.replaceAll(/[\uE000\uE001]/g, '').split(/<([^<>]+)>/);
  const links = parts.map((part, index) => (index % 2 === 1 ? angled(part) : ''));
  const marked = parts.map((part, index) =>
    index % 2 === 1 ? `\uE000${index}\uE001` : escaped(decoded(part)),
  );
  return raw(styled(marked.join('')).replace(PLACE, (_place, index: string) => links[Number(index)] ?? ''));
}

/** Text without mark-up. */
export function plain(text: string): Markup {
  return html`${text}`;
}
