import type { DayHits, PortalFault } from '../../domain/ports.ts';
import { decodeText } from '../decode-text.ts';
import { isObject, list, object, text } from '../json.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { ask } from './ask.ts';
import { guidIn } from './identity.ts';

/** https://www.contractsfinder.service.gov.uk/apidocumentation/Notices/2/POST-rest-searches-search */
const ROUTE = '/api/rest/2/search_notices/json';
/** The documented sample asks for as many, and nobody was seen to get more; there are no pages. */
const SIZE = 1000;
const TYPES = ['Contract', 'Pipeline', 'PreProcurement'] as const;
/** A day holds about 140 notices: one request. This is for the day that does not. */
const MOST_ASKED = 40;
const LEAST_MINUTES = 60;
const DAY_MINUTES = 1440;

/** Part of a day: minutes of London wall time, `to` exclusive; all types where none is named. */
interface Slice {
  readonly from: number;
  readonly to: number;
  readonly type: string | undefined;
}

interface Hits {
  readonly total: number;
  readonly isWhole: boolean;
  readonly ids: readonly string[];
}

/**
 * What the second API counts on a London day. Where its list is shorter than its count, the day is asked for by type, and
 * then by halves down to an hour, and the answers are put together.
 */
export async function dayHits(
  day: string,
  deps: PortalDeps,
  signal: AbortSignal,
): Promise<DayHits | PortalFault> {
  const ids = new Set<string>();
  let total: number | undefined;
  const queue: Slice[] = [{ from: 0, to: DAY_MINUTES, type: undefined }];
  for (let asked = 0; asked < MOST_ASKED; asked += 1) {
    const slice = queue.shift();
    if (slice === undefined) break;
    const hits = await hitsOf(day, slice, { deps, signal });
    if ('fault' in hits) return hits;
    total ??= hits.total;
    for (const id of hits.ids) ids.add(id);
    if (!hits.isWhole) queue.push(...parted(slice));
  }
  return { total: total ?? 0, noticeIds: [...ids] };
}

function parted({ from, to, type }: Slice): readonly Slice[] {
  if (type === undefined) return TYPES.map((one) => ({ from, to, type: one }));
  const middle = Math.floor((from + to) / 2);
  if (to - from <= LEAST_MINUTES) return [];
  return [
    { from, to: middle, type },
    { from: middle, to, type },
  ];
}

async function hitsOf(
  day: string,
  slice: Slice,
  { deps, signal }: { readonly deps: PortalDeps; readonly signal: AbortSignal },
): Promise<Hits | PortalFault> {
  const json = { searchCriteria: criteriaOf(day, slice), size: SIZE };
  const answer = await ask({ route: ROUTE, accept: 'application/json', json }, deps, signal);
  if (!answer.ok) return answer.fault;
  const { source, body } = answer;
  return (
    readHits(body) ?? {
      source,
      fault: 'unusable',
      reason: 'a search result without count or list',
      retryAt: undefined,
    }
  );
}

/** Date alone for a whole day: the same day at both ends means that day. */
function criteriaOf(day: string, { from, to, type }: Slice): object {
  const isWholeDay = to - from === DAY_MINUTES;
  return {
    ...(type === undefined ? {} : { types: [type] }),
    publishedFrom: isWholeDay ? day : `${day}T${clock(from)}:00`,
    publishedTo: isWholeDay ? day : `${day}T${clock(to - 1)}:59`,
  };
}

function clock(minute: number): string {
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

/** `{hitCount, noticeList: [{score, item}]}`, where an item may be null. */
function readHits(body: Uint8Array): Hits | undefined {
  const answer = parsed(decodeText(body));
  const { hitCount: total, noticeList, maxHits } = object(answer);
  if (typeof total !== 'number' || !Number.isInteger(total) || total < 0) return undefined;
  if (!Array.isArray(noticeList)) return undefined;
  const ids = list(noticeList).flatMap((hit) => guidIn(text(object(hit['item'])['id']) ?? '') ?? []);
  // An item may be null in a list that is whole; a list as long as it may be proves nothing.
  const most = typeof maxHits === 'number' ? maxHits : SIZE;
  const isWhole = ids.length >= total || (noticeList.length >= total && noticeList.length < most);
  return { total, isWhole, ids };
}

function parsed(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
