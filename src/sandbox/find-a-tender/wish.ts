import { fromLondonWall } from '../../base/london.ts';
import { placeOf } from '../portal/shelf.ts';

/** What a request to the list asks for. Instants in UTC milliseconds. */
export interface Wish {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly after: number | undefined;
  readonly stages: string | undefined;
}

/** Why a request is refused, in the portal's words. */
export interface Refusal {
  readonly message: string;
  readonly exception: string;
}

const PARAMETERS = ['stages', 'limit', 'cursor', 'updatedFrom', 'updatedTo'];

/** London wall time whatever the suffix: `Z` is accepted and ignored (docs/portals/find-a-tender.md). */
function bound(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(text)) return undefined;
  return fromLondonWall(text.replace('Z', ''));
}

export function readWish(query: Readonly<Record<string, string>>, now: number): Wish | Refusal {
  const unknown = Object.keys(query).find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) {
    return {
      message: 'Request parameters unknown',
      exception: `Request parameter '${unknown}' is not recognised, allowed parameters are: ${PARAMETERS.join(', ')}`,
    };
  }
  const limit = Number(query['limit'] ?? '100');
  if (limit > 100) return { message: 'Bad Request', exception: "'limit' must not exceed the maximum value" };
  if (!Number.isInteger(limit) || limit < 1)
    return { message: 'Bad Request', exception: "'limit' is not valid" };
  const from = bound(query['updatedFrom'], -Infinity);
  const to = bound(query['updatedTo'], now);
  if (from === undefined) return { message: 'Bad Request', exception: "'updatedFrom' is not valid" };
  if (to === undefined) return { message: 'Bad Request', exception: "'updatedTo' is not valid" };
  const after = query['cursor'] === undefined ? undefined : placeOf(query['cursor']);
  if (query['cursor'] !== undefined && after === undefined) {
    return { message: 'Bad Request', exception: "'cursor' is not valid" };
  }
  return { from, to, limit, after, stages: query['stages'] };
}
