import { remembered } from '../base/text/remembered.ts';
import { followedBy } from '../match/following.ts';
import { parseQuery } from '../match/parse.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';

/** The same few queries stand under every item of a digest. */
const MOST_REMEMBERED = 1_000;

/**
 * What a mail and the manage page call a subscription, by its query in canonical form: `penetration category:security`, without
 * the `it:balanced` that nobody typed; `followed` for what is followed by its name.
 */
export const subscriptionTag = remembered(MOST_REMEMBERED, tagOf);

function tagOf(query: string): string {
  if (followedBy(parseQuery(query).query) !== undefined) return 'followed';
  const typed = query.replace(/(?:^| )it:balanced(?= |$)/, '');
  return line(typed, LONGEST.subscription) || 'all IT';
}
