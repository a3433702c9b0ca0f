import { z } from 'zod';
import type { Comparable } from '../../dedupe/comparable.ts';
import { cleanLine } from '../../portals/clean-text.ts';
import { fingerprint } from './fingerprint.ts';
import {
  isNothing,
  readLineBuyer,
  readLineCpv,
  readLineText,
  readLineTitle,
  readPortal,
  readStage,
  readSums,
  readWhen,
  shown,
  type Doubts,
} from './line-fields.ts';

/** A line of JSON that says what one notice says. */
export interface NoticeLine {
  /** As given; `line 7` where none is. */
  readonly id: string | number;
  readonly notice: Comparable;
  /** What could not be read and counts as not stated. */
  readonly doubts: readonly string[];
}

export interface Refused {
  readonly refused: string;
}

const Fields = z.record(z.string(), z.unknown());
export type Fields = z.output<typeof Fields>;

/** Ids as bare numbers, too long for a number of JavaScript's: `"id": 12345678901234567890`. */
const LONG_ID = /("(?:id|ocid)"\s*:\s*)(\d{16,})(?=\s*[,}])/g;

/** `number` is the line's, counting from 1. */
export function readNoticeLine(text: string, number: number): NoticeLine | Refused {
  const fields = readLineFields(text);
  return 'refused' in fields ? fields : noticeLineOf(fields.fields, number);
}

/** What the line's object holds; ids that are too long for a number are text. */
export function readLineFields(text: string): { readonly fields: Fields } | Refused {
  let json: unknown;
  try {
    json = JSON.parse(text.replaceAll(LONG_ID, '$1"$2"'));
  } catch {
    return { refused: 'is no JSON; write one object to a line' };
  }
  const read = Fields.safeParse(json);
  return read.success ? { fields: read.data } : { refused: 'is no JSON object; write {"id": …, "title": …}' };
}

/** The same from an object. Unknown fields are let be. */
export function noticeLineOf(fields: Fields, number: number): NoticeLine {
  const doubts: Doubts = [];
  const portal = readPortal(fields['portal'] ?? fields['source']);
  const said = {
    ocid: ocidOf(fields),
    title: readLineTitle(fields['title'], doubts),
    description: readLineText(fields['description'], 'description', doubts),
    buyer: readLineBuyer(fields['buyer'], doubts),
    published: readWhen(fields['published'], 'published', doubts)?.at,
    deadline: readWhen(fields['deadline'], 'deadline', doubts),
    ...readSums(fields['value'], doubts),
    cpv: readLineCpv(fields['cpv'], doubts),
    stage: readStage(fields['stage'], doubts),
  };
  const id = idOf(fields, doubts);
  return {
    id: id ?? `line ${number}`,
    notice: { portal, ...(id === undefined ? nameOf(said) : { noticeId: String(id) }), ...said },
    doubts,
  };
}

function idOf(fields: Fields, doubts: Doubts): string | number | undefined {
  const id = fields['id'];
  if (typeof id === 'number') return id;
  const written = cleanLine(id);
  if (written === undefined && !isNothing(id)) doubts.push(`id: ${shown(id)} is neither words nor a number`);
  return written;
}

/** `N/A` and the like are no process that notices could share. Some write an ocid in capitals. */
function ocidOf(fields: Fields): string | undefined {
  const ocid = cleanLine(fields['ocid'])?.toLowerCase();
  return ocid !== undefined && /\d/.test(ocid) ? ocid : undefined;
}

/** For what names itself nothing: a name from what it says, so that the order of lines does not matter, and no reference. */
function nameOf(said: object): Pick<Comparable, 'noticeId' | 'reference' | 'isUnnamed'> {
  return { noticeId: `unnamed-${fingerprint(said)}`, reference: '', isUnnamed: true };
}
