import { joinedWords, stems, tokens, type Token } from '../base/text/tokens.ts';
import { noticeKey, ocidKey } from '../domain/keys.ts';
import { londonDayAt } from '../domain/london-day.ts';
import { rangeOf } from '../domain/money.ts';
import type { Procurement, View } from '../domain/procurement.ts';
import type { DayField, PartyField } from '../domain/query.ts';
import { factsOf } from './facts.ts';

/** One title or description; a phrase never runs from one into the next. */
export interface MatchText {
  readonly place: 'title' | 'description';
  readonly stems: readonly string[];
  /** The stems of hyphenated words written as one. */
  readonly joined: readonly string[];
  /** Both. */
  readonly vocabulary: ReadonlySet<string>;
}

/** A procurement as queries see it: its words are found once, however many queries are asked. */
export interface MatchDocument {
  readonly texts: readonly MatchText[];
  /** As in `facts.ts`. */
  readonly facts: ReadonlySet<string>;
  readonly parties: Readonly<Record<PartyField, readonly Party[]>>;
  readonly stage: View['stage'];
  readonly deadline: View['deadline'];
  readonly cpv: readonly string[];
  readonly regions: readonly string[];
  /** Pence net of VAT, both ends; undefined where nothing is stated. */
  readonly value: { readonly min: number; readonly max: number } | undefined;
  /** London days; none where none is stated. */
  readonly days: Readonly<Record<DayField, readonly string[]>>;
  /** As in `domain/keys.ts`. */
  readonly keys: ReadonlySet<string>;
}

export interface Party {
  readonly name: string;
  readonly stems: readonly string[];
}

type Described = Pick<Procurement, 'view' | 'classification'>;

/** What is indexed is told next, and compared with what waits: its words are found once. */
const known = new WeakMap<Described, MatchDocument>();

/** A procurement made ready for `matches`. Cheap to ask again of the same one. */
export function documentOf(procurement: Described): MatchDocument {
  const before = known.get(procurement);
  if (before !== undefined) return before;
  const document = makeDocument(procurement);
  known.set(procurement, document);
  return document;
}

function makeDocument({ view, classification }: Described): MatchDocument {
  const titles = view.titles.map(tokens);
  const descriptions = view.descriptions.map(tokens);
  const { ends } = view;
  return {
    texts: [
      ...textsOf('title', view.titles, titles),
      ...textsOf('description', view.descriptions, descriptions),
    ],
    facts: factsOf(view, classification, { titles, descriptions }),
    parties: {
      buyer: view.buyer === undefined ? [] : [partyOf(view.buyer.name)],
      supplier: view.suppliers.map(partyOf),
    },
    stage: view.stage,
    deadline: view.deadline,
    cpv: view.cpv.map(({ code }) => code),
    regions: view.regions,
    value: rangeOf(view.value),
    days: {
      closing: view.deadline === undefined ? [] : [view.deadline.day],
      ends: ends === undefined ? [] : ends.latest === undefined ? [ends.day] : [ends.day, ends.latest],
      published: publicationDays(view),
    },
    keys: new Set(
      view.notices.flatMap(({ ocid, portal, noticeId }) => [ocidKey(ocid), noticeKey(portal, noticeId)]),
    ),
  };
}

/** The London days on which its notices were published, each once, in order. */
export function publicationDays({ notices, published, updated }: View): readonly string[] {
  const instants = notices.length === 0 ? [published, updated] : notices.map((notice) => notice.published);
  return [...new Set(instants.map(londonDayAt))].toSorted();
}

function partyOf(name: string): Party {
  return { name, stems: stems(name) };
}

function textsOf(
  place: MatchText['place'],
  written: readonly string[],
  words: readonly (readonly Token[])[],
): readonly MatchText[] {
  return written.map((text, at) => {
    const found = (words[at] ?? []).map(({ stem }) => stem);
    const joined = joinedWords(text);
    const vocabulary = new Set(found);
    for (const word of joined) vocabulary.add(word);
    return { place, stems: found, joined, vocabulary };
  });
}
