import type { ItSetting } from './procurement.ts';
import type { Stage } from './stage.ts';

/**
 * A query's tree, in negation normal form: `not` is pushed down to the leaves, because a leaf alone knows what
 * "unknown" means for it (`-region:wales` leaves out only what is stated for Wales alone).
 */
export type Query =
  | { readonly kind: 'and'; readonly of: readonly Query[] }
  | { readonly kind: 'or'; readonly of: readonly Query[] }
  | Leaf;

export type Leaf =
  /**
   * Tokens (base/text) that stand next to each other in the title or in the description; one token for a plain word.
   * With `prefix` the last token is only the beginning of a word, not stemmed.
   */
  | {
      readonly kind: 'text';
      readonly tokens: readonly string[];
      readonly written: string;
      readonly quoted: boolean;
      readonly prefix: boolean;
      readonly negated: boolean;
    }
  /** A word of 2 to 5 capitals, lower-cased here, that counts only where the notice writes it in capitals. */
  | { readonly kind: 'capitals'; readonly word: string; readonly negated: boolean }
  | { readonly kind: 'it'; readonly setting: ItSetting | 'any'; readonly negated: boolean }
  | { readonly kind: 'category'; readonly any: readonly string[]; readonly negated: boolean }
  | { readonly kind: 'stage'; readonly any: readonly StageWord[]; readonly negated: boolean }
  /** CPV prefixes, at least two digits. */
  | { readonly kind: 'cpv'; readonly any: readonly string[]; readonly negated: boolean }
  /** ITL codes, with what was written for each; `stated` also asks that the notice states a region. */
  | {
      readonly kind: 'region';
      readonly any: readonly string[];
      readonly stated: boolean;
      readonly negated: boolean;
    }
  /** Pence, net of VAT, both ends inclusive; `stated` also asks that the notice states a value. */
  | {
      readonly kind: 'value';
      readonly min: number | undefined;
      readonly max: number | undefined;
      readonly stated: boolean;
      readonly negated: boolean;
    }
  /**
   * The contract ends in this span, both ends inclusive, whether or not it is extended: the day without or the day with every
   * extension lies in it. What states no end is left out.
   */
  | {
      readonly kind: 'ends';
      readonly from: DayMark | undefined;
      readonly to: DayMark | undefined;
      readonly negated: boolean;
    }
  /** Each entry: tokens that must stand together in the buyer's name. */
  | {
      readonly kind: 'buyer';
      readonly any: readonly { readonly tokens: readonly string[]; readonly written: string }[];
      readonly negated: boolean;
    }
  /** A notice number, an ocid or a portal's URL: finds its procurement. Keys as in `domain/keys.ts`. */
  | {
      readonly kind: 'identifier';
      readonly key: string;
      readonly written: string;
      readonly negated: boolean;
    };

/** A stage, or one of the two words that gather stages. */
export type StageWord = Stage | 'open' | 'any';

/** A London day by itself (`2027-03-31`), or counted from the day on which the query is asked. */
export type DayMark =
  { readonly day: string } | { readonly after: number; readonly unit: 'days' | 'weeks' | 'months' | 'years' };
