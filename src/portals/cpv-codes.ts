import { cpvCode, type Cpv } from '../domain/cpv.ts';
import { cleanLine } from './clean-text.ts';
import { list, object, text, type Json } from './json.ts';

/**
 * CPV codes from everywhere a release carries them, its tender and all its items: half of Find a Tender's have them only under `awards[].items[]`
 * (docs/adr/0005-how-categories-are-assigned.md). `tender.classification` is the main one; where there is none, the first.
 */
export function cpvOf(tender: Json, items: readonly Json[]): readonly Cpv[] {
  const found = new Map<string, string | undefined>();
  const take = (classification: Json): void => {
    const scheme = text(classification['scheme']);
    if (scheme !== undefined && scheme !== 'CPV' && !/^cpv/i.test(scheme)) return;
    const id = text(classification['id']);
    if (id === undefined || found.has(id)) return;
    const code = cpvCode(id);
    if (code !== undefined && !found.has(code)) found.set(code, cleanLine(classification['description']));
  };
  takeBoth(tender, take);
  for (const item of items) takeBoth(item, take);
  return [...found].map(([code, description], index) => ({ code, description, main: index === 0 }));
}

function takeBoth(part: Json, take: (classification: Json) => void): void {
  take(object(part['classification']));
  for (const classification of list(part['additionalClassifications'])) take(classification);
}
