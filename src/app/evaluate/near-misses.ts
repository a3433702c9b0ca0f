import type { Random } from '../../sandbox/generate/random.ts';
import type { DraftPair } from './copies.ts';
import { DAY, draftOf, secondOf, textOf, type Draft } from './draft.ts';
import type { Purchase } from './purchases.ts';
import { firstSentences } from './retype.ts';

const MINUTE = 60_000;

/** `other` is another purchase, of another body. */
export type NearMissMaker = (purchase: Purchase, random: Random, other: Purchase) => DraftPair;

/** So much of the value, to the pound. */
function partOf(value: number, from: number, to: number, random: Random): number {
  return Math.round((value * random.int(from, to)) / 100);
}

function later(draft: Draft, ms: number): Pick<Draft, 'published' | 'deadline'> {
  return {
    published: draft.published + ms,
    deadline: draft.deadline === undefined ? undefined : draft.deadline + ms,
  };
}

function awarded(draft: Draft): Draft {
  return { ...draft, stage: 'award', deadline: undefined };
}

/** Title and text for one place, whether the purchase has room for its name or not. */
function placed(purchase: Purchase, place: string): Pick<Draft, 'title' | 'description'> {
  const [title] = purchase.titles;
  const text = textOf(purchase, place);
  return {
    title: title.includes('{place}') ? title.replace('{place}', place) : `${title} - ${place}`,
    description: text.includes(place) ? text : `${text} This is for ${place} alone.`,
  };
}

/** A year on, with copied text; the title names the year in one of two. */
function nextYear(purchase: Purchase, random: Random): DraftPair {
  const base = draftOf(purchase, random);
  const first = random.chance(0.4) ? awarded(base) : base;
  const isNamed = random.chance(0.5);
  const next = secondOf(first, random);
  const titled = (draft: Draft, years: string): Draft =>
    isNamed ? { ...draft, title: `${draft.title} ${years}` } : draft;
  return [
    titled(first, '2025/26'),
    titled(
      {
        ...next,
        ...later(next, random.int(350, 380) * DAY),
        value: partOf(purchase.value, 95, 108, random),
      },
      '2026/27',
    ),
  ];
}

function nextPhase(purchase: Purchase, random: Random): DraftPair {
  const base = draftOf(purchase, random);
  const next = secondOf(base, random);
  return [
    { ...base, title: `${base.title} - Phase 1` },
    {
      ...next,
      ...later(next, random.int(100, 220) * DAY),
      title: `${base.title} - Phase 2`,
      value: partOf(purchase.value, 60, 140, random),
    },
  ];
}

/** Two lots, each tendered by itself, some days apart. */
function lots(purchase: Purchase, random: Random): DraftPair {
  const base = draftOf(purchase, random);
  const lot = (draft: Draft, number: 1 | 2): Draft => ({
    ...draft,
    title: `${base.title} - Lot ${String(number)}: ${purchase.lots[number - 1] ?? ''}`,
    description: `${base.description} This notice is for ${purchase.lots[number - 1] ?? ''} alone; the other lot is tendered by itself.`,
    value: partOf(purchase.value, 20, 70, random),
  });
  const next = secondOf(base, random);
  return [lot(base, 1), lot({ ...next, ...later(next, random.int(7, 21) * DAY) }, 2)];
}

function callOff(purchase: Purchase, random: Random): DraftPair {
  const base = draftOf(purchase, random);
  const framework = {
    ...base,
    title: `${base.title} framework`,
    description: `${base.description} A framework with several suppliers is set up, from which members call off for four years.`,
  };
  const called = secondOf(base, random);
  const [lot] = purchase.lots;
  const callOffTender: Draft = {
    ...called,
    ...later(called, random.int(90, 500) * DAY),
    title: random.pick([
      `Call-off: ${base.title}`,
      `${base.title} - mini-competition for ${lot.toLowerCase()}`,
    ]),
    description: `A mini-competition under the framework of that name. ${firstSentences(base.description, random.int(1, 3))}`,
    value: partOf(purchase.value, 4, 20, random),
  };
  return [framework, random.chance(0.4) ? awarded(callOffTender) : callOffTender];
}

/** The first was cancelled; months later it is put out anew. */
function retender(purchase: Purchase, random: Random): DraftPair {
  const base = draftOf(purchase, random);
  const next = secondOf(base, random);
  const isSaid = random.chance(0.5);
  return [
    base,
    {
      ...next,
      ...later(next, random.int(110, 260) * DAY),
      description: isSaid
        ? `The earlier competition was cancelled, and this is a new one. ${base.description}`
        : base.description,
      value: partOf(purchase.value, 95, 115, random),
    },
  ];
}

/** Another body buys under the same title; in one of two its text comes from the same template. */
function templateTitle(purchase: Purchase, random: Random, other: Purchase): DraftPair {
  const base = draftOf(purchase, random);
  const next = secondOf(base, random);
  const sentences = purchase.text.map(([written]) => written.replaceAll('{place}', 'the area'));
  return [
    base,
    {
      ...next,
      ...later(next, random.int(-20, 60) * DAY),
      buyer: other.buyers[0] ?? '',
      description: random.chance(0.5) ? base.description : sentences.toReversed().slice(1).join(' '),
      value: partOf(purchase.value, 30, 180, random),
    },
  ];
}

/** Minutes apart, for another place; the value differs in one of two. */
function sister(purchase: Purchase, random: Random): DraftPair {
  const [here = '', there = ''] = random.shuffled(purchase.places);
  const base = draftOf(purchase, random, here);
  const next = secondOf(base, random);
  return [
    { ...base, ...placed(purchase, here) },
    {
      ...next,
      ...placed(purchase, there),
      published: base.published + random.int(1, 40) * MINUTE,
      value: random.chance(0.5) ? purchase.value : partOf(purchase.value, 40, 160, random),
    },
  ];
}

/** Single awards of a standing series, under one title and text. */
function series(purchase: Purchase, random: Random): DraftPair {
  const base = awarded(draftOf(purchase, random));
  const next = secondOf(base, random);
  const hasNumber = random.chance(0.5);
  const order = (draft: Draft): Draft => ({
    ...draft,
    title: `${base.title}: spot purchase`,
    description: hasNumber
      ? `${base.description} Order ${String(random.int(10_000, 99_999))}.`
      : base.description,
    value: partOf(purchase.value, 1, 9, random) + random.int(1, 997),
  });
  return [order(base), order({ ...next, published: base.published + random.int(6, 45) * DAY })];
}

function otherNeed(purchase: Purchase, random: Random, other: Purchase): DraftPair {
  const base = draftOf(purchase, random);
  const next = secondOf(draftOf(other, random), random);
  return [
    base,
    {
      ...next,
      buyer: base.buyer,
      published: base.published + random.int(1, 300) * MINUTE,
      deadline: base.deadline,
      cpv: random.chance(0.5) ? base.cpv : next.cpv,
      value: random.chance(0.3) ? base.value : next.value,
    },
  ];
}

/** Two procurements that look alike. */
export const NEAR_MISSES: Readonly<Record<string, NearMissMaker>> = {
  'next year': nextYear,
  'next phase': nextPhase,
  'lots tendered singly': lots,
  'call-off of a framework': callOff,
  'tendered again': retender,
  'title of another buyer': templateTitle,
  'sister for another place': sister,
  'series of awards': series,
  'same day, other need': otherNeed,
};
