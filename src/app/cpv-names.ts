import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Cpv } from '../domain/cpv.ts';

/** Two folders up from `src/app` and from `dist/app` alike. */
const SHIPPED = fileURLToPath(new URL('../../data/cpv/cpv-2008.csv', import.meta.url));

/** `30200000-1,Computer equipment and supplies`; a description that holds a comma stands in quotes. */
const ROW = /^(\d{8})-\d,(?:"(.*)"|(.*))$/gm;

/** Codes without a description get the one of the CPV list, which is read when the first of them comes. */
export function openCpvNames(): (cpv: readonly Cpv[]) => readonly Cpv[] {
  let names: ReadonlyMap<string, string> | undefined;
  return (cpv) =>
    cpv.map((one) => {
      if (one.description !== undefined) return one;
      names ??= readCpvNames();
      return { ...one, description: names.get(one.code) };
    });
}

/** Names by code. Reading it takes some 5 ms. */
function readCpvNames(): ReadonlyMap<string, string> {
  const rows = readFileSync(SHIPPED, 'utf8').matchAll(ROW);
  return new Map(
    Array.from(rows, ([, code = '', quoted, bare = '']) => [code, quoted?.replaceAll('""', '"') ?? bare]),
  );
}
