import type { PortalId } from '../../src/domain/portal.ts';
import { deadlineOf } from './oracle-deadline.ts';
import { at, textAt, textsAt } from './oracle-json.ts';
import { endOfDay } from './oracle-london.ts';
import { regionsOf } from './oracle-regions.ts';
import { documentsOf, stageOf } from './oracle-stage.ts';
import { valueOf } from './oracle-value.ts';

/**
 * A second reader of releases, which shares no code with the first: what a release says, read from its JSON by the facts
 * that the portals publish and that were seen in recordings (docs/portals/*.md). Each fact is one line of text, so that
 * two readers' can be laid side by side; what is not stated is empty.
 */
export interface Said {
  readonly title: string;
  readonly buyer: string;
  /** `120000..150000 GBP`, pence, net of VAT. */
  readonly value: string;
  /** `2026-09-30T11:00:00.000Z day 2026-09-30 timed`. */
  readonly deadline: string;
  readonly cpv: string;
  /** With its outcome: `closed cancelled`. */
  readonly stage: string;
  readonly regions: string;
  readonly url: string;
  /** `2026-09-01T08:15:00.000Z`. */
  readonly published: string;
}

/** OCDS prefixes as their publishers registered them (https://standard.open-contracting.org/latest/en/guidance/map/). */
const PREFIXES: Readonly<Record<string, PortalId>> = {
  'ocds-h6vhtk': 'find-a-tender',
  'ocds-b5fd17': 'contracts-finder',
  'ocds-r6ebe6': 'public-contracts-scotland',
  'ocds-kuma6s': 'sell2wales',
};

export function portalOf(release: unknown): PortalId | undefined {
  return PREFIXES[textAt(release, 'ocid')?.slice(0, 11) ?? ''];
}

/** What a parsed release says. Throws for one of no known portal. */
export function say(release: unknown): Said {
  const portal = portalOf(release);
  if (portal === undefined) throw new Error('no release of a portal that is known');
  const stage = stageOf(portal, release);
  return {
    title: plain(textAt(release, 'tender.title') ?? textAt(release, 'title')),
    buyer: plain(buyerOf(release)),
    value: valueOf(release),
    deadline: deadlineOf(portal, release, stage),
    cpv: listed(codesOf(release)),
    stage,
    regions: listed(regionsOf(portal, release)),
    url: urlOf(portal, release),
    published: publishedOf(portal, release),
  };
}

export function listed(codes: readonly string[]): string {
  return [...new Set(codes)].toSorted().join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
};

/** Text without tags and entities, its spaces single. */
function plain(text: string | undefined): string {
  return (text ?? '')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&#(\d+);/g, (_found, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&([a-z]+);/g, (found, name: string) => ENTITIES[name] ?? found)
    .replace(/\s+/g, ' ')
    .trim();
}

/** `buyer`, else the party that is one: absent from terminations and the like, and a second "buyer" is a contact's address. */
function buyerOf(release: unknown): string | undefined {
  const parties = at(release, 'parties.*').filter((party) => textsAt(party, 'roles.*').includes('buyer'));
  return textAt(release, 'buyer.name') ?? textAt(parties[0], 'name');
}

/** Wherever a CPV code stands: most awards carry theirs under `awards[]` alone. */
const CPV_PLACES = ['tender', 'tender.items.*', 'awards.*.items.*', 'contracts.*.items.*'].flatMap(
  (place) => [`${place}.classification`, `${place}.additionalClassifications.*`],
);

function codesOf(release: unknown): readonly string[] {
  return CPV_PLACES.flatMap((place) => at(release, place)).flatMap((one) => {
    const code = /^\s*(\d{8})(?:-\d)?\s*$/.exec(textAt(one, 'id') ?? '')?.[1];
    return code === undefined ? [] : [code];
  });
}

/** An instant with its offset; the national portals write the midnight of a day, which counts to its end. */
function publishedOf(portal: PortalId, release: unknown): string {
  const written = textAt(release, 'date') ?? '';
  const [day = '', time = ''] = written.split('T');
  const isNational = portal === 'public-contracts-scotland' || portal === 'sell2wales';
  const isDay = time === '' || (isNational && time.startsWith('00:00'));
  return new Date(isDay ? endOfDay(day) : Date.parse(written)).toISOString();
}

/** The GUID of a notice: today's release ids begin with it, those of an old export have a prefix before it. */
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

function urlOf(portal: PortalId, release: unknown): string {
  const id = textAt(release, 'id') ?? '';
  if (portal === 'find-a-tender') return `https://www.find-tender.service.gov.uk/Notice/${id}`;
  if (portal === 'contracts-finder')
    return `https://www.contractsfinder.service.gov.uk/Notice/${GUID.exec(id)?.[0] ?? ''}`;
  const notice = documentsOf(release).find((one) => textAt(one, 'documentType') === 'contractNotice');
  return textAt(notice, 'url') ?? '';
}
