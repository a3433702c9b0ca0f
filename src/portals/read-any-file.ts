import type { PortalId } from '../domain/portal.ts';
import { readExport, readSheet } from './contracts-finder/index.ts';
import { FOREIGN, readFile, type FileRead } from './read-file.ts';

/** What a file holds, whatever kind it is of. */
export type AnyFile =
  | (Extract<FileRead, { readonly ok: true }> & {
      /** Of a spreadsheet, whose rows need not name it; undefined where each release names its own. */
      readonly portal: PortalId | undefined;
    })
  | Extract<FileRead, { readonly ok: false }>;

/** The releases of an OCDS file, or of one of Contracts Finder's spreadsheets: a day's, or the site's own export. */
export function readAnyFile(bytes: Uint8Array): AnyFile {
  const ocds = readFile(bytes);
  if (ocds.ok) return { ...ocds, portal: undefined };
  if (ocds.reason !== FOREIGN) return ocds;
  for (const read of [readSheet, readExport]) {
    const sheet = read(bytes);
    if (sheet.ok) return { ...sheet, portal: 'contracts-finder' };
  }
  return { ok: false, reason: `${FOREIGN}; nor is it a spreadsheet of Contracts Finder` };
}
