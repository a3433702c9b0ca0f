import { PORTALS } from '../domain/portal.ts';
import { readPemFile } from './certificates/pem-file.ts';
import type { Config } from './config-settle.ts';

/** What is wrong with a portal's file of certificates, in one line that names it and the remedy; undefined where nothing is. */
export function certificateFault({ portals }: Config): string | undefined {
  for (const id of PORTALS) {
    const { path, isNamed } = portals[id].extraCa;
    const read = readPemFile(path);
    if ('missing' in read && isNamed)
      return `portals.${id}.extraCa names ${path}, which does not exist: \`tenderbell doctor --fetch-intermediates ${id}\` writes it where the portal needs one; else leave the key out`;
    if ('bad' in read)
      return `portals.${id}.extraCa: ${path} ${read.bad}: move it away, and let \`tenderbell doctor --fetch-intermediates ${id}\` write it anew`;
  }
  return undefined;
}
