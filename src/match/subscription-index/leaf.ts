import { stemsBehind } from '../../base/text/stem.ts';
import type { Leaf, LeafOf } from '../../domain/query.ts';
import { fact, factToken } from '../facts.ts';
import { bandFact, bandsBetween, NO_BAND, OPEN } from './facts.ts';
import { ALWAYS, NEVER, someOf, UNSAID, type Features, type Needs } from './needs.ts';
import { phraseName } from './phrases.ts';

/** What one leaf needs of a document's features. */
export function leafNeeds(leaf: Leaf, features: Features): Needs {
  switch (leaf.kind) {
    case 'text':
      return textNeeds(leaf, features);
    case 'region':
      return regionNeeds(leaf, features);
    case 'value':
      return valueNeeds(leaf, features);
    case 'party':
      return partyNeeds(leaf, features);
    case 'identifier':
      return someOf([features.idOf('key', leaf.key)], leaf.negated);
    case 'days':
      return UNSAID;
    case 'capitals':
    case 'it':
    case 'fact':
    case 'stage':
    case 'cpv':
    default: {
      const facts = factsOfLeaf(leaf);
      return facts === undefined ? certain(!leaf.negated) : factNeeds(facts, leaf.negated, features);
    }
  }
}

/** The facts of which any is enough; undefined for what everything is. */
function factsOfLeaf(
  leaf: LeafOf<'capitals' | 'it' | 'fact' | 'stage' | 'cpv'>,
): readonly string[] | undefined {
  switch (leaf.kind) {
    case 'capitals':
      return [(leaf.inTitle ? fact.titleCapitals : fact.capitals)(leaf.word)];
    case 'it':
      return leaf.setting === 'any' ? undefined : [fact.it(leaf.setting)];
    case 'fact':
      return leaf.any.map((value) => factToken(leaf.field, value));
    case 'cpv':
      return leaf.any.map(fact.cpv);
    case 'stage':
    default:
      return leaf.any.includes('any')
        ? undefined
        : leaf.any.map((word) => (word === 'open' ? OPEN : fact.stage(word)));
  }
}

function certain(holds: boolean): Needs {
  return holds ? ALWAYS : NEVER;
}

function factNeeds(facts: readonly string[], negated: boolean, features: Features): Needs {
  return someOf(
    [...new Set(facts)].map((one) => features.idOf('fact', one)),
    negated,
  );
}

function textNeeds(leaf: LeafOf<'text'>, features: Features): Needs {
  const { tokens, joined, prefix, inTitle, negated } = leaf;
  const space = inTitle ? 'title' : 'word';
  const [only] = tokens;
  if (only === undefined) return UNSAID;
  if (tokens.length > 1) {
    const phrase = features.idOf(inTitle ? 'in title' : 'in text', phraseName(tokens, prefix));
    return someOf(joined === undefined ? [phrase] : [phrase, features.idOf(space, joined)], negated);
  }
  if (!prefix) return someOf([features.idOf(space, only)], negated);
  if (!inTitle) return someOf(begunBy(only, features), negated);
  // Whether the word that begins so stands in a title, no feature says.
  return negated ? UNSAID : { all: [begunBy(only, features)], exact: false };
}

function begunBy(prefix: string, features: Features): readonly number[] {
  const beginning = features.idOf('beginning', prefix);
  return [beginning, ...stemsBehind(prefix).map((stem) => features.idOf('word', stem))];
}

function regionNeeds({ any, stated, negated }: LeafOf<'region'>, features: Features): Needs {
  if (any.length === 0) return stated ? factNeeds([fact.regionStated], negated, features) : certain(!negated);
  // Whether all that is stated lies in these, no feature says.
  if (negated) return UNSAID;
  const meeting = new Set<string>(stated ? [] : [fact.regionNotStated]);
  for (const code of any) {
    meeting.add(fact.regionInside(code));
    // What is stated for a region that this one lies in.
    for (let length = SHORTEST_CODE; length < code.length; length += 1)
      meeting.add(fact.regionExactly(code.slice(0, length)));
  }
  return factNeeds([...meeting], false, features);
}

const SHORTEST_CODE = 2;

function valueNeeds({ min, max, stated, negated }: LeafOf<'value'>, features: Features): Needs {
  if (min === undefined && max === undefined)
    return stated ? factNeeds([NO_BAND], !negated, features) : certain(!negated);
  if (negated) return UNSAID;
  const bands = bandsBetween(min ?? 0, max ?? Infinity).map(bandFact);
  return { ...factNeeds(stated ? bands : [...bands, NO_BAND], false, features), exact: false };
}

function partyNeeds({ field, any, negated }: LeafOf<'party'>, features: Features): Needs {
  if (any.some(({ tokens }) => tokens.length === 0)) return UNSAID;
  const names = any.map(({ tokens }) =>
    tokens.length === 1
      ? features.idOf(field, tokens[0] ?? '')
      : features.idOf(`in ${field}`, phraseName(tokens, false)),
  );
  return someOf([...new Set(names)], negated);
}
