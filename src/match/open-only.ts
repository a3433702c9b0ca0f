import type { Query } from '../domain/query.ts';
import { combine } from './combine.ts';

/** The query, and open now: what a subscription is told of as new, and what Slack shows unless asked for more. */
export function openOnly(query: Query): Query {
  const open: Query = { kind: 'stage', any: ['open'], negated: false };
  return combine('and', [query, open]) ?? open;
}
