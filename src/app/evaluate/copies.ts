import type { Random } from '../../sandbox/generate/random.ts';
import { copyOf, DAY, draftOf, textOf, type Draft } from './draft.ts';
import type { Purchase } from './purchases.ts';
import { firstSentences, introduced, mistyped, otherwiseStated, restyled, shortened } from './retype.ts';

export type DraftPair = readonly [Draft, Draft];
export type Maker = (purchase: Purchase, random: Random) => DraftPair;

function spelling(purchase: Purchase, random: Random): string {
  return random.pick(purchase.buyers.slice(1));
}

/** A copy, with what `change` makes of it. */
function copying(change: (copy: Draft, purchase: Purchase, random: Random) => Partial<Draft>): Maker {
  return (purchase, random) => {
    const original = draftOf(purchase, random);
    const copy = copyOf(original, random);
    return [original, { ...copy, ...change(copy, purchase, random) }];
  };
}

function placeIn(purchase: Purchase, { title }: Draft): string {
  return purchase.places.find((place) => title.includes(place)) ?? purchase.places[0] ?? '';
}

function retitled(copy: Draft, purchase: Purchase): string {
  return purchase.titles[1].replace('{place}', placeIn(purchase, copy));
}

/** In other words, all of it or three sentences of four. */
function paraphrased(copy: Draft, purchase: Purchase, random: Random): string {
  const spared = random.int(0, purchase.text.length * 2);
  return textOf(purchase, placeIn(purchase, copy), (at) => at !== spared);
}

/** One procurement told twice: the second time as another portal, another clerk or a later stage has it. */
export const COPIES: Readonly<Record<string, Maker>> = {
  'title mistyped': copying((copy, purchase, random) => ({
    title: mistyped(copy.title, random),
    buyer: random.pick(purchase.buyers),
    isTimed: random.chance(0.5),
  })),
  'title shortened, text cut': copying((copy, _, random) => ({
    title: shortened(copy.title),
    description: firstSentences(copy.description, random.int(1, 2)),
  })),
  'title in other words': copying((copy, purchase, random) => ({
    title: retitled(copy, purchase),
    description: firstSentences(copy.description, random.int(2, 4)),
    isTimed: random.chance(0.5),
  })),
  'title with an introduction': copying((copy, purchase, random) => ({
    title: introduced(copy.title, random),
    buyer: random.pick(purchase.buyers),
    description: firstSentences(copy.description, 3),
  })),
  'buyer spelt otherwise': copying((copy, purchase, random) => ({
    title: restyled(copy.title, random),
    buyer: spelling(purchase, random),
  })),
  'value stated otherwise': copying((copy, purchase, random) => ({
    title: restyled(copy.title, random),
    value: otherwiseStated(purchase.value, random),
    isTimed: false,
  })),
  'text in other words': copying((copy, purchase, random) => ({
    description: paraphrased(copy, purchase, random),
    isTimed: random.chance(0.5),
  })),
  'other codes, no time': copying((copy, purchase, random) => ({
    title: mistyped(copy.title, random),
    cpv: [purchase.cpv[1]],
    isTimed: false,
    value: undefined,
  })),
  'tender, then award': copying((copy, purchase, random) => ({
    title: random.chance(0.5) ? copy.title : restyled(copy.title, random),
    buyer: random.pick(purchase.buyers),
    published: (copy.deadline ?? copy.published) + random.int(40, 150) * DAY,
    deadline: undefined,
    stage: 'award',
    value: Math.round(purchase.value * (random.int(72, 99) / 100)),
  })),
  'everything at once': copying((copy, purchase, random) => ({
    title: retitled(copy, purchase),
    buyer: spelling(purchase, random),
    description: paraphrased(copy, purchase, random),
    value: otherwiseStated(purchase.value, random),
    cpv: [purchase.cpv[1]],
    isTimed: false,
  })),
};
