import { imagined, newcomer, type Wanted } from '../domain/subscription.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';
import type { Preview } from '../match/preview/preview.ts';
import type { PreviewDeps } from './came-lately.ts';
import { preview } from './preview.ts';

export interface Foreseen {
  readonly expected: Preview;
  /** What of the query was not understood. */
  readonly messages: readonly QueryMessage[];
}

/** What a query would bring to somebody of whom nothing is known: whoever may be reached by that address must not show. */
export async function foresee(
  { query: text, wanted }: { readonly query: string; readonly wanted: readonly Wanted[] },
  deps: PreviewDeps,
): Promise<Foreseen> {
  const { query, canonical, messages } = parseQuery(text);
  const nobody = newcomer({ channel: 'email', email: '' });
  const by = imagined(nobody, { query: canonical, cadence: 'instant', wanted }, deps.clock.now());
  return { expected: await preview({ query, by }, deps), messages };
}
