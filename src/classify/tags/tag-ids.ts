import type { Tag } from '../../domain/procurement.ts';

/** What a tag tells: how it is bought, whom it suits, on which side of the threshold, and what is asked of a supplier. */
export type TagGroup = 'route' | 'fit' | 'threshold' | 'demand';

export interface PlainTag extends Tag {
  readonly group: TagGroup;
}

/** Every tag without a name or a sum in it, with the words for it where nothing more is known. */
export const TAG_IDS = [
  { id: 'framework', words: 'sets up a framework', group: 'route' },
  { id: 'call-off', words: 'bought under a framework or dynamic market', group: 'route' },
  { id: 'dynamic-market', words: 'dynamic market or dynamic purchasing system', group: 'route' },
  { id: 'open', words: 'open procedure', group: 'route' },
  { id: 'restricted', words: 'restricted procedure', group: 'route' },
  { id: 'competitive-flexible', words: 'competitive flexible procedure', group: 'route' },
  { id: 'direct-award', words: 'direct award', group: 'route' },
  { id: 'sme', words: 'suits small and medium enterprises', group: 'fit' },
  { id: 'vcse', words: 'suits voluntary, community and social enterprises', group: 'fit' },
  { id: 'above-threshold', words: 'above the threshold', group: 'threshold' },
  { id: 'below-threshold', words: 'below the threshold', group: 'threshold' },
  { id: 'clearance:bpss', words: 'asks for BPSS clearance', group: 'demand' },
  { id: 'clearance:ctc', words: 'asks for CTC clearance', group: 'demand' },
  { id: 'clearance:sc', words: 'asks for SC clearance', group: 'demand' },
  { id: 'clearance:dv', words: 'asks for DV clearance', group: 'demand' },
  { id: 'clearance:nppv', words: 'asks for NPPV (police vetting)', group: 'demand' },
  { id: 'cyber-essentials', words: 'asks for Cyber Essentials', group: 'demand' },
  { id: 'cyber-essentials-plus', words: 'asks for Cyber Essentials Plus', group: 'demand' },
  { id: 'iso-27001', words: 'asks for ISO 27001', group: 'demand' },
] as const satisfies readonly PlainTag[];

export type PlainTagId = (typeof TAG_IDS)[number]['id'];

/** What a tag with a name or a sum in it begins with: `framework:g-cloud-14`, `insurance:public-liability:5000000`. */
export const TAG_PREFIXES = {
  framework: 'framework:',
  insurance: 'insurance:',
  turnover: 'turnover:',
} as const;

const PLAIN: ReadonlyMap<string, Tag> = new Map(TAG_IDS.map(({ id, words }) => [id, { id, words }]));

export function plainTag(id: PlainTagId): Tag {
  return PLAIN.get(id) ?? { id, words: id };
}
