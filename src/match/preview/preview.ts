import type { Query } from '../../domain/query.ts';
import type { Wanted } from '../../domain/subscription.ts';
import type { Arrival } from './arrival.ts';
import type { Volume } from './volume.ts';

/** What a query would have brought, and how it could be put better. */
export interface Preview {
  /** In canonical form, and in a sentence. */
  readonly query: string;
  readonly described: string;
  /** What was counted: what comes as new, awards, or both. */
  readonly wanted: readonly Wanted[];
  /** Of the last 30 days, or as many as are held; undefined where nothing is held. */
  readonly volume: Volume | undefined;
  /** Of the last 90 days; only where the last 30 brought nothing. */
  readonly longer: Volume | undefined;
  /** The latest five of them, newest first. */
  readonly latest: readonly Arrival[];
  readonly verdict: 'well' | 'too-broad' | 'too-narrow' | 'nothing-held';
  /** Narrower queries where it is too broad, wider ones where it is too narrow; the best first. */
  readonly proposals: readonly Proposal[];
  /** Words of the query, where it brings nothing, that stand in nothing that is held: misspelt, perhaps. */
  readonly unheard: readonly string[];
  /** The closest first. */
  readonly related: readonly Related[];
}

/** Another query, in canonical form. */
export interface Proposal {
  readonly query: string;
  /** What is different: `with it:broad`. */
  readonly how: string;
  readonly volume: Volume;
}

/** A term that stands in what a query finds far more often than elsewhere. */
export interface Related {
  /** As the query language writes it. */
  readonly term: string;
  /** The query with it. */
  readonly query: Query;
  /** How many more would have come in the span, and how many more of all that is held it finds. */
  readonly came: number;
  readonly held: number;
}
