import { regionName } from '../../domain/region.ts';
import { parseQuery } from '../parse.ts';
import type { Heard, Named } from './heard.ts';

/** One part of a proposed query, and why it is there. */
export interface Why {
  readonly part: string;
  readonly because: string;
}

/** A query that could be proposed. */
export interface Rung {
  /** In canonical form. */
  readonly query: string;
  /** What it does against the closest to what was said: `whoever buys`. */
  readonly how: string;
  readonly whys: readonly Why[];
  /** What of the words that were heard it asks for. */
  readonly asks: Heard;
}

/** Some of what was heard, as the language says it; '' where nothing was. */
interface Piece {
  readonly text: string;
  readonly whys: readonly Why[];
}

/** Queries for what was heard, besides terms `related` to its words: the closest to what was said first, each further one wider. */
export function widerRungs(heard: Heard, related: readonly string[]): readonly Rung[] {
  const anyFramework = { ...heard, frameworks: [] };
  const anybody = { ...anyFramework, buyers: [] };
  const [first] = heard.categories;
  const all = `all of ${first?.name ?? ''}`;
  const topics = [
    topicRung('as you said it', heard, related),
    topicRung('under any framework or none', anyFramework, related),
    topicRung('whoever buys', anybody, related),
    topicRung('whoever buys, anywhere', { ...anybody, places: [] }, related),
  ];
  const categories = [
    categoryRung(all, { ...anyFramework, subcategories: [], words: [] }),
    categoryRung(`${all}, whoever buys`, { ...anybody, subcategories: [], words: [] }),
  ];
  return distinct(first === undefined ? topics : [...topics, ...categories]);
}

function topicRung(how: string, asks: Heard, related: readonly string[]): Rung {
  const { whom, where, under, it } = piecesOf(asks);
  return rung(how, asks, [topicOf(asks, related), whom, where, under, it]);
}

function categoryRung(how: string, asks: Heard): Rung {
  const { category, whom, where, it } = piecesOf(asks);
  return rung(how, asks, [category, whom, where, it]);
}

/** Queries that ask for less, the widest first. */
export function narrowerRungs(heard: Heard): readonly Rung[] {
  const { it, whom, where, under, category, kind } = piecesOf(heard);
  const besides = [whom, where, under];
  const words = wordsPiece(heard.words, YOUR_OWN);
  const titled = wordsPiece(
    heard.words.map((word) => `title:${word}`),
    YOUR_OWN,
  );
  const worded = [
    rung('with your words, in that category', heard, [words, category, ...besides, it]),
    rung('with your words in titles', heard, [titled, ...besides, it]),
  ];
  const sure = rung('with your words in titles, and surely IT', heard, [
    titled,
    category,
    ...besides,
    surely(it),
  ]);
  const kinds = [
    rung('of that kind, with your words', heard, [kind, words, ...besides, it]),
    rung('of that kind, whatever its words', heard, [kind, ...besides, it]),
  ];
  const [isWorded, isOfAKind] = [words.text !== '', kind.text !== ''];
  return distinct([...(isWorded ? worded : []), ...(isOfAKind ? kinds : []), ...(isWorded ? [sure] : [])]);
}

function surely(it: Piece): Piece {
  if (it.text !== '') return it;
  return { text: 'it:strict', whys: [{ part: 'it:strict', because: 'only what is surely IT' }] };
}

const YOUR_OWN = 'your own words';

interface Pieces {
  readonly kind: Piece;
  readonly category: Piece;
  readonly whom: Piece;
  readonly where: Piece;
  readonly under: Piece;
  readonly it: Piece;
}

function piecesOf({ subcategories, categories, buyers, places, frameworks, isIt }: Heard): Pieces {
  const codes = [...new Set(places.flatMap((place) => place.codes))];
  const placeOf = (code: string): string =>
    places.find((place) => place.codes.includes(code))?.written ?? regionName(code);
  return {
    kind: listed('subcategory', subcategories, ({ name }) => `it reads like "${name}"`),
    category: listed('category', categories.slice(0, 1), ({ name }) => `it reads like "${name}"`),
    whom: listed(
      'buyer-type',
      buyers.map(({ type, written }) => ({ slug: type, name: written })),
      ({ name }) => `you said "${name}"`,
    ),
    where: listed(
      'region',
      codes.map((code) => ({ slug: code, name: placeOf(code) })),
      ({ name }) => `you said "${name}"`,
    ),
    under: listed('framework', frameworks, ({ name }) => `you named ${name}`),
    it: isIt
      ? {
          text: '',
          whys: [
            { part: 'it:balanced', because: 'IT alone, as everywhere here unless a query says otherwise' },
          ],
        }
      : {
          text: 'it:any',
          whys: [{ part: 'it:any', because: 'it does not read like information technology' }],
        },
  };
}

/** What is looked for: of that kind, or with one of the words. */
function topicOf(heard: Heard, related: readonly string[]): Piece {
  const { kind, category } = piecesOf(heard);
  const words = wordsPiece(heard.words, YOUR_OWN);
  const found = wordsPiece(related, 'stands in what your words find');
  const topic = anyOf([kind, words, found]);
  return topic.text === '' ? category : topic;
}

function listed(field: string, all: readonly Named[], because: (one: Named) => string): Piece {
  if (all.length === 0) return { text: '', whys: [] };
  return {
    text: `${field}:${all.map(({ slug }) => slug).join(',')}`,
    whys: all.map((one) => ({ part: canonicalPart(`${field}:${one.slug}`), because: because(one) })),
  };
}

/** As a canonical query prints it: `region:wales` for `region:UKL`. */
function canonicalPart(text: string): string {
  return parseQuery(`${text} it:any`).canonical.replace(/ it:any$/, '');
}

function wordsPiece(words: readonly string[], because: string): Piece {
  return anyOf(words.map((text) => ({ text, whys: [{ part: text, because }] })));
}

function anyOf(pieces: readonly Piece[]): Piece {
  const said = pieces.filter(({ text }) => text !== '');
  const [only, ...more] = said;
  if (only === undefined || more.length === 0) return only ?? { text: '', whys: [] };
  const text = said.map((piece) => piece.text.replace(/^\((.*)\)$/u, '$1')).join(' OR ');
  return { text: `(${text})`, whys: said.flatMap(({ whys }) => whys) };
}

function rung(how: string, asks: Heard, pieces: readonly Piece[]): Rung {
  const text = pieces.flatMap((piece) => (piece.text === '' ? [] : [piece.text])).join(' ');
  return { query: parseQuery(text).canonical, how, whys: pieces.flatMap(({ whys }) => whys), asks };
}

/** Each once, and none that asks for nothing. */
function distinct(rungs: readonly Rung[]): readonly Rung[] {
  const seen = new Set<string>();
  return rungs.filter(({ query }) => {
    if (seen.has(query) || /^it:\w+$/.test(query)) return false;
    seen.add(query);
    return true;
  });
}
