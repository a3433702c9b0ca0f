import type { Query } from '../src/domain/query.ts';
import { createInstantAudience, type InstantAudience } from '../src/flows/instant-audience.ts';
import { parseQuery } from '../src/match/parse.ts';

/** What flows that tell at once ask queries by; `parse` where a test has its own. */
export function queryReader(parse: (text: string) => Query = (text) => parseQuery(text).query): {
  readonly queryOf: (text: string) => Query;
  readonly instantAudience: InstantAudience;
} {
  return { queryOf: parse, instantAudience: createInstantAudience({ queryOf: parse }) };
}
