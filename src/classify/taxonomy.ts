/** How much a term says: `strong` names the thing by itself, `fair` usually means it, `hint` only helps to choose a category. */
export const TIERS = ['strong', 'fair', 'hint'] as const;
export type Tier = (typeof TIERS)[number];

/**
 * Terms by tier. `a|b` is either word, `$family` any word of that family, and a word in capitals counts only where the
 * notice writes it in capitals. Words are compared by their stems.
 */
export type Terms = Readonly<Record<Tier, readonly string[]>>;

/** CPV prefixes, 2 to 8 digits; the longest prefix that fits a code decides. */
export interface CodePrefixes {
  /** Counts by itself. */
  readonly strong: readonly string[];
  /** Buyers use it for other things too: the text has to agree. */
  readonly weak: readonly string[];
}

export interface TaxonomyCategory {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly codes: CodePrefixes;
  readonly terms: Terms;
}

/** A framework agreement or dynamic market that notices name: `config/frameworks.yaml` says how it is read. */
export interface Framework {
  readonly name: string;
  /** Its tag is `framework:` and this: `g-cloud-14`. */
  readonly slug: string;
  /** The slug of the family that it is one iteration of: `g-cloud`. */
  readonly family: string | undefined;
  /** Who runs it, and what notices call them, written as terms. */
  readonly operator: string;
  readonly operatorNames: readonly string[];
  /** False for those of other trades, which are listed so that a call-off can be named. */
  readonly it: boolean;
  /** Slug of the category it hints at. */
  readonly category: string | undefined;
  /** What nothing else is called, its numbers among them: near-perfect evidence where it is IT. Written as terms. */
  readonly aliases: readonly string[];
  /** Names made of everyday words, which mean it beside its operator's name or as `via the … framework`. */
  readonly plain: readonly string[];
  /** The first and last day of calling off, `2026-10-28`, where the operator has published them. */
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** What counts as IT and of which kind: `config/taxonomy.yaml`, loaded and checked by `app/load-taxonomy.ts`. */
export interface Taxonomy {
  readonly families: Readonly<Record<string, readonly string[]>>;
  /** What says "IT" without saying which kind. */
  readonly it: { readonly codes: CodePrefixes; readonly terms: Terms };
  readonly categories: readonly TaxonomyCategory[];
  readonly frameworks: readonly Framework[];
  /** Phrases that swallow the words they stand on, so that "heat network" is no network. */
  readonly falseFriends: readonly string[];
  /** Words of other trades: in a title they speak against IT. */
  readonly otherTrades: readonly string[];
  readonly otherTradeCodes: {
    /** CPV divisions of other trades. */
    readonly blocking: readonly string[];
    /** Prefixes inside them that say nothing. */
    readonly neutral: readonly string[];
  };
  /** Phrases that mark standing text, by the kind of text. */
  readonly boilerplate: Readonly<Record<string, readonly string[]>>;
}
