import type { Preview } from '../match/preview/preview.ts';
import type { Volume } from '../match/preview/volume.ts';
import { printQuery } from '../match/print.ts';
import { summaryOf } from './summary.ts';

/** A preview as programs see it: London days, ISO instants. */
export function previewJson(preview: Preview): object {
  const { query, described, volume, longer, latest, verdict, proposals, unheard, related } = preview;
  return {
    query,
    described,
    verdict,
    volume: volume === undefined ? null : volumeJson(volume),
    longer: longer === undefined ? null : volumeJson(longer),
    latest: latest.map(({ at, procurement }) => ({
      came: new Date(at).toISOString(),
      ...summaryOf(procurement),
    })),
    proposals: proposals.map((one) => ({ query: one.query, how: one.how, volume: volumeJson(one.volume) })),
    unheard,
    related: related.map((one) => ({
      term: one.term,
      query: printQuery(one.query),
      came: one.came,
      held: one.held,
    })),
  };
}

/** `atLeast`: more came than was counted. `heldWhole`: false where fewer days are held than were asked for. */
export function volumeJson({ came, isCut, perWeek, span }: Volume): object {
  return {
    came,
    atLeast: isCut,
    perWeek: Math.round(perWeek * 10) / 10,
    from: span.firstDay,
    to: span.lastDay,
    days: span.days,
    heldWhole: span.isWhole || isCut,
  };
}
