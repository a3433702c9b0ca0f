import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILT_PORTALS,
  createInstantAudience,
  createPortal,
  DEFAULT_URLS,
  mergeVersions,
  openClassifier,
  openStore,
  parseQuery,
  readerOf,
} from './built.mjs';
import { NOW } from './notices.mjs';

/** @type {import('../../src/domain/ports.ts').Clock} */
export const clock = { now: () => NOW, sleep: () => Promise.resolve() };

function nothing() {}
/** @type {import('../../src/domain/ports.ts').Log} */
export const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The portals that are built, without a network. */
export function openPortals() {
  const http = {
    get: () => Promise.reject(new Error('the bench touches no network')),
    close: () => Promise.resolve(),
  };
  return BUILT_PORTALS.map((id) =>
    createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id], spacingMs: 1000 }),
  );
}

/** A release's text to a notice, whichever portal it is from. */
export function openReader() {
  return readerOf(openPortals());
}

/** What the flows stand on, as `app/ground.ts` lays it. */
export function openTelling() {
  /** @type {Map<string, import('../../src/domain/query.ts').Query>} */
  const known = new Map();
  /** @param {string} text */
  const queryOf = (text) => {
    const query = known.get(text) ?? parseQuery(text).query;
    known.set(text, query);
    return query;
  };
  return {
    clock,
    queryOf,
    instantAudience: createInstantAudience({ queryOf }),
    /** @param {string} key */
    messageId: (key) => `<${key}.bench@tenderbell.example>`,
  };
}

/** @param {string} path */
export async function openStoreAt(path) {
  const opened = await openStore(path, { now: NOW });
  if ('refused' in opened) throw new Error(opened.refused.message);
  return opened.store;
}

/**
 * A path for a new database; what stood there is gone.
 *
 * @param {string} scratch
 * @param {string} name
 */
export function freshPath(scratch, name) {
  const path = join(scratch, `${name}.db`);
  for (const ending of ['', '-wal', '-shm', '.lock']) rmSync(`${path}${ending}`, { force: true });
  return path;
}

/**
 * Each release as a procurement of its own, classified.
 *
 * @param {readonly string[]} texts
 * @returns {readonly import('../../src/domain/procurement.ts').Procurement[]}
 */
export function procurementsOf(texts) {
  const read = openReader();
  const classify = openClassifier();
  return texts.flatMap((text, index) => {
    const result = read(text);
    if ('reason' in result) return [];
    const view = mergeVersions([result.notice]);
    return [{ id: index + 1, view, classification: classify(view) }];
  });
}
