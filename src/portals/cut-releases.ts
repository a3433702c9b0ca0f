import { startOfText } from './decode-text.ts';
import { gather } from './gather-releases.ts';
import { BROKEN, endOfValue, skipSpace, type Bytes } from './slice-json.ts';
import { step, WAIT, WRONG, type Place } from './step-through.ts';

/** Why the end of a file was not read. */
export type Unread = 'cut off' | 'not JSON' | 'too large';

/** Cuts the releases out of a file that comes in pieces of any size, and holds no more of it than one release. */
export interface ReleaseCutter {
  /** Answers the releases that are whole with this piece, in the file's order. */
  push(piece: Bytes): readonly Bytes[];
  /** Those that only the end of the file makes whole. */
  end(): readonly Bytes[];
  /** True once something was seen that only OCDS has. */
  isOcds(): boolean;
  /** Undefined where nothing is left out. */
  unread(): Unread | undefined;
}

/** Releases take kilobytes, those of hundreds of lots some megabytes: what is larger is held by a lost quote or bracket. */
export const LARGEST_VALUE = 50 * 2 ** 20;

const LINE_FEED = 0x0a;

interface Cutting extends Place {
  /** Pieces that wait until there are enough of them to be worth another look. */
  waiting: Bytes[];
  waitingLength: number;
  enough: number;
  /** Once the first line proved to be a whole value, or no JSON begins there: a broken line spoils no other. */
  inLines: boolean;
  /** Whether the file's first value is over, and whether it stands on one line. */
  isPastFirst: boolean;
  isOneLine: boolean;
  unread: Unread | undefined;
}

/** Releases are found by brackets, so a broken one is still handed on, to be rejected by itself. */
export function createReleaseCutter(): ReleaseCutter {
  const cutting: Cutting = {
    bytes: new Uint8Array(),
    waiting: [],
    waitingLength: 0,
    // A byte order mark.
    enough: 3,
    at: -1,
    frames: [],
    found: { releases: [], ocds: false },
    inLines: false,
    isPastFirst: false,
    isOneLine: true,
    isEnd: false,
    unread: undefined,
  };
  return {
    push: (piece) => {
      cutting.waiting.push(piece);
      cutting.waitingLength += piece.length;
      return cutting.waitingLength < cutting.enough ? [] : cut(cutting);
    },
    end: () => {
      cutting.isEnd = true;
      return cut(cutting);
    },
    isOcds: () => cutting.found.ocds,
    unread: () => cutting.unread,
  };
}

function cut(cutting: Cutting): readonly Bytes[] {
  const { found } = cutting;
  found.releases.length = 0;
  const held = cutting.bytes.subarray(Math.max(0, cutting.at));
  cutting.bytes =
    held.length === 0 && cutting.waiting.length === 1
      ? (cutting.waiting[0] ?? held)
      : Buffer.concat([held, ...cutting.waiting]);
  cutting.at = cutting.at === -1 ? startOfText(cutting.bytes) : 0;
  cutting.waiting = [];
  cutting.waitingLength = 0;
  if (cutting.unread === undefined) readOn(cutting);
  if (cutting.unread !== undefined) cutting.at = cutting.bytes.length;
  // Looked at again only when there is as much again: so a large value is not read over and over.
  cutting.enough = cutting.bytes.length - cutting.at;
  return [...found.releases];
}

function readOn(cutting: Cutting): void {
  while (!cutting.inLines) {
    if (cutting.frames.length === 0) cutting.at = skipSpace(cutting.bytes, cutting.at);
    const next = step(cutting);
    if (next === WAIT || next === WRONG) {
      if (next === WAIT && !isStuck(cutting)) return;
      giveUp(cutting, next);
      break;
    }
    if (!cutting.isPastFirst) noteFirst(cutting, next);
    cutting.at = next;
  }
  if (cutting.inLines) takeLines(cutting);
}

/** At the end of the file, or where more of it would be too much to hold. */
function isStuck({ bytes, at, isEnd }: Cutting): boolean {
  return isEnd || bytes.length - at > LARGEST_VALUE;
}

/** What is no JSON value from its beginning on may be lines of which the first is broken. */
function giveUp(cutting: Cutting, why: typeof WAIT | typeof WRONG): void {
  const { bytes, at, frames, isEnd, isPastFirst } = cutting;
  if (isEnd && frames.length === 0 && at >= bytes.length) return;
  if (frames.length === 0 && !isPastFirst) cutting.inLines = true;
  else if (why === WRONG) cutting.unread = 'not JSON';
  else cutting.unread = isEnd ? 'cut off' : 'too large';
}

/** Where the first value ends before the first line does, lines are what the file is made of. */
function noteFirst(cutting: Cutting, next: number): void {
  const { bytes, at, frames } = cutting;
  cutting.isOneLine &&= !bytes.subarray(at, next).includes(LINE_FEED);
  cutting.isPastFirst = frames.length === 0;
  cutting.inLines = cutting.isPastFirst && cutting.isOneLine;
}

/** Lines with something in them, their white space trimmed. Only the last one can be torn by the end of the file. */
function takeLines(cutting: Cutting): void {
  const { bytes, found } = cutting;
  while (cutting.at < bytes.length) {
    const feed = bytes.indexOf(LINE_FEED, cutting.at);
    if (feed === -1 && !cutting.isEnd) {
      if (isStuck(cutting)) cutting.unread = 'too large';
      return;
    }
    let to = feed === -1 ? bytes.length : feed;
    const next = to + 1;
    const from = skipSpace(bytes, cutting.at);
    while (to > from && (bytes[to - 1] ?? 0) <= 0x20) to -= 1;
    const isTorn = feed === -1 && cutting.isPastFirst && from < to && endOfValue(bytes, from) === BROKEN;
    if (isTorn) cutting.unread = 'cut off';
    else if (from < to) gather(bytes.subarray(from, to), found);
    cutting.at = Math.min(next, bytes.length);
  }
}
