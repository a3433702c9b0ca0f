import type { Classification, Procurement } from '../domain/procurement.ts';
import { parsed, type Json } from './rows.ts';
import { viewOf } from './stored-view.ts';

export interface ProcurementRow {
  readonly id: number;
  readonly view: Parameters<typeof viewOf>[0];
  readonly classification: Json<Classification>;
}

interface Known extends ProcurementRow {
  readonly procurement: Procurement;
}

/** A week's news goes to thousands of readers one after the other, some hundred procurements over and over. */
const MOST_KNOWN = 300;
const known = new Map<number, Known>();

/** A row as a procurement; the very same object while its texts are the same, so that its words are found once, too. */
export function procurementOf(row: ProcurementRow): Procurement {
  const held = known.get(row.id);
  if (held !== undefined && held.view === row.view && held.classification === row.classification)
    return held.procurement;
  const { id, view, classification } = row;
  const procurement = { id, view: viewOf(view), classification: parsed(classification) };
  known.delete(id);
  const [oldest] = known.size < MOST_KNOWN ? [] : known.keys();
  if (oldest !== undefined) known.delete(oldest);
  known.set(id, { ...row, procurement });
  return procurement;
}
