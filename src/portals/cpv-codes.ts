import { cpvCode, type Cpv } from '../domain/cpv.ts';
import { cleanLine } from './clean-text.ts';
import { list, object, text, type Json } from './json.ts';

/**
 * CPV codes from everywhere a release carries them, its tender and all its items: half of Find a Tender's have them only under `awards[].items[]`
 * (docs/adr/0005-how-categories-are-assigned.md). `tender.classification` is the main one; where there is none, the first.
 */
export function cpvOf(tender: Json, items: readonly Json[]): readonly Cpv[] {
  const seen = new Set<string>();
  const found: Cpv[] = [];
  const take = (classification: Json): void => {
    const scheme = text(classification['scheme']);
    if (scheme !== undefined && scheme !== 'CPV' && !/^cpv/i.test(scheme)) return;
    const id = text(classification['id']);
    if (id === undefined || seen.has(id)) return;
    const code = cpvCode(id);
    if (code === undefined || seen.has(code)) return;
    seen.add(code);
    found.push({ code, description: cleanLine(classification['description']), main: found.length === 0 });
  };
  takeBoth(tender, take);
  for (const item of items) takeBoth(item, take);
  return found;
}

function takeBoth(part: Json, take: (classification: Json) => void): void {
  take(object(part['classification']));
  for (const classification of list(part['additionalClassifications'])) take(classification);
}
