import type { Because, MessageItem } from '../domain/delivery.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { FactField } from '../domain/query.ts';
import { FACT_WORDS } from '../match/fact-fields.ts';
import { lowered } from '../match/lowered.ts';
import { categoryLine } from './class-words.ts';
import { line } from './clean-text.ts';
import { LONGEST, MOST_ITEMS, listed } from './lengths.ts';
import { subscriptionTag } from './subscription-words.ts';

/** One reason why something is shown. */
export interface BecauseWords {
  /** The subscription whose reason it is: `penetration category:security`; undefined for what holds for every reader. */
  readonly tag: string | undefined;
  readonly words: string;
}

/** Which subscriptions let it through and by what, then why it stands in its categories. */
export function becauseWords({ because, procurement }: MessageItem): readonly BecauseWords[] {
  const [said, more] = [because.slice(0, MOST_ITEMS.because), because.slice(MOST_ITEMS.because)];
  return [...said.map(askedFor), ...alsoFor(more), ...categoryLines(procurement)];
}

/** Among others in a list, where its head says what each subscription asks for: `'penetration' in the title`. */
export function becauseBrief({ because }: Pick<MessageItem, 'because'>): readonly BecauseWords[] {
  const [said, more] = [because.slice(0, MOST_ITEMS.because), because.slice(MOST_ITEMS.because)];
  return [...said.map((one) => ({ tag: subscriptionTag(one.query), words: metBy(one) })), ...alsoFor(more)];
}

/** The subscriptions for whose words there is no room. */
function alsoFor(more: readonly Because[]): readonly BecauseWords[] {
  if (more.length === 0) return [];
  const tags = more.map(({ query }) => subscriptionTag(query));
  return [{ tag: undefined, words: `Also for ${listed(tags, MOST_ITEMS.tagged)}` }];
}

/** `Because you asked for IT procurements that mention 'cyber'. Matched by: 'cyber' in the title`. */
function askedFor(because: Because): BecauseWords {
  const who = because.byChannel === true ? 'this channel' : 'you';
  const asked = `Because ${who} asked for ${inSentence(because.described)}`;
  const met = metBy(because);
  return { tag: subscriptionTag(because.query), words: met === '' ? asked : `${asked}. Matched by: ${met}` };
}

function metBy({ reasons }: Because): string {
  return reasonsWords(reasons);
}

/** `'cyber' in the title, from the NHS`: what made something match, as `match/evaluate.ts` gives it. */
export function reasonsWords(reasons: readonly string[]): string {
  return listed(
    reasons.map((reason) => line(reasonWords(reason), LONGEST.reason)),
    MOST_ITEMS.reasons,
  );
}

/** A described query behind other words. */
export function inSentence(described: string): string {
  return lowered(line(described, LONGEST.query));
}

/** A clause's reason names its field and value, `buyer-type nhs`; the words of a text say where they stand already. */
function reasonWords(reason: string): string {
  const space = reason.indexOf(' ');
  const [field, value] = [reason.slice(0, space), reason.slice(space + 1)];
  if (space < 0 || !isFactField(field)) return reason;
  return FACT_WORDS[field].says(value).replace(/^are |^say that they /, '');
}

function isFactField(text: string): text is FactField {
  return Object.hasOwn(FACT_WORDS, text);
}

function categoryLines({ classification }: Procurement): readonly BecauseWords[] {
  return classification.categories
    .map(categoryLine)
    .filter((words) => words !== undefined)
    .map((words) => ({ tag: undefined, words: `Placed in ${words}` }));
}
