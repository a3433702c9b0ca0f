import type { Buyer } from '../../domain/notice.ts';
import { NOTHING_STATED } from '../../domain/nothing-stated.ts';
import type { View } from '../../domain/procurement.ts';
import { typeOfName } from '../../portals/buyer-type.ts';
import { cleanLine } from '../../portals/clean-text.ts';
import {
  readLineBuyer,
  readLineCpv,
  readLineText,
  readLineTitle,
  readStage,
  type Doubts,
} from './line-fields.ts';
import { readLineFields, type Fields, type Refused } from './notice-line.ts';

/** A line of JSON that says of one notice what a classifier reads. */
export interface ViewLine {
  /** As given, whatever it is; null where none is. */
  readonly id: unknown;
  /** The same for people; `line 7` where none is given. */
  readonly name: string;
  readonly view: View;
  /** What could not be read and counts as not stated. */
  readonly doubts: readonly string[];
}

/** `number` is the line's, counting from 1. */
export function readViewLine(text: string, number: number): ViewLine | Refused {
  const fields = readLineFields(text);
  return 'refused' in fields ? fields : viewLineOf(fields.fields, number);
}

/** The same from an object. Other fields are let be, whatever stands in them. */
export function viewLineOf(fields: Fields, number: number): ViewLine {
  const doubts: Doubts = [];
  const title = readLineTitle(fields['title'], doubts);
  const description = readLineText(fields['description'], 'description', doubts);
  const view: View = {
    ...NOTHING_STATED,
    title: title ?? '',
    description: description ?? '',
    titles: title === undefined ? [] : [title],
    descriptions: description === undefined ? [] : [description],
    buyer: withType(readLineBuyer(fields['buyer'], doubts)),
    cpv: readLineCpv(fields['cpv'], doubts),
    stage: readStage(fields['stage'], doubts) ?? NOTHING_STATED.stage,
  };
  const { id } = fields;
  const name = cleanLine(typeof id === 'number' ? String(id) : id) ?? `line ${number}`;
  return { id: id ?? null, name, view, doubts };
}

/** Portals state what kind of body a buyer is; of a line its name has to say so. */
function withType(buyer: Buyer | undefined): Buyer | undefined {
  return buyer === undefined ? undefined : { ...buyer, type: typeOfName(buyer.name) };
}
