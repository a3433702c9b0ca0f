import { describeQuery } from '../match/describe.ts';
import { openOnly } from '../match/open-only.ts';
import { parseQuery, type Parsed } from '../match/parse.ts';
import { printQuery } from '../match/print.ts';
import type { Clock, Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';

export interface Found {
  readonly parsed: Parsed;
  /** The query in a sentence. */
  readonly described: string;
  readonly total: number;
  /** Newest first. */
  readonly procurements: readonly Procurement[];
}

/** Searches what is held. With `stage: 'open'` a query that names no stage (and is no identifier) finds open ones only. */
export async function searchProcurements(
  text: string,
  deps: { readonly store: Pick<Reads, 'procurements'>; readonly clock: Clock },
  options: { readonly limit: number; readonly offset?: number; readonly stage?: 'open' },
): Promise<Found> {
  const written = parseQuery(text);
  const isNarrowed = options.stage === 'open' && !mentions(written.query, ['stage', 'identifier']);
  const query = isNarrowed ? openOnly(written.query) : written.query;
  const parsed = isNarrowed ? { ...written, query, canonical: printQuery(query) } : written;
  const found = await deps.store.procurements.search(parsed.query, {
    limit: options.limit,
    offset: options.offset ?? 0,
    now: deps.clock.now(),
  });
  return { parsed, described: describeQuery(parsed.query), ...found };
}

function mentions(query: Query, kinds: readonly Query['kind'][]): boolean {
  if (kinds.includes(query.kind)) return true;
  return (query.kind === 'and' || query.kind === 'or') && query.of.some((part) => mentions(part, kinds));
}
