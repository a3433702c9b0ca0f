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

/** A fact that a notice states in one of a few words, and that the query names by them; a comma between them is "or". */
export const FACT_FIELDS = [
  'category',
  'subcategory',
  'buyer-type',
  'portal',
  'sme',
  'vcse',
  'framework',
  'procedure',
  'threshold',
] as const;
export type FactField = (typeof FACT_FIELDS)[number];

/** What London days are asked of: the deadline, the end of the contract, the publication of one of its notices. */
export type DayField = 'closing' | 'ends' | 'published';

/** Whose name is asked for. */
export type PartyField = 'buyer' | 'supplier';

export type Leaf =
  /**
   * Tokens (base/text) that stand next to each other in the title or in the description; one token for a plain word.
   * With `prefix` the last token is only the beginning of a word, not stemmed. `joined` is the token of a hyphenated word
   * written as one (`wi-fi`: `wifi`), which is as good. `inTitle`: only a title counts.
   */
  | {
      readonly kind: 'text';
      readonly tokens: readonly string[];
      readonly joined?: string | undefined;
      readonly written: string;
      readonly quoted: boolean;
      readonly prefix: boolean;
      readonly inTitle: boolean;
      readonly negated: boolean;
    }
  /** A word of 2 to 5 capitals, lower-cased here, that counts only where the notice writes it in capitals. */
  | { readonly kind: 'capitals'; readonly word: string; readonly inTitle: boolean; readonly negated: boolean }
  | { readonly kind: 'it'; readonly setting: ItSetting | 'any'; readonly negated: boolean }
  /** Values as in `match/facts.ts`. What states nothing of the field is left out, unless the leaf is negated. */
  | {
      readonly kind: 'fact';
      readonly field: FactField;
      readonly any: readonly string[];
      readonly negated: boolean;
    }
  | { readonly kind: 'stage'; readonly any: readonly StageWord[]; readonly negated: boolean }
  /** CPV prefixes, at least two digits. */
  | { readonly kind: 'cpv'; readonly any: readonly string[]; readonly negated: boolean }
  /** ITL codes; `stated` also asks that the notice states a region. */
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
   * One of its days lies in this span, both ends inclusive. `ends`: the day without or the day with every extension.
   * What states no day is left out, but for two: without a deadline it closes later than any day (`closing:>7d`), and
   * negation keeps it. Both ends open: it states a day at all.
   */
  | {
      readonly kind: 'days';
      readonly field: DayField;
      readonly from: DayMark | undefined;
      readonly to: DayMark | undefined;
      readonly negated: boolean;
    }
  /** Each entry: tokens that must stand together in the buyer's name, or in one supplier's. */
  | {
      readonly kind: 'party';
      readonly field: PartyField;
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

/** A leaf of one kind. */
export type LeafOf<Kind extends Leaf['kind']> = Extract<Leaf, { kind: Kind }>;

/** A stage, or one of the two words that gather stages. */
export type StageWord = Stage | 'open' | 'any';

/** In which order a search answers; `newest` unless it says otherwise. */
export const SORTS = ['newest', 'relevance', 'deadline', 'value'] as const;
export type Sort = (typeof SORTS)[number];

/** A London day by itself (`2027-03-31`), or counted from the day on which the query is asked; below 0 it lies before. */
export type DayMark =
  { readonly day: string } | { readonly after: number; readonly unit: 'days' | 'weeks' | 'months' | 'years' };
