import { londonDate, londonDateTime, londonWall } from '../../base/london.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Slack's names for the parts of a moment, as somebody in London would see them (https://docs.slack.dev/messaging/formatting-message-text#date-formatting). */
function parts(at: number): Readonly<Record<string, string>> {
  const wall = londonWall(at);
  const [, year = '', month = '', day = '', time = ''] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(wall) ?? [];
  const name = MONTHS[Number(month) - 1] ?? '';
  const weekday = DAYS[new Date(`${year}-${month}-${day}T12:00:00Z`).getUTCDay()] ?? '';
  const short = `${Number(day)} ${name.slice(0, 3)} ${year}`;
  const full = `${Number(day)} ${name} ${year}`;
  const long = `${weekday}, ${full}`;
  return {
    date_num: `${year}-${month}-${day}`,
    date_slash: `${day}/${month}/${year}`,
    date: `${Number(day)} ${name}`,
    date_pretty: `${Number(day)} ${name}`,
    date_short: short,
    date_short_pretty: short,
    date_long: long,
    date_long_pretty: long,
    date_long_full: full,
    day_divider_pretty: long,
    time,
    time_secs: `${time}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`,
    ago: londonDate(at),
  };
}

export interface DateToken {
  readonly shown: string;
  readonly link: string | undefined;
  /** The whole moment, for whoever wants to check. */
  readonly title: string;
}

/** `!date^1790000000^{date_short} at {time}^https://…|fallback`, without its angle brackets; undefined where it is none that Slack could show. */
export function dateToken(inner: string): DateToken | undefined {
  const [token = ''] = inner.split('|');
  const [kind, seconds = '', format = '', link] = token.split('^');
  if (kind !== '!date' || !/^\d+$/.test(seconds) || format === '') return undefined;
  const known = parts(Number(seconds) * 1000);
  const shown = format.replaceAll(/\{([a-z_]+)\}/g, (written, name: string) => known[name] ?? written);
  return { shown, link, title: londonDateTime(Number(seconds) * 1000) };
}
