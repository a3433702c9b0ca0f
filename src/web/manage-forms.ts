import { fromLondonWall } from '../base/london.ts';
import type { SubscriptionChange } from '../domain/ports.ts';
import { CADENCES, HOLIDAYS, OTHERS_CALL_OFFS, WANTED } from '../domain/subscription.ts';
import type { Change } from '../flows/change-managed.ts';
import { WEEKDAYS } from './choices.ts';
import type { EditFields } from './edit-page.tsx';
import { among, wholeNumber, type Form } from './form.ts';
import type { Fault } from './frame.tsx';

/** What a form asks for and what to say when it is done, or what is wrong with it. `field`: what a refusal is about. */
export type Read =
  | { readonly change: Change; readonly done: string; readonly field?: string | undefined }
  | { readonly faults: readonly Fault[] };

/** What the forms of the manage page say. */
export const readChange = { pause, timetable, frameworks } as const;

/** A pause is longer than this only by mistake. */
const LONGEST_PAUSE = 3 * 366 * 86_400_000;

function pause(form: Form, subscriptionId: number, now: number): Read {
  const field = `until-${subscriptionId}`;
  const day = form.text(field);
  const until = day === '' ? undefined : startOf(day);
  if (day !== '' && (until === undefined || until <= now || until > now + LONGEST_PAUSE))
    return { faults: [{ field, words: 'Choose a day after today on which the pause ends.' }] };
  return {
    change: { kind: 'pause', subscriptionId, until },
    done: 'It is paused. What you miss and is still open comes when it goes on.',
  };
}

/** A date alone: a time of day is none of it. */
function startOf(day: string): number | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? fromLondonWall(day) : undefined;
}

function timetable(form: Form): Read {
  const numbers = WEEKDAYS.map(([day]) => String(day));
  const days = among(numbers, form.all('days')).map(Number);
  const [weekday] = among(numbers, [form.text('weekday')]).map(Number);
  const hour = form.number('hour');
  const [holidays] = among(HOLIDAYS, [form.text('holidays')]);
  if (days.length === 0) return { faults: [{ field: 'days', words: 'Choose at least one day.' }] };
  if (weekday === undefined || hour === undefined || hour > 23 || holidays === undefined)
    return { faults: [{ field: 'weekday', words: 'Choose a day, an hour and whose bank holidays.' }] };
  return {
    change: {
      kind: 'timetable',
      timetable: { days, weekday, hour, holidays },
      heartbeat: form.text('heartbeat') === 'yes',
    },
    done: 'Your alerts come as you said.',
  };
}

const MOST_NAMES = 100;

function frameworks(form: Form): Read {
  const [others = 'tag'] = among(OTHERS_CALL_OFFS, [form.text('others')]);
  const names = form
    .text('frameworks')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, MOST_NAMES);
  const said = form.text('on');
  if (said === 'these' && names.length === 0)
    return { faults: [{ field: 'frameworks', words: 'Name at least one framework, or choose none.' }] };
  const on = said === 'these' ? names : said === 'none' ? [] : undefined;
  return {
    change: { kind: 'frameworks', on, others },
    done: 'Your frameworks are kept.',
    field: 'frameworks',
  };
}

const MOST_DAYS = 365;

/** One subscription's form. */
export function readEdit(form: Form): {
  readonly fields: EditFields;
  readonly faults: readonly Fault[];
  readonly change: SubscriptionChange;
} {
  const [cadence = 'daily'] = among(CADENCES, form.all('cadence'));
  const query = form.text('query');
  const wanted = among(WANTED, form.all('wanted'));
  const typed = form.text('minDaysLeft');
  const days = wholeNumber(typed);
  const faults = [
    ...(query === '' ? [{ field: 'query', words: 'Say what you look for.' }] : []),
    ...(wanted.length === 0 ? [{ field: 'wanted', words: 'Choose at least one thing to hear of.' }] : []),
    ...(typed !== '' && (days === undefined || days > MOST_DAYS)
      ? [{ field: 'minDaysLeft', words: `Give a number of days, at most ${MOST_DAYS}, or nothing.` }]
      : []),
  ];
  const minDaysLeft = days === 0 ? undefined : days;
  return {
    fields: { query, cadence, wanted, minDaysLeft: typed },
    faults,
    change: { query, cadence, wanted, minDaysLeft },
  };
}
