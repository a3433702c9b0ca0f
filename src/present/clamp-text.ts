import { clampEscaped } from './mrkdwn.ts';

/** What stands where a text would be empty: Slack takes none that is. */
const NOTHING = '–';

/** Of at most `most` UTF-16 units, never ending inside a surrogate pair, and never blank. */
export function fitPlain(text: string, most: number): string {
  const whole = text.trim() === '' ? NOTHING : text;
  return whole.length <= most ? whole : `${whole.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The same of mrkdwn that is escaped already: never ending inside an entity or a link either. */
export function fitMrkdwn(text: string, most: number): string {
  return text.trim() === '' ? NOTHING : clampEscaped(text, most);
}
