import type { PretendRelease } from '../pretend-release.ts';
import { isOneIn, noticeGuid } from './guid.ts';
import { listAt, parsed, valueAt } from './json-path.ts';
import type { ContractsFinderSwitches } from './switches.ts';

type Editable = Record<string, unknown>;

function isEditable(value: unknown): value is Editable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The release with its tender edited, in the generator's indentation; as it is where it has none. */
function withTender(text: string, edit: (tender: Editable) => Editable): string {
  const json = parsed(text);
  const tender = valueAt(json, 'tender');
  if (!isEditable(json) || !isEditable(tender)) return text;
  return JSON.stringify({ ...json, tender: edit(tender) }, undefined, 1);
}

function without(...names: readonly string[]): (tender: Editable) => Editable {
  return (tender) => Object.fromEntries(Object.entries(tender).filter(([name]) => !names.includes(name)));
}

/** Documents go, save where they name this procurement's page on the other portal. */
function withoutDocuments(tender: Editable): Editable {
  const names = JSON.stringify(tender['documents'] ?? '').includes('find-tender');
  return names ? tender : without('documents')(tender);
}

function withInvalidUrl(tender: Editable): Editable {
  const documents = listAt(tender, 'documents').map((document): unknown => {
    const isOther = isEditable(document) && document['documentType'] === undefined;
    const isLink = isOther && !String(document['url']).includes('find-tender');
    return isLink ? { ...document, url: 'http://Contract Finder' } : document;
  });
  return documents.length === 0 ? tender : { ...tender, documents };
}

/**
 * The characters of the 256 bytes (https://encoding.spec.whatwg.org/index-windows-1252.txt), written out: Node 20's own
 * decoder takes windows-1252 for Latin-1 (https://github.com/nodejs/node/issues/56542).
 */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const WINDOWS_1252 = Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 && byte < 0xa0 ? HIGH.charAt(byte - 0x80) : String.fromCharCode(byte),
);
const BYTES = new Map(WINDOWS_1252.map((char, byte) => [char, byte]));

/** UTF-8 read as windows-1252 and written again: `Â£` (docs/portals/contracts-finder.md). */
function twice(text: string): string {
  return Array.from(Buffer.from(text), (byte) => WINDOWS_1252[byte] ?? '').join('');
}

function mangled(release: PretendRelease, switches: ContractsFinderSwitches): PretendRelease {
  const guid = noticeGuid(release);
  const missing = switches.missingFieldsEvery;
  const edits = [
    isOneIn(missing, guid, 0) ? without('value', 'minValue') : undefined,
    isOneIn(missing, guid, 1) ? withoutDocuments : undefined,
    isOneIn(missing, guid, 2) ? without('procurementMethod') : undefined,
    isOneIn(switches.invalidUrlEvery, guid, 2) ? withInvalidUrl : undefined,
  ].filter((edit) => edit !== undefined);
  const edited = edits.reduce(withTender, release.text);
  const text = isOneIn(switches.mojibakeEvery, guid) ? twice(edited) : edited;
  return text === release.text ? release : { ...release, text };
}

/** What was made of a release, so that a whole shelf need not be made anew for each request. */
const MADE = new WeakMap<PretendRelease, { for: ContractsFinderSwitches; is: PretendRelease }>();

/** The release with the bytes that every route tells it by. */
export function served(release: PretendRelease, switches: ContractsFinderSwitches): PretendRelease {
  const made = MADE.get(release);
  if (made?.for === switches) return made.is;
  const is = mangled(release, switches);
  MADE.set(release, { for: switches, is });
  return is;
}

/** The text as windows-1252; undefined where that has no byte for some character. */
export function windows1252(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = Array.from(text, (char) => BYTES.get(char));
  const known = bytes.filter((byte) => byte !== undefined);
  return known.length === bytes.length ? Uint8Array.from(known) : undefined;
}
