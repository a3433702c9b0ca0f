import type { PretendRelease } from '../pretend-release.ts';
import { pretendRelease } from '../pretend-release.ts';
import { BUYERS } from './buyers.ts';
import type { CfNotice } from './contracts-finder-notices.ts';
import type { Draft } from './draft.ts';
import { draft } from './draft.ts';
import type { FtsNotice, Json } from './find-a-tender-parts.ts';
import { londonIso } from './london-iso.ts';
import type { Random } from './random.ts';
import type { Subject } from './subject.ts';

/** A release for Find a Tender that has no number yet: numbers follow publication. */
export interface FtsEntry {
  readonly draft: Draft;
  readonly ocid: string;
  readonly published: number;
  readonly render: (draft: Draft, notice: FtsNotice) => Json;
}

/** Throws where the generator made what a portal could not publish: a bug. */
export function asRelease(json: Json, indent: number): PretendRelease {
  const release = pretendRelease(JSON.stringify(json, undefined, indent));
  if (release === undefined) throw new Error('the generator made no release');
  return release;
}

/** Above every number that Find a Tender has given in a year, so that an invented page never names a real one. */
const FIRST_NUMBER = 900_001;

/** `900001-2026`: the `index`th number of the world, in the London year of its publication. */
export function noticeNumber(index: number, published: number): string {
  return `${FIRST_NUMBER + index}-${londonIso(published).slice(0, 4)}`;
}

export function ftsRelease(entry: FtsEntry, id: string): PretendRelease {
  const notice = { id, ocid: entry.ocid, published: entry.published };
  return asRelease(entry.render(entry.draft, notice), 4);
}

/** Told apart by `index` alone, below 256. */
export function newFtsOcid(random: Random, index: number): string {
  return `ocds-h6vhtk-0f${index.toString(16).padStart(2, '0')}${random.hex(2)}`;
}

export function newCfNotice(random: Random, published: number): CfNotice {
  return {
    guid: random.guid(),
    ocid: `ocds-b5fd17-${random.guid()}`,
    counter: random.int(900_000, 999_999),
    published,
    first: published,
  };
}

/** A draft for any buyer. */
export function anyDraft(random: Random, subject: Subject, at: number): Draft {
  return draft(random, subject, random.pick(BUYERS), at);
}
