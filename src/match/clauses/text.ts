import { stemsBehind } from '../../base/text/stem.ts';
import type { LeafOf } from '../../domain/query.ts';
import type { MatchDocument, MatchText } from '../document.ts';
import { holdsPhrase } from '../phrase.ts';
import type { Clause } from './clause.ts';

type TextLeaf = LeafOf<'text'>;

export const text: Clause<TextLeaf> = {
  print: ({ written, quoted, inTitle }) => `${inTitle ? 'title:' : ''}${quoted ? `"${written}"` : written}`,
  says: (leaf) => `mention ${mentioned(leaf)}`,
  denies: (leaf) => `do not mention ${mentioned(leaf)}`,
  meets: (leaf, document) => (placeOf(leaf, document) !== undefined) !== leaf.negated,
  because: (leaf, document) => {
    const place = placeOf(leaf, document);
    return place === undefined ? [] : [`'${leaf.written}' in the ${place}`];
  },
};

/** The words in quotation marks, and where only a title counts. */
export function mentioned({ written, prefix, inTitle }: TextLeaf): string {
  return `${prefix ? `'${written.slice(0, -1)}…'` : `'${written}'`}${inTitle ? ' in the title' : ''}`;
}

function placeOf(leaf: TextLeaf, { texts }: MatchDocument): MatchText['place'] | undefined {
  return texts.find((one) => (!leaf.inTitle || one.place === 'title') && mentions(one, leaf))?.place;
}

function mentions(one: MatchText, { tokens, joined, prefix }: TextLeaf): boolean {
  const [first] = tokens;
  if (tokens.length === 1 && first !== undefined)
    return prefix ? holdsBeginning(one.vocabulary, first) : one.vocabulary.has(first);
  if (joined !== undefined && one.vocabulary.has(joined)) return true;
  const whole = prefix ? tokens.slice(0, -1) : tokens;
  return whole.every((token) => one.vocabulary.has(token)) && holdsPhrase(one.stems, tokens, prefix);
}

function holdsBeginning(vocabulary: ReadonlySet<string>, prefix: string): boolean {
  if (stemsBehind(prefix).some((stem) => vocabulary.has(stem))) return true;
  for (const stem of vocabulary) if (stem.startsWith(prefix)) return true;
  return false;
}
