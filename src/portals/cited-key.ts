import { noticeKey, ocidKey } from '../domain/keys.ts';
import { portalOfOcid } from './portal-of-ocid.ts';

const GUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
/** Not part of a longer number, nor of an address other than a notice's. */
const ALONE = String.raw`(?![\d-])(?<=(?:^|[Nn]otice/|[^\d/-])\d{6}-\d{4})`;

/**
 * What names a notice or a process of ours, wherever it stands in a text: `2025/S 000-012345` and `012345-2025` (Find a
 * Tender, which began on 1 January 2021: https://www.find-tender.service.gov.uk; what is older, or has another number
 * than 000 before the hyphen, or counts above 200,000 in a year, is TED's), an ocid, a notice's page on Contracts Finder.
 */
export const CITED = new RegExp(
  [
    String.raw`\b(?<year>20[2-9]\d)\s?/\s?[Ss]\s?000-\s?(?<number>\d{6})\b`,
    String.raw`(?<plain>[01]\d{5}-20[2-9]\d)${ALONE}`,
    String.raw`\b(?<ocid>ocds-[a-z0-9]{6,9}-[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*)`,
    String.raw`contractsfinder\.service\.gov\.uk/[Nn]otice/(?<guid>${GUID})`,
  ].join('|'),
  'g',
);

/** Not global: an expression that remembers where it stood must not be shared. */
const FIRST_CITED = new RegExp(CITED.source);

const FIRST_YEAR = 2021;

/** The key of what `CITED` has found, and the year of its number where it has one; undefined for what is not ours. */
export function keyOf(
  found: RegExpExecArray,
): { readonly key: string; readonly year: number | undefined } | undefined {
  const { year, number, plain, ocid, guid } = found.groups ?? {};
  if (guid !== undefined) return { key: noticeKey('contracts-finder', guid.toLowerCase()), year: undefined };
  if (ocid !== undefined) {
    const written = ocid.toLowerCase();
    return portalOfOcid(written) === undefined ? undefined : { key: ocidKey(written), year: undefined };
  }
  const id = plain ?? `${String(number)}-${String(year)}`;
  const of = Number(id.slice(-4));
  return of < FIRST_YEAR ? undefined : { key: noticeKey('find-a-tender', id), year: of };
}

/** The key of an identifier that stands by itself. */
export function keyIn(
  identifier: string,
): { readonly key: string; readonly year: number | undefined } | undefined {
  const found = FIRST_CITED.exec(identifier);
  return found === null || found[0].length < identifier.trim().length ? undefined : keyOf(found);
}
