/// <reference types="node" />
/// <reference lib="es2023" />

/**
 * What is measured is what runs: a file of the built program. Its types are those of the source it was built from.
 *
 * @param {string} path Below `dist/`.
 * @returns {Promise<unknown>}
 */
function built(path) {
  return import(new URL(`../../dist/${path}`, import.meta.url).href);
}

export const { readerOf } = /** @type {typeof import('../../src/app/any-portal.ts')} */ (
  await built('app/any-portal.js')
);
export const { openClassifier } = /** @type {typeof import('../../src/app/classifier.ts')} */ (
  await built('app/classifier.js')
);
export const { MODEL_FILE } = /** @type {typeof import('../../src/app/model-file.ts')} */ (
  await built('app/model-file.js')
);
export const { createScorer, decodeModel } = /** @type {typeof import('../../src/classify/model.ts')} */ (
  await built('classify/model.js')
);
export const { stems, tokens } = /** @type {typeof import('../../src/base/text/tokens.ts')} */ (
  await built('base/text/tokens.js')
);
export const { blocksOf } = /** @type {typeof import('../../src/dedupe/blocks.ts')} */ (
  await built('dedupe/blocks.js')
);
export const { keysOf } = /** @type {typeof import('../../src/dedupe/keys.ts')} */ (
  await built('dedupe/keys.js')
);
export const { mergeVersions } = /** @type {typeof import('../../src/dedupe/merge.ts')} */ (
  await built('dedupe/merge.js')
);
export const { openShelf } = /** @type {typeof import('../../src/dedupe/shelf.ts')} */ (
  await built('dedupe/shelf.js')
);
export const { packSignature, signatureOf } = /** @type {typeof import('../../src/dedupe/signature.ts')} */ (
  await built('dedupe/signature.js')
);
export const { resemblance, SKETCH_SIZE, sketchOf } =
  /** @type {typeof import('../../src/dedupe/sketch.ts')} */ (await built('dedupe/sketch.js'));
export const { signed, tiesBetween } = /** @type {typeof import('../../src/dedupe/ties.ts')} */ (
  await built('dedupe/ties.js')
);
export const { digest } = /** @type {typeof import('../../src/flows/digest.ts')} */ (
  await built('flows/digest.js')
);
export const { dispatch } = /** @type {typeof import('../../src/flows/dispatch.ts')} */ (
  await built('flows/dispatch.js')
);
export const { familyOf } = /** @type {typeof import('../../src/flows/family.ts')} */ (
  await built('flows/family.js')
);
export const { importReleases } = /** @type {typeof import('../../src/flows/import.ts')} */ (
  await built('flows/import.js')
);
export const { keepPage } = /** @type {typeof import('../../src/flows/keep-page.ts')} */ (
  await built('flows/keep-page.js')
);
export const { summaryPrefix } = /** @type {typeof import('../../src/flows/queue-tellings.ts')} */ (
  await built('flows/queue-tellings.js')
);
export const { searchProcurements } = /** @type {typeof import('../../src/flows/search.ts')} */ (
  await built('flows/search.js')
);
export const { documentOf } = /** @type {typeof import('../../src/match/document.ts')} */ (
  await built('match/document.js')
);
export const { because, matches } = /** @type {typeof import('../../src/match/evaluate.ts')} */ (
  await built('match/evaluate.js')
);
export const { describeQuery } = /** @type {typeof import('../../src/match/describe.ts')} */ (
  await built('match/describe.js')
);
export const { parseQuery } = /** @type {typeof import('../../src/match/parse.ts')} */ (
  await built('match/parse.js')
);
export const { composeMail } = /** @type {typeof import('../../src/notify/email/compose.ts')} */ (
  await built('notify/email/compose.js')
);
export const { createEmailChannel } = /** @type {typeof import('../../src/notify/email/index.ts')} */ (
  await built('notify/email/index.js')
);
export const { BUILT_PORTALS, createPortal, DEFAULT_URLS, openAnyFile } =
  /** @type {typeof import('../../src/portals/index.ts')} */ (await built('portals/index.js'));
export const { sliceReleases } = /** @type {typeof import('../../src/portals/slice-releases.ts')} */ (
  await built('portals/slice-releases.js')
);
export const { renderMail } = /** @type {typeof import('../../src/present/mail.tsx')} */ (
  await built('present/mail.js')
);
export const { seededRandom } = /** @type {typeof import('../../src/sandbox/generate/random.ts')} */ (
  await built('sandbox/generate/random.js')
);
export const { createWorld } = /** @type {typeof import('../../src/sandbox/generate/world.ts')} */ (
  await built('sandbox/generate/world.js')
);
export const { releasePackage } =
  /** @type {typeof import('../../src/sandbox/portal/release-package.ts')} */ (
    await built('sandbox/portal/release-package.js')
  );
export const { openStore } = /** @type {typeof import('../../src/store/index.ts')} */ (
  await built('store/index.js')
);
export const { fact, factToken } = /** @type {typeof import('../../src/match/facts.ts')} */ (
  await built('match/facts.js')
);
export const { indexRow } = /** @type {typeof import('../../src/store/search-index.ts')} */ (
  await built('store/search-index.js')
);
export const { stemsBehind } = /** @type {typeof import('../../src/base/text/stem.ts')} */ (
  await built('base/text/stem.js')
);
export const { dayAfter, londonDayAt } = /** @type {typeof import('../../src/domain/london-day.ts')} */ (
  await built('domain/london-day.js')
);
export const { OPEN_STAGES } = /** @type {typeof import('../../src/domain/stage.ts')} */ (
  await built('domain/stage.js')
);
export const { createSubscriptionIndex } =
  /** @type {typeof import('../../src/match/subscription-index/index.ts')} */ (
    await built('match/subscription-index/index.js')
  );
export const { newcomer } = /** @type {typeof import('../../src/domain/subscription.ts')} */ (
  await built('domain/subscription.js')
);
export const { replay } = /** @type {typeof import('../../src/flows/replay.ts')} */ (
  await built('flows/replay.js')
);
export const { slotsFor } = /** @type {typeof import('../../src/app/digest-slots.ts')} */ (
  await built('app/digest-slots.js')
);
export const { clauseOf } = /** @type {typeof import('../../src/store/search-tree.ts')} */ (
  await built('store/search-tree.js')
);
export const { createSearchThread } = /** @type {typeof import('../../src/store/search-thread.ts')} */ (
  await built('store/search-thread.js')
);
export const { createInstantAudience } = /** @type {typeof import('../../src/flows/instant-audience.ts')} */ (
  await built('flows/instant-audience.js')
);
