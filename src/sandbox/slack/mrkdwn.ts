import { html, raw } from 'hono/html';
import type { Markup } from '../page.ts';
import { dateToken } from './date-token.ts';
import { withEmoji } from './emoji.ts';

/** What a channel or person is called, by id. */
export type Names = (id: string) => string | undefined;

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

/** Lines that begin with `>` stand as a quotation. */
function quoted(text: string): string {
  return text.replace(/(?:^|(?<=\n))&gt; ?([^\n]*)(?:\n(?=&gt;)|$|\n)/g, '<q>$1</q>');
}

/** Bold, italic and struck over text that is escaped already; within code nothing means anything. */
function styled(text: string): string {
  const [before = '', code, after = ''] = text.split(/(```\n?[^]+?\n?```|`[^`\n]+`)(?<rest>[^]*)/);
  if (code === undefined) return emphasised(text);
  const block = code.startsWith('```');
  const inner = code.replace(/^`+\n?|\n?`+$/g, '');
  const shown = block ? `<pre>${inner}</pre>` : `<code>${inner}</code>`;
  return `${emphasised(before)}${shown}${after === '' ? '' : styled(after)}`;
}

function emphasised(text: string): string {
  return quoted(text)
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '<strong>$1</strong>')
    .replace(/(?<![\w_])_([^_\n]+)_(?![\w_])/g, '<em>$1</em>')
    .replace(/(?<![\w~])~([^~\n]+)~(?![\w~])/g, '<s>$1</s>')
    .replaceAll('\n', '<br>');
}

function anchor(target: string, shown: string): string {
  return `<a href="${escaped(decoded(target))}" target="_blank" rel="noreferrer">${shown}</a>`;
}

/** A mention is a ping, and a person must see that one was sent: `<!channel>`, `<@U1>`. A channel's name is a link, and no ping. */
function mention(target: string, label: string, names: Names): string {
  const [sign, id] = [target.charAt(0), target.slice(1)];
  const [word = ''] = id.split('^');
  const shown = escaped(decoded(label === '' ? (names(id) ?? word) : label));
  if (sign === '#') return `<b>#${shown}</b>`;
  return `<mark>${sign === '@' || sign === '!' ? '@' : escaped(sign)}${shown.replace(/^@/, '')}</mark>`;
}

/** `<https://…|label>`, `<@U1>`, `<#C1|name>`, `<!here>`, `<!date^…|fallback>`. */
function angled(inner: string, names: Names): string {
  const [target = '', ...rest] = inner.split('|');
  const label = rest.join('|');
  if (target.startsWith('!date^')) {
    const date = dateToken(inner);
    if (date === undefined) return escaped(decoded(label));
    const shown = `<time title="${escaped(date.title)}">${escaped(date.shown)}</time>`;
    return date.link !== undefined && /^https?:/.test(date.link) ? anchor(date.link, shown) : shown;
  }
  if (/^(?:https?:|mailto:)/.test(target))
    return anchor(target, withEmoji(escaped(decoded(label === '' ? target : label))));
  return mention(target, label, names);
}

/** Stands for a link while the text around it is styled; no text of ours holds these private characters. */
const PLACE = /\uE000(\d+)\uE001/g;

/** Slack's mark-up as HTML, everything escaped but what it means. A link may stand inside bold or struck words. */
export function mrkdwn(text: string, names: Names = () => undefined): Markup {
  const parts = text.replaceAll(/[\uE000\uE001]/g, '').split(/<([^<>]+)>/);
  const links = parts.map((part, index) => (index % 2 === 1 ? angled(part, names) : ''));
  const marked = parts.map((part, index) =>
    index % 2 === 1 ? `\uE000${index}\uE001` : escaped(decoded(part)),
  );
  const shown = withEmoji(styled(marked.join('')));
  return raw(shown.replace(PLACE, (_place, index: string) => links[Number(index)] ?? ''));
}

/** Text without mark-up. */
export function plain(text: string): Markup {
  return html`${withEmoji(text)}`;
}
