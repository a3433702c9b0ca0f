import { createHash } from 'node:crypto';
import { endOfLondonDay } from '../base/london.ts';
import type { PortalId } from '../domain/portal.ts';
import { elements, members, stringMember, stringValue } from './raw-json.ts';

/** A release as a pretend portal holds it. */
export interface PretendRelease {
  readonly portal: PortalId;
  readonly ocid: string;
  /** The release's own; the beginning of its text's SHA-256 where it has none, as on Public Contracts Scotland. */
  readonly id: string;
  readonly tags: readonly string[];
  /** `UKPGA` or `CELEX`; undefined where the release names no legal basis. */
  readonly scheme: string | undefined;
  /** UTC milliseconds; end of the London day for a date without a time. */
  readonly published: number;
  /** The JSON that the portal serves, to the byte. */
  readonly text: string;
  /** When it can first be read, UTC milliseconds; as soon as it is published where absent. */
  readonly appears?: number;
  /** What the Proactis portals are asked for it by (https://api.publiccontractsscotland.gov.uk/v1); 2, a contract notice, where absent. */
  readonly noticeType?: string;
  /** The same notice in Welsh, where Sell2Wales has one. */
  readonly welsh?: string;
  /** Recorded from a real portal: served to the byte, whatever the switches. */
  readonly isRecorded?: boolean;
}

/** OCDS prefixes as registered by their publishers (https://standard.open-contracting.org/latest/en/guidance/map/). */
const PREFIXES: readonly (readonly [string, PortalId])[] = [
  ['ocds-h6vhtk', 'find-a-tender'],
  ['ocds-b5fd17', 'contracts-finder'],
  ['ocds-r6ebe6', 'public-contracts-scotland'],
  ['ocds-kuma6s', 'sell2wales'],
];

/** `ocid#id`: a release id is unique within its ocid alone, and holds no `#` (https://standard.open-contracting.org/latest/en/schema/identifiers/). */
export function releaseKey(release: Pick<PretendRelease, 'ocid' | 'id'>): string {
  return `${release.ocid}#${release.id}`;
}

function instant(date: string): number | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return endOfLondonDay(date);
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : at;
}

/** Reads just enough of a release to serve it; undefined for what none of the portals could have published. */
export function pretendRelease(text: string): PretendRelease | undefined {
  const spans = members(text);
  const slice = (key: string): string => {
    const span = spans.get(key);
    return span === undefined ? '' : text.slice(span.from, span.to);
  };
  const ocid = stringValue(slice('ocid')) ?? '';
  const portal = PREFIXES.find(([prefix]) => ocid.startsWith(prefix))?.[1];
  const published = instant(stringValue(slice('date')) ?? '');
  const id = stringValue(slice('id')) ?? (portal === 'public-contracts-scotland' ? digest(text) : undefined);
  if (portal === undefined || id === undefined || published === undefined) return undefined;
  const legalBasis = members(slice('tender')).get('legalBasis');
  return {
    portal,
    ocid,
    id,
    published,
    text,
    tags: elements(slice('tag')).map((tag) => tag.replaceAll('"', '')),
    scheme: legalBasis && stringMember(slice('tender').slice(legalBasis.from, legalBasis.to), 'scheme'),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
