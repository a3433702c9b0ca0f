import type { Lot } from '../domain/notice.ts';
import { NATIONWIDE, regionCodes } from '../domain/region.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { list, object, text, type Json } from './json.ts';
import type { Stated } from './read-release.ts';

/** What is said of the whole, of each lot (often the same again) and, on the release, as additional information. */
export function descriptionOf({ json, tender }: Stated, lots: readonly Json[]): string | undefined {
  const written = tender['description'];
  const main = cleanText(written);
  const said = main === undefined ? [] : [main];
  for (const part of [...lots, json]) {
    const other = part['description'] === written ? undefined : cleanText(part['description']);
    if (other !== undefined && !said.includes(other)) said.push(other);
  }
  return said.length === 0 ? undefined : said.join('\n\n');
}

/** Codes of the regions of delivery; a country abroad (`BR`) is none. */
export function regionsOf(items: readonly Json[]): readonly string[] {
  const codes = new Set<string>();
  for (const item of items)
    for (const address of list(item['deliveryAddresses']))
      for (const code of regionCodes(text(address['region']) ?? '') ?? []) codes.add(code);
  return codes.has(NATIONWIDE) ? [NATIONWIDE] : [...codes].toSorted();
}

/** When the contract runs, as planned for the lots, else as signed, else as awarded. */
export function periodsOf(release: Json, lots: readonly Json[]): readonly unknown[] {
  const planned = statedIn(lots, 'contractPeriod');
  if (planned.length > 0) return planned;
  const signed = statedIn(list(release['contracts']), 'period');
  return signed.length > 0 ? signed : statedIn(list(release['awards']), 'contractPeriod');
}

/** A loop: every release is asked. */
function statedIn(parts: readonly Json[], name: string): readonly unknown[] {
  const found: unknown[] = [];
  for (const part of parts) {
    const value: unknown = part[name];
    if (Array.isArray(value)) found.push(...list(value));
    else if (value !== undefined && value !== null) found.push(value);
  }
  return found;
}

/** A procurement without lots is served as one lot without a title: that is none. */
export function lotsOf(lots: readonly Json[]): readonly Lot[] {
  const read = lots.flatMap((lot) => {
    const id = text(lot['id']);
    return id === undefined ? [] : [{ id, title: cleanLine(lot['title']), status: text(lot['status']) }];
  });
  return read.length === 1 && read[0]?.title === undefined ? [] : read;
}

/** True for stubs, which state only that something ended, and for updates under other laws than the Act: these state only what changed. */
export function isPartial({ tag, tender }: Stated): boolean {
  if (
    /^(?:tenderCancellation|awardCancellation|contractTermination|implementation|contractAmendment)/.test(tag)
  )
    return true;
  return tag.endsWith('Update') && text(object(tender['legalBasis'])['scheme']) !== 'UKPGA';
}

/**
 * A corrigendum under the old regulations (standard form F14) gives a new time limit only as a change to section IV.2.2,
 * "Time limit for receipt of tenders or requests to participate".
 */
export function correctedDeadline(tender: Json): unknown {
  const changes = list(tender['amendments']).flatMap((amendment) => list(amendment['unstructuredChanges']));
  const limit = changes.filter((change) => {
    const section = text(object(change['where'])['section']);
    return section?.startsWith('IV.2.2') === true && text(object(change['newValue'])['date']) !== undefined;
  });
  return object(limit.at(-1)?.['newValue'])['date'];
}
