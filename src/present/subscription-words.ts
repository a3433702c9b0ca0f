import { followedBy } from '../match/following.ts';
import { parseQuery } from '../match/parse.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';

/** The same few queries stand under every item of a digest. */
const MOST_REMEMBERED = 1_000;
const tags = new Map<string, string>();

/**
 * What a mail and the manage page call a subscription, by its query in canonical form: `penetration category:security`, without
 * the `it:balanced` that nobody typed; `followed` for what is followed by its name.
 */
export function subscriptionTag(query: string): string {
  const known = tags.get(query);
  if (known !== undefined) return known;
  if (tags.size >= MOST_REMEMBERED) tags.clear();
  const tag = tagOf(query);
  tags.set(query, tag);
  return tag;
}

function tagOf(query: string): string {
  if (followedBy(parseQuery(query).query) !== undefined) return 'followed';
  const typed = query.replace(/(?:^| )it:balanced(?= |$)/, '');
  return line(typed, LONGEST.subscription) || 'all IT';
}
