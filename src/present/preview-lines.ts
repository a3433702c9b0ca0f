import { londonDate } from '../base/london.ts';
import { dayWords } from '../domain/london-day.ts';
import type { Arrival } from '../match/preview/arrival.ts';
import type { Preview, Related } from '../match/preview/preview.ts';
import { MOST_A_DAY, saysLittle, type Volume } from '../match/preview/volume.ts';
import { line } from './clean-text.ts';

/** A preview in lines for people: how much would come, the latest of it, and what to ask instead or besides. */
export function previewLines(preview: Preview): readonly string[] {
  return [
    ...volumeLines(preview),
    ...latestLines(preview.latest),
    ...proposalLines(preview),
    ...relatedLines(preview.related),
  ];
}

/** How much would come, and whether that is too much or nothing. */
export function volumeLines({ wanted, volume, longer, verdict, unheard }: Preview): readonly string[] {
  if (volume === undefined)
    return [
      'nothing is held yet, so nobody can say how much would come; `tenderbell collect` reads the portals',
    ];
  const come = wanted.includes('awards') ? 'come' : 'come as new';
  const lines = [volumeWords(volume, come)];
  if (longer !== undefined && longer.span.days > volume.span.days) lines.push(volumeWords(longer, come));
  if (verdict === 'too-broad')
    lines.push(`that is more than ${MOST_A_DAY} in a working day, too much to read: narrow it`);
  if (saysLittle(longer ?? volume)) lines.push('too little is held to say more than that');
  if (unheard.length > 0)
    lines.push(`nothing that is held mentions ${unheard.map((word) => `'${word}'`).join(' or ')}`);
  return lines;
}

/** `34 would have come as new in the last 30 days: about 8 a week`. */
function volumeWords(volume: Volume, come: string): string {
  const { came, isCut } = volume;
  const some = came === 0 ? 'none' : `${isCut ? 'at least ' : ''}${came}`;
  const often = came === 0 ? '' : `: ${oftenWords(volume.perWeek)}`;
  return `${some} would have ${come} ${whenWords(volume)}${often}`;
}

/** `about 8 a week`, `about one in 3 weeks`. */
export function oftenWords(perWeek: number): string {
  if (perWeek >= 1.5) return `about ${Math.round(perWeek).toLocaleString('en-GB')} a week`;
  if (perWeek >= 0.75) return 'about one a week';
  return perWeek > 0 ? `about one in ${Math.max(2, Math.round(1 / perWeek))} weeks` : 'none a week';
}

function whenWords({ span, isCut }: Volume): string {
  const days = span.days === 1 ? 'day' : `${span.days} days`;
  const since = dayWords(span.firstDay);
  if (span.isBehind) return `in the ${days} to ${dayWords(span.lastDay)}, the latest that is held`;
  if (span.isWhole || isCut) return `in the last ${days}`;
  return `in the ${days} since ${since}, the earliest that is held`;
}

function latestLines(latest: readonly Arrival[]): readonly string[] {
  if (latest.length === 0) return [];
  return ['the latest:', ...latest.map((arrival) => `  ${arrivalWords(arrival)}`)];
}

const LONGEST_TITLE = 80;
const LONGEST_NAME = 50;

/** `Wed 12 Aug 2026  #4711  Cyber incident response – Ashcombe Borough Council`. */
function arrivalWords({ at, procurement: { id, view } }: Arrival): string {
  const buyer = view.buyer === undefined ? '' : ` – ${line(view.buyer.name, LONGEST_NAME)}`;
  return `${londonDate(at)}  #${id}  ${line(view.title, LONGEST_TITLE)}${buyer}`;
}

function proposalLines({ verdict, proposals }: Preview): readonly string[] {
  if (verdict !== 'too-broad' && verdict !== 'too-narrow') return [];
  if (proposals.length === 0) return [];
  return [
    verdict === 'too-broad' ? 'narrower:' : 'wider:',
    ...proposals.map(({ query, how, volume }) => `  ${query}  (${how}: ${oftenWords(volume.perWeek)})`),
  ];
}

function relatedLines(related: readonly Related[]): readonly string[] {
  if (related.length === 0) return [];
  return [`related terms, with what OR would add: ${related.map(relatedWords).join(', ')}`];
}

/** `SIEM (3 more lately)`, `ITHC (12 more of all that is held)`. */
function relatedWords({ term, came, held }: Related): string {
  return came > 0 ? `${term} (${came} more in the same time)` : `${term} (${held} more of all that is held)`;
}
