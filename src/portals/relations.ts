import { noticeKey, ocidKey } from '../domain/keys.ts';
import type { Notice, Relation, RelationKind } from '../domain/notice.ts';
import type { CitedAs } from './citation-cues.ts';
import { keyIn } from './cited-key.ts';
import { list, text, type Json } from './json.ts';
import { citationsIn, type Citation } from './text-citations.ts';

/** The other notices that one names: those of the same procurement, and those of others. */
export interface Links {
  readonly cites: readonly string[];
  readonly relations: readonly Relation[] | undefined;
}

/**
 * What the standard's codes mean here (https://standard.open-contracting.org/latest/en/schema/codelists/#related-process).
 * `prior` is how Find a Tender names the earlier round of an open framework, and a round that is opened again is the same
 * procurement. A sub-contract is neither.
 */
const CODES: Readonly<Record<string, CitedAs>> = {
  framework: 'framework',
  parent: 'framework',
  replacementProcess: 'replaces',
  renewalProcess: 'replaces',
  unsuccessfulProcess: 'retries',
  prior: 'same',
  planning: 'same',
};

/** A prior information notice holds for twelve months; what is older announced something else as well. */
const LONGEST_YEARS_PLANNED = 1;

const NONE: readonly Citation[] = [];
const NO_LINKS: Links = { cites: [], relations: undefined };

/** What `relatedProcesses` states. `published` in UTC milliseconds. */
export function relatedProcesses(release: Json, published: number): readonly Citation[] {
  const stated = list(release['relatedProcesses']);
  return stated.length === 0
    ? NONE
    : stated.flatMap((related) => {
        const cited = keyIn(text(related['identifier']) ?? '');
        const codes: unknown = related['relationship'];
        const kinds = (Array.isArray(codes) ? codes : [codes]).flatMap(
          (code) => CODES[text(code) ?? ''] ?? [],
        );
        const as = kinds.find((kind) => kind !== 'same') ?? kinds[0];
        if (cited === undefined || as === undefined) return [];
        const isOld =
          cited.year !== undefined &&
          cited.year < new Date(published).getUTCFullYear() - LONGEST_YEARS_PLANNED;
        return as === 'same' && isOld ? [] : [{ key: cited.key, as }];
      });
}

/**
 * Everything that a notice links to, once each. Where it is said in two ways, data comes before words; and of the words
 * what holds two procurements apart comes before what joins them, for a wrong join hides a notice.
 */
export function linksOf(
  { portal, ocid }: Pick<Notice, 'portal' | 'ocid'>,
  noticeId: string,
  data: readonly Citation[],
  texts: readonly (string | undefined)[],
): Links {
  const said = citedIn(texts);
  if (data.length === 0 && said.length === 0) return NO_LINKS;
  const own = [ocidKey(ocid), noticeKey(portal, noticeId)];
  const kinds = new Map<string, { readonly as: CitedAs; readonly by: Relation['by'] }>();
  const gather = (all: readonly Citation[], by: Relation['by']): void => {
    for (const { key, as } of apartFirst(all))
      if (!kinds.has(key) && !own.includes(key)) kinds.set(key, { as, by });
  };
  gather(data, 'data');
  gather(said, 'text');
  const entries = [...kinds];
  const relations = entries.flatMap(([key, { as, by }]) => (isRelation(as) ? [{ kind: as, key, by }] : []));
  return {
    cites: entries.flatMap(([key, { as }]) => (isRelation(as) ? [] : [key])),
    relations: relations.length === 0 ? undefined : relations,
  };
}

/** A loop, since nine notices in ten name nothing. */
function citedIn(texts: readonly (string | undefined)[]): readonly Citation[] {
  let found = NONE;
  for (const words of texts) {
    const cited = citationsIn(words);
    if (cited.length > 0) found = [...found, ...cited];
  }
  return found;
}

function apartFirst(all: readonly Citation[]): readonly Citation[] {
  return all.toSorted((a, b) => Number(a.as === 'same') - Number(b.as === 'same'));
}

function isRelation(as: CitedAs): as is RelationKind {
  return as !== 'same';
}
