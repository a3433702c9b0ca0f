import type { Comparable } from '../../dedupe/comparable.ts';
import type { Random } from '../../sandbox/generate/random.ts';
import { noticeLineOf } from '../notice-lines/notice-line.ts';
import type { Purchase } from './purchases.ts';

export const DAY = 86_400_000;
const FIRST_DAY = Date.parse('2025-01-06T09:00:00Z');

/** A notice being made: what a line of `tenderbell dedupe FILE` holds. */
export interface Draft {
  readonly id: string;
  readonly portal: string;
  readonly title: string;
  readonly description: string;
  readonly buyer: string;
  /** UTC milliseconds. */
  readonly published: number;
  readonly deadline: number | undefined;
  /** Whether the portal states the deadline's time. */
  readonly isTimed: boolean;
  /** Pounds, or as a portal writes a range. */
  readonly value: number | Readonly<Record<string, number>> | undefined;
  readonly cpv: readonly string[];
  readonly stage: string;
}

const COPY_PORTALS = ['find-a-tender', 'ted', 'sell2wales', 'public-contracts-scotland'] as const;

function newId(portal: string, random: Random): string {
  return portal === 'contracts-finder'
    ? random.guid()
    : `${String(random.int(100_000, 999_999))}-${String(random.int(2025, 2026))}`;
}

/** An open tender on Contracts Finder for one of the purchase's places. */
export function draftOf(purchase: Purchase, random: Random, place = random.pick(purchase.places)): Draft {
  const published = FIRST_DAY + random.int(0, 300) * DAY + random.int(0, 480) * 60_000;
  const noon = Math.floor(published / DAY) * DAY + 12 * 3_600_000;
  return {
    id: newId('contracts-finder', random),
    portal: 'contracts-finder',
    title: purchase.titles[0].replace('{place}', place),
    description: textOf(purchase, place),
    buyer: purchase.buyers[0] ?? '',
    published,
    deadline: noon + random.int(28, 45) * DAY,
    isTimed: true,
    value: purchase.value,
    cpv: [purchase.cpv[0]],
    stage: 'tender',
  };
}

/** The purchase's text; `other` says of which sentences the other wording is taken. */
export function textOf(
  purchase: Purchase,
  place: string,
  other: (at: number) => boolean = () => false,
): string {
  return purchase.text
    .map((wordings, at) => wordings[other(at) ? 1 : 0])
    .join(' ')
    .replaceAll('{place}', place);
}

/** The same on another portal, up to three days later. */
export function copyOf(draft: Draft, random: Random): Draft {
  const portal = random.pick(COPY_PORTALS);
  return {
    ...draft,
    portal,
    id: newId(portal, random),
    published: draft.published + random.int(0, 3 * 24 * 60) * 60_000,
  };
}

/** Another notice on the same portal or, in one of three, on another. */
export function secondOf(draft: Draft, random: Random): Draft {
  return random.int(1, 3) === 1
    ? { ...copyOf(draft, random), published: draft.published }
    : { ...draft, id: newId(draft.portal, random) };
}

/** As `dedupe/` compares it, read as a line of a file would be. */
export function comparableOf({ published, deadline, isTimed, ...said }: Draft): Comparable {
  const fields = {
    ...said,
    published: iso(published),
    deadline: deadline === undefined ? null : isTimed ? iso(deadline) : iso(deadline).slice(0, 10),
  };
  return noticeLineOf(fields, 1).notice;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
