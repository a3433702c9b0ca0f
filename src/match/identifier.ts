import { noticeKey, ocidKey } from '../domain/keys.ts';

/** What names one notice or one process: as a query's leaf carries it. */
export interface Identifier {
  /** As `domain/keys.ts` makes them, e.g. `notice:find-a-tender:075962-2026`. */
  readonly key: string;
  /** The shortest text that names it. */
  readonly written: string;
}

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const NUMBER = /^\d{6}-\d{4}$/;
/** `2023/S 000-008624` is the notice 008624-2023. */
const LONG_NUMBER = /^(\d{4})\/S\s000-(\d{6})$/;
/** A Contracts Finder release id is the notice's GUID and a counter. */
const BARE_GUID = new RegExp(`^(${GUID})(?:-\\d+)?$`, 'i');
const OCID = /^ocds-[a-z0-9]{6,12}-[a-z0-9-]*[a-z0-9]$/i;
const FIND_A_TENDER_URL =
  /^(?:https?:\/\/)?(?:www\.)?find-tender\.service\.gov\.uk\/notice\/(\d{6}-\d{4})(?![\d-])/i;
const CONTRACTS_FINDER_URL = new RegExp(
  `^(?:https?://)?(?:www\\.)?contractsfinder\\.service\\.gov\\.uk/notice/(${GUID})(?![\\w-])`,
  'i',
);

const PROACTIS_HOSTS = ['publiccontractsscotland.gov.uk', 'sell2wales.gov.wales'] as const;
/** Scotland and Wales number alike (`SEP400101`), so only the whole address says which is meant. */
const PROACTIS_URL =
  /^(?:https?:\/\/)?(?:www\.)?(publiccontractsscotland\.gov\.uk|sell2wales\.gov\.wales)\/search\/show\/search_view\.aspx\?id=([a-z]{3}\d{4,9})$/i;

function proactis(host: string, number: string): Identifier {
  const portal = host === 'sell2wales.gov.wales' ? 'sell2wales' : 'public-contracts-scotland';
  const written = `https://www.${host}/search/show/search_view.aspx?ID=${number}`;
  return { key: noticeKey(portal, number), written };
}

function findATender(number: string): Identifier {
  return { key: noticeKey('find-a-tender', number), written: number };
}

function contractsFinder(guid: string): Identifier {
  const written = guid.toLowerCase();
  return { key: noticeKey('contracts-finder', written), written };
}

/** Both Proactis portals number by month. */
const PROACTIS_NUMBER = /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d{6,9}$/i;
/** Slack and mail put an address in these: `<https://…>`, `<https://…|shown>`. */
const BRACKETED = /^<([^|>]+)(?:\|[^>]*)?>$/;

/**
 * What a word or an address names: a notice number, an ocid, a GUID, or the URL of a portal's notice page. Two where a bare
 * number may be either portal's, none where it names nothing.
 */
export function identifiersOf(written: string): readonly Identifier[] {
  const text = BRACKETED.exec(written)?.[1] ?? written;
  if (PROACTIS_NUMBER.test(text)) {
    return PROACTIS_HOSTS.map((host) => proactis(host, text.toUpperCase()));
  }
  const only = identifierOf(text);
  return only === undefined ? [] : [only];
}

function identifierOf(text: string): Identifier | undefined {
  if (NUMBER.test(text)) return findATender(text);
  const long = LONG_NUMBER.exec(text);
  if (long !== null) return findATender(`${long[2] ?? ''}-${long[1] ?? ''}`);
  const number = FIND_A_TENDER_URL.exec(text)?.[1];
  if (number !== undefined) return findATender(number);
  const guid = BARE_GUID.exec(text)?.[1] ?? CONTRACTS_FINDER_URL.exec(text)?.[1];
  if (guid !== undefined) return contractsFinder(guid);
  const [, host, page] = PROACTIS_URL.exec(text) ?? [];
  if (host !== undefined && page !== undefined) return proactis(host.toLowerCase(), page.toUpperCase());
  const ocid = text.toLowerCase();
  return OCID.test(text) ? { key: ocidKey(ocid), written: ocid } : undefined;
}
