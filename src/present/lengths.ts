/** The longest texts any face shows, in visible characters: one set for mail, Slack, pages and the terminal. */
export const LONGEST = {
  /** A mail's subject, prefix included (longer ones are cut by phones). */
  subject: 70,
  title: 200,
  /** A title among others on one line. */
  brief: 60,
  buyer: 120,
  category: 60,
  /** One side of a change. */
  change: 160,
  reason: 160,
  query: 200,
  /** What a notice's own text says is wanted: one or two sentences of it. */
  summary: 320,
  tag: 100,
  /** The words of a query that name a subscription. */
  subscription: 30,
  trouble: 300,
  button: 60,
  /** One sentence of a message that says its own. */
  sentence: 600,
  supplier: 80,
  /** What another notice says of a field. */
  conflict: 160,
  /** The words of an identifier: an ocid, a notice number. */
  name: 80,
  operator: 120,
  /** A postal address on one line. */
  postal: 300,
  /** RFC 5321 §4.5.3.1. */
  email: 254,
} as const;

/** The most entries of a list before "and N more". */
export const MOST_ITEMS = {
  regions: 4,
  suppliers: 3,
  changes: 8,
  because: 3,
  /** Subscriptions that are named without their words. */
  tagged: 20,
  reasons: 5,
  tags: 8,
  /** Subscriptions that a message says it is for. */
  subscriptions: 6,
  troubles: 8,
  /** Titles that an inbox shows after the subject of a list. */
  preview: 3,
  /** Sentences of a message that says its own. */
  words: 12,
  conflicts: 3,
  possibly: 2,
  /** What a page or the terminal lists of linked or like procurements. */
  links: 10,
} as const;

const numbers = new Intl.NumberFormat('en-GB');

/** `2,000`. */
export function numberWords(count: number): string {
  return numbers.format(count);
}

/** `a, b and 3 more`: at most `most` of the entries. */
export function listed(entries: readonly string[], most: number, between = ', '): string {
  const left = entries.length - most;
  return left > 0 ? `${entries.slice(0, most).join(between)} and ${left} more` : entries.join(between);
}

/** `a · b`: what is stated of several words. */
export function dotted(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined).join(' · ');
}
