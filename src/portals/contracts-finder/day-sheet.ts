import type { PortalDeps } from '../portal-deps.ts';
import type { FileRead } from '../read-file.ts';
import type { Walk } from '../walk/open-page.ts';
import { ask, unusable } from './ask.ts';
import { readTable, type Row } from './csv.ts';

/** https://www.contractsfinder.service.gov.uk/apidocumentation/Notices/1/GET-Harvester-Notices-Data-CSV */
const ROUTE = '/Harvester/Notices/Data/CSV';

/**
 * The spreadsheet of a London day: releases laid flat. It answers nothing at all for a day without notices, and 404 where
 * there is no file. Only releases that are not held yet are wanted of it, since cells have lost their types.
 */
export async function* daySheet(day: string, deps: PortalDeps, signal: AbortSignal): Walk {
  const route = `${ROUTE}/${day.replaceAll('-', '/')}`;
  const answer = await ask({ route, accept: 'text/csv' }, deps, signal);
  const { source } = answer;
  if (!answer.ok) {
    if (answer.status === 404) return yield { source, releases: [], onlyUnheard: true };
    return yield* answer.told;
  }
  const read = readSheet(answer.body);
  if (!read.ok) return yield* unusable(source, read.reason, answer.body);
  return yield { source, releases: read.releases.map(({ text }) => text), onlyUnheard: true };
}

/**
 * Releases of a daily spreadsheet, plain or gzipped: a row each, under headings such as
 * `releases/0/tender/items/0/deliveryAddresses/3/region`, of which every day has others.
 */
export function readSheet(bytes: Uint8Array): FileRead {
  const table = readTable(bytes);
  if (!table.ok) return table;
  if (table.headings.length > 0 && !table.headings.some((heading) => /^releases\/\d+\/ocid$/.test(heading)))
    return { ok: false, reason: 'no daily spreadsheet of Contracts Finder: no column names an ocid' };
  const releases = table.rows.map((row) => {
    const release = releaseOf(row);
    const ocid = release.get('ocid');
    return {
      text: JSON.stringify(grown(release)),
      ocid: typeof ocid === 'string' ? ocid : undefined,
      portal: 'contracts-finder' as const,
    };
  });
  return { ok: true, releases, isCutOff: false };
}

type Leaf = string | number | boolean;
/** Lists as well, with numbers for keys, so that a row may name `items/3` without the three before it. */
type Branch = Map<string, Branch | Leaf>;

function releaseOf(row: Row): Branch {
  const release: Branch = new Map();
  for (const [heading, cell] of row) {
    const path = /^releases\/\d+\/(.+)$/.exec(heading)?.[1]?.split('/').map(unescaped);
    if (path?.every(isName) === true) plant(release, path, typed(path.at(-1) ?? '', cell));
  }
  return release;
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-4 */
function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A place in a list, or a member; never one that JavaScript gives a meaning of its own. */
function isName(segment: string): boolean {
  return segment !== '' && !(segment in Object.prototype);
}

function plant(root: Branch, path: readonly string[], value: Leaf): void {
  let branch = root;
  for (const segment of path.slice(0, -1)) {
    const held = branch.get(segment);
    const next: Branch = held instanceof Map ? held : new Map<string, Branch | Leaf>();
    branch.set(segment, next);
    branch = next;
  }
  const leaf = path.at(-1) ?? '';
  if (!(branch.get(leaf) instanceof Map)) branch.set(leaf, value);
}

/** As JSON: a branch whose keys are all numbers is a list, in that order and without gaps. */
function grown(part: Branch | Leaf): unknown {
  if (!(part instanceof Map)) return part;
  const entries = [...part].map(([key, inner]) => [key, grown(inner)] as const);
  return entries.every(([key]) => /^\d+$/.test(key))
    ? entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner)
    : Object.fromEntries(entries);
}

/** What is a number or a yes or no in the releases of the search: amounts, and whether it suits small firms. */
const NUMBERS: ReadonlySet<string> = new Set(['amount', 'amountGross']);
const FLAGS: ReadonlySet<string> = new Set(['sme', 'vcse']);

function typed(name: string, cell: string): Leaf {
  const written = cell.trim();
  if (NUMBERS.has(name) && /^-?\d+(?:\.\d+)?$/.test(written)) return Number(written);
  if (FLAGS.has(name) && /^(?:true|1|yes)$/i.test(written)) return true;
  if (FLAGS.has(name) && /^(?:false|0|no)$/i.test(written)) return false;
  return cell;
}
