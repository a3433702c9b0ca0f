import { gatherRecord, type Gathered } from './gather-releases.ts';
import {
  BROKEN,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  eachMember,
  endOfValue,
  skipSpace,
  type Bytes,
} from './slice-json.ts';

const NO_VALUE: ReadonlySet<number> = new Set([COMMA, CLOSE_LIST, CLOSE_OBJECT]);

/** More bytes are needed. */
export const WAIT = -1;
/** No more bytes will mend it. */
export const WRONG = -2;

/** A list or package that the present place is inside of. */
interface Frame {
  /** What a list holds: releases, records, or `values` of any of these kinds; a package holds members. */
  readonly holds: 'values' | 'releases' | 'records' | 'members';
  isBegun: boolean;
}

/** A place in a file of which `bytes` is what is held of it. */
export interface Place {
  bytes: Bytes;
  at: number;
  /** Nothing follows `bytes`. */
  isEnd: boolean;
  /** Outermost first. */
  readonly frames: Frame[];
  /** The releases that were come by. */
  readonly found: Gathered;
}

/** Goes one value further, or into a list or package, or out of one: answers the index where that leads, WAIT or WRONG. */
export function step(place: Place): number {
  const { bytes, frames, at } = place;
  const from = skipSpace(bytes, at);
  const first = bytes[from];
  if (first === undefined) return WAIT;
  const frame = frames.at(-1);
  if (frame !== undefined) return stepIn(place, frame, from);
  return first === OPEN_LIST || first === OPEN_OBJECT ? value(place, from, 'values') : WRONG;
}

function stepIn(place: Place, frame: Frame, from: number): number {
  const { bytes, frames } = place;
  const isBetween = frame.isBegun && bytes[from] === COMMA;
  const index = isBetween ? skipSpace(bytes, from + 1) : from;
  if (index >= bytes.length) return WAIT;
  if (bytes[index] === (frame.holds === 'members' ? CLOSE_OBJECT : CLOSE_LIST)) {
    frames.pop();
    if (frame.holds === 'values' && !frame.isBegun) place.found.ocds = true;
    return index + 1;
  }
  if (frame.isBegun && !isBetween) return WRONG;
  const next = frame.holds === 'members' ? member(place, index) : value(place, index, frame.holds);
  if (next >= 0) frame.isBegun = true;
  return next;
}

function value(place: Place, from: number, of: 'values' | 'releases' | 'records'): number {
  const { bytes, frames, found } = place;
  if (of === 'values' && bytes[from] === OPEN_LIST) {
    frames.push({ holds: 'values', isBegun: false });
    return from + 1;
  }
  if (of === 'values' && bytes[from] === OPEN_OBJECT) return object(place, from);
  const end = wholeEnd(place, from);
  if (end < 0) return end;
  const whole = bytes.subarray(from, end);
  if (of === 'records') gatherRecord(whole, found);
  else found.releases.push(whole);
  return end;
}

/** A package is gone into as soon as it shows itself; anything else is a release. */
function object(place: Place, from: number): number {
  const { bytes, frames, found } = place;
  const seen = { list: false, ocid: false };
  const end = eachMember(bytes, from, (key, begin) => {
    seen.ocid ||= key === 'ocid';
    seen.list = isList(key) && bytes[begin] === OPEN_LIST;
    return seen.list ? BROKEN : undefined;
  });
  if (seen.list) {
    found.ocds = true;
    frames.push({ holds: 'members', isBegun: false });
    return from + 1;
  }
  const whole = end === BROKEN ? endOfValue(bytes, from) : end;
  if (whole === BROKEN) return WAIT;
  found.ocds ||= seen.ocid;
  found.releases.push(bytes.subarray(from, whole));
  return whole;
}

/** A member of a package, `from` its key. */
function member(place: Place, from: number): number {
  const { bytes, frames } = place;
  if (bytes[from] !== QUOTE) return WRONG;
  const keyEnd = endOfValue(bytes, from);
  if (keyEnd === BROKEN) return WAIT;
  const colon = skipSpace(bytes, keyEnd);
  const begin = skipSpace(bytes, colon + 1);
  if (begin >= bytes.length) return WAIT;
  if (bytes[colon] !== COLON) return WRONG;
  const key = Buffer.from(bytes.subarray(from + 1, keyEnd - 1)).toString('latin1');
  if (!isList(key) || bytes[begin] !== OPEN_LIST) return wholeEnd(place, begin);
  frames.push({ holds: key, isBegun: false });
  return begin + 1;
}

function isList(key: string): key is 'releases' | 'records' {
  return key === 'releases' || key === 'records';
}

function wholeEnd({ bytes, isEnd }: Place, from: number): number {
  const end = endOfValue(bytes, from);
  if (end === BROKEN) return NO_VALUE.has(bytes[from] ?? 0) ? WRONG : WAIT;
  // Half a number looks like a whole one.
  return end === bytes.length && !isEnd ? WAIT : end;
}
