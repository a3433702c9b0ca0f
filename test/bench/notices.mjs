import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createWorld, releasePackage, seededRandom } from './built.mjs';

/** When the bench's day is, UTC milliseconds: generated notices are dated before it, their deadlines after. */
export const NOW = Date.parse('2026-09-01T09:00:00Z');
const DAY = 86_400_000;

/** @typedef {{ portal: 'find-a-tender' | 'contracts-finder'; published: number; text: string }} Made */

/**
 * Releases of `worlds` sandbox worlds, each with numbers of its own, oldest first within a world. World n is dated
 * `n × daysApart` days before `NOW`.
 *
 * @param {number} worlds
 * @param {number} daysApart
 * @returns {readonly Made[]}
 */
export function madeReleases(worlds, daysApart) {
  return Array.from({ length: worlds }, (_, number) => {
    const world = createWorld({ seed: `bench ${number}`, now: NOW - number * daysApart * DAY });
    const releases = [...world.backlog, ...world.fresh(), ...world.amendment(), ...world.cancellation()];
    return releases.map(({ portal, published, text }) => ({
      portal,
      published,
      text: numbered(text, number),
    }));
  }).flat();
}

const FTS_OCID = /ocds-h6vhtk-0f([0-9a-f]{2})[0-9a-f]{2}/g;
const FTS_NUMBER = /\b900(\d{3})-(20\d\d)\b/g;
const PROACTIS = /\b(ocds-(?:r6ebe6|kuma6s)-|[A-Z]{3})(?:0000)?900(\d{3})\b/g;
const GUID = /\b([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{8})[0-9a-f]{4}\b/g;

/**
 * Every world counts from the same number; this moves one out of the others' way, wherever its numbers stand.
 *
 * @param {string} text
 * @param {number} world Below 4,000.
 */
function numbered(text, world) {
  return text
    .replace(
      FTS_OCID,
      (_, index) => `ocds-h6vhtk-${hex(world * 256 + Number.parseInt(String(index), 16), 6)}`,
    )
    .replace(FTS_NUMBER, (_, index, year) => {
      const number = world * 250 + (Number(index) % 250);
      return `${String(number).padStart(6, '0')}-${String(year)}`;
    })
    .replace(PROACTIS, (_, start, index) => `${String(start)}${tenDigits(world * 1000 + Number(index))}`)
    .replace(GUID, (_, start) => `${String(start)}${hex(world, 4)}`);
}

/** @param {number} number */
function tenDigits(number) {
  return String(number).padStart(10, '0');
}

/**
 * @param {number} number
 * @param {number} digits
 */
function hex(number, digits) {
  return number.toString(16).padStart(digits, '0');
}

const OCID_OF_COPY = /ocds-h6vhtk-([0-9a-f]{6})/g;
const NUMBER_OF_COPY = /\b(\d{6})-(20\d\d)\b/g;
const PROACTIS_OF_COPY = /\b(ocds-(?:r6ebe6|kuma6s)-|[A-Z]{3})(\d{10})\b/g;
const GUID_OF_COPY = /\b([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{8})([0-9a-f]{4})\b/g;
const DESCRIPTION = /("title": "(?:[^"\\]|\\.)*",\s*"description": ")/;

/**
 * A text of one world as that of another: `worlds` further, wherever its numbers stand.
 *
 * @param {string} text
 * @param {number} worlds
 */
export function moved(text, worlds) {
  return text
    .replace(OCID_OF_COPY, (_, id) => `ocds-h6vhtk-${hex(Number.parseInt(String(id), 16) + worlds * 256, 6)}`)
    .replace(NUMBER_OF_COPY, (_, number, year) => {
      return `${String(Number(number) + worlds * 250).padStart(6, '0')}-${String(year)}`;
    })
    .replace(PROACTIS_OF_COPY, (_, start, number) => {
      return `${String(start)}${tenDigits(Number(number) + worlds * 1000)}`;
    })
    .replace(GUID_OF_COPY, (_, start, end) => {
      return `${String(start)}${hex(Number.parseInt(String(end), 16) + worlds, 4)}`;
    });
}

/**
 * The same worlds again as others, `copy` from 1: numbers of their own, and two dozen words of their own in each
 * description, so that no cache meets a text twice and the vocabulary grows as that of real notices does.
 *
 * @param {readonly Made[]} made
 * @param {{ readonly worlds: number; readonly copy: number }} which
 * @returns {readonly Made[]}
 */
export function copied(made, { worlds, copy }) {
  const random = seededRandom(`bench copy ${copy}`);
  return made.map(({ portal, published, text }) => ({
    portal,
    published,
    text: moved(text, worlds * copy).replace(DESCRIPTION, (start) => `${start}${invented(random)} `),
  }));
}

const STARTS = 'bra cal dor fen gar hal ker lin mor nor pen ral sel tor var wes'.split(' ');
const MIDDLES = 'bi co da fe gu ha lo mi no pa ri so te vu wa xo'.split(' ');
const ENDS = 'by den don ford ham ley mere ness port row shaw sted ton vale wick worth'.split(' ');
const INVENTED_WORDS = 24;

/**
 * Words that mean nothing, of some 4,000; low numbers come often, as in any language.
 *
 * @param {ReturnType<typeof seededRandom>} random
 */
export function invented(random) {
  return Array.from({ length: INVENTED_WORDS }, () => {
    const place = Math.floor(4096 * (random.int(0, 9999) / 10_000) ** 3);
    return `${STARTS[place % 16]}${MIDDLES[(place >> 4) % 16]}${ENDS[place >> 8]}`;
  }).join(' ');
}

const PAGE = 100;

/**
 * Release packages as Find a Tender serves them, a hundred releases each, as bytes.
 *
 * @param {readonly Made[]} made
 */
export function pagesOf(made) {
  return Array.from({ length: Math.ceil(made.length / PAGE) }, (_, page) => {
    const releases = made.slice(page * PAGE, (page + 1) * PAGE);
    return Buffer.from(
      releasePackage({
        uri: 'https://portal.example/api/1.0/ocdsReleasePackages',
        releases: releases.map(({ text }) => text),
        published: releases.map(({ published }) => published),
        next: 'https://portal.example/api/1.0/ocdsReleasePackages?cursor=2',
      }),
    );
  });
}

/**
 * What `prepare.mjs` wrote.
 *
 * @param {string} scratch
 * @returns {readonly Made[]}
 */
export function preparedReleases(scratch) {
  /** @type {unknown} */
  const value = JSON.parse(readFileSync(join(scratch, 'made.json'), 'utf8'));
  return /** @type {readonly Made[]} */ (value);
}

/**
 * The real pages of two whole days of Find a Tender, unpacked; empty where there is no real data.
 *
 * @param {string | undefined} realData
 */
export function realPages(realData) {
  if (realData === undefined) return [];
  return ['day-2026-08-10', 'day-2026-08-11'].flatMap((day) => {
    const directory = join(realData, 'find-a-tender', day);
    if (!existsSync(directory)) return [];
    return readdirSync(directory)
      .filter((file) => file.endsWith('.json.gz'))
      .toSorted((a, b) => a.localeCompare(b))
      .map((file) => gunzipSync(readFileSync(join(directory, file))));
  });
}
