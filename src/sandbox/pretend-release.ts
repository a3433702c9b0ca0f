import { endOfLondonDay } from '../base/london.ts';
import type { PortalId } from '../domain/portal.ts';
import { elements, members, stringMember } from './raw-json.ts';

/** The portals that the sandbox plays. */
export type PretendPortal = Extract<PortalId, 'find-a-tender' | 'contracts-finder'>;

/** A release as a pretend portal holds it. */
export interface PretendRelease {
  readonly portal: PretendPortal;
  readonly ocid: string;
  readonly id: string;
  readonly tags: readonly string[];
  /** `UKPGA` or `CELEX`; undefined where the release names no legal basis. */
  readonly scheme: string | undefined;
  /** UTC milliseconds; end of the London day for a date without a time. */
  readonly published: number;
  /** The JSON that the portal serves, to the byte. */
  readonly text: string;
}

/** OCDS prefixes as registered by the Cabinet Office (https://standard.open-contracting.org/latest/en/guidance/map/). */
const PREFIXES: readonly (readonly [string, PretendPortal])[] = [
  ['ocds-h6vhtk', 'find-a-tender'],
  ['ocds-b5fd17', 'contracts-finder'],
];

function slice(text: string, key: string): string {
  const span = members(text).get(key);
  return span === undefined ? '' : text.slice(span.from, span.to);
}

function instant(date: string): number | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return endOfLondonDay(date);
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : at;
}

/** Reads just enough of a release to serve it; undefined for what neither portal could have published. */
export function pretendRelease(text: string): PretendRelease | undefined {
  const ocid = stringMember(text, 'ocid') ?? '';
  const portal = PREFIXES.find(([prefix]) => ocid.startsWith(prefix))?.[1];
  const id = stringMember(text, 'id');
  const published = instant(stringMember(text, 'date') ?? '');
  if (portal === undefined || id === undefined || published === undefined) return undefined;
  const legalBasis = slice(slice(text, 'tender'), 'legalBasis');
  return {
    portal,
    ocid,
    id,
    published,
    text,
    tags: elements(slice(text, 'tag')).map((tag) => tag.replaceAll('"', '')),
    scheme: stringMember(legalBasis, 'scheme'),
  };
}
