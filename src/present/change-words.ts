import { endOfLondonDay } from '../base/london.ts';
import type { Change, MaterialField } from '../domain/event.ts';
import { regionName } from '../domain/region.ts';
import { line, oneLine } from './clean-text.ts';
import { momentWords } from './deadline-words.ts';
import { LONGEST, MOST_ITEMS, listed } from './lengths.ts';
import { dateWords } from './london-words.ts';
import { stageBrief } from './stage-words.ts';
import { valueWords } from './value-words.ts';

/** One field's was → now, for people. */
export interface ChangeWords {
  readonly label: string;
  readonly was: string;
  readonly now: string;
}

const LABELS: Readonly<Record<MaterialField, string>> = {
  stage: 'Stage',
  deadline: 'Deadline',
  title: 'Title',
  value: 'Value',
  regions: 'Where',
  lots: 'Lots',
  documents: 'Documents',
  contract: 'Contract dates',
};

const WORDS: Readonly<Record<MaterialField, (text: string) => string>> = {
  stage: stageBrief,
  deadline: deadlineChange,
  title: oneLine,
  value: valueChange,
  regions: (text) => listed([...new Set(text.split(',').map(regionName))], MOST_ITEMS.regions),
  lots: oneLine,
  documents: documentsChange,
  contract: contractChange,
};

/** What changed, from the canonical texts of `MaterialState`; a text in no known form is shown as it is. */
export function changeWords(change: Change): ChangeWords {
  const say = (text: string): string => fieldWords(change.field, text);
  const [was, now] = [say(change.was), say(change.now)];
  return { label: LABELS[change.field], was, now: was === now ? `${now}, not the same as before` : now };
}

/** A canonical text of `MaterialState` for people. */
export function fieldWords(field: MaterialField, text: string): string {
  return text === '' ? 'not stated' : line(WORDS[field](text), LONGEST.change);
}

function deadlineChange(text: string): string {
  const timed = text.includes('T');
  const at = timed ? Date.parse(text) : endOfLondonDay(text);
  return at === undefined || Number.isNaN(at) ? text : momentWords({ at, timed });
}

/** `12000000..12000000 GBP`, in pence; an empty side is not stated. */
function valueChange(text: string): string {
  const found = /^(\d*)\.\.(\d*) (\S*)$/.exec(text);
  if (found === null) return text;
  const [min, max] = [found[1], found[2]].map((side) =>
    side === undefined || side === '' ? undefined : Number(side),
  );
  return valueWords({ min, max, gross: undefined, currency: found[3] ?? '' });
}

/** `3 #1f2e3d4c`: how many, and a fingerprint that says nothing to people. */
function documentsChange(text: string): string {
  return /^(\d+) #/.exec(text)?.[1] ?? text;
}

/** `2026-11-01..2028-10-31`, London days. */
function contractChange(text: string): string {
  const found = /^([\d-]*)\.\.([\d-]*)$/.exec(text);
  if (found === null) return text;
  const [start, end] = [dayWords(found[1] ?? ''), dayWords(found[2] ?? '')];
  if (start === undefined) return end === undefined ? 'not stated' : `until ${end}`;
  return end === undefined ? `from ${start}` : `${start} to ${end}`;
}

function dayWords(day: string): string | undefined {
  const at = day === '' ? undefined : endOfLondonDay(day);
  return at === undefined ? undefined : dateWords(at);
}
