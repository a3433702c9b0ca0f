import { stems, tokens } from '../base/text/tokens.ts';
import { noticeKey, ocidKey } from '../domain/keys.ts';
import { rangeOf } from '../domain/money.ts';
import type { ItSetting, Procurement, View } from '../domain/procurement.ts';

/** One title or description; a phrase never runs from one into the next. */
export interface MatchText {
  readonly place: 'title' | 'description';
  readonly stems: readonly string[];
  readonly vocabulary: ReadonlySet<string>;
}

/** A procurement as queries see it: its words are found once, however many queries are asked. */
export interface MatchDocument {
  readonly texts: readonly MatchText[];
  /** Words written in capitals, lower-case, by where they stand first. */
  readonly capitals: ReadonlyMap<string, MatchText['place']>;
  readonly buyer: { readonly name: string; readonly stems: readonly string[] } | undefined;
  readonly setting: ItSetting | undefined;
  readonly categories: readonly string[];
  readonly stage: View['stage'];
  readonly deadline: View['deadline'];
  readonly cpv: readonly string[];
  readonly regions: readonly string[];
  /** Pence net of VAT, both ends; undefined where nothing is stated. */
  readonly value: { readonly min: number; readonly max: number } | undefined;
  /** London days on which the contract ends; see `Expiry`. */
  readonly ends: { readonly day: string; readonly latest: string | undefined } | undefined;
  /** As in `domain/keys.ts`. */
  readonly keys: ReadonlySet<string>;
}

/** A procurement made ready for `matches`. */
export function documentOf({
  view,
  classification,
}: Pick<Procurement, 'view' | 'classification'>): MatchDocument {
  const texts = [...view.titles.map(textOf('title')), ...view.descriptions.map(textOf('description'))];
  return {
    texts,
    capitals: capitalsOf(view),
    buyer: view.buyer && { name: view.buyer.name, stems: stems(view.buyer.name) },
    setting: classification.setting,
    categories: classification.categories.map(({ slug }) => slug),
    stage: view.stage,
    deadline: view.deadline,
    cpv: view.cpv.map(({ code }) => code),
    regions: view.regions,
    value: rangeOf(view.value),
    ends: view.ends,
    keys: new Set(
      view.notices.flatMap(({ ocid, portal, noticeId }) => [ocidKey(ocid), noticeKey(portal, noticeId)]),
    ),
  };
}

function textOf(place: MatchText['place']): (text: string) => MatchText {
  return (text) => {
    const found = stems(text);
    return { place, stems: found, vocabulary: new Set(found) };
  };
}

function capitalsOf(view: View): Map<string, MatchText['place']> {
  const found = new Map<string, MatchText['place']>();
  const note = (place: MatchText['place']) => (text: string) => {
    for (const { word, capitals } of tokens(text)) if (capitals && !found.has(word)) found.set(word, place);
  };
  view.titles.forEach(note('title'));
  view.descriptions.forEach(note('description'));
  return found;
}
