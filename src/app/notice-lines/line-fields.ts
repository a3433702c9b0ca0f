import { cpvCode, type Cpv } from '../../domain/cpv.ts';
import { netOf, type Value } from '../../domain/money.ts';
import type { Buyer } from '../../domain/notice.ts';
import { PORTALS } from '../../domain/portal.ts';
import { STAGES, stageRank, type Deadline, type Stage } from '../../domain/stage.ts';
import { currencyOf, readPence } from '../../portals/amounts.ts';
import { cleanLine, cleanText } from '../../portals/clean-text.ts';
import { readMoment } from '../../portals/dates.ts';
import { isObject, type Json } from '../../portals/json.ts';

/**
 * How the fields of a line are read, each as others write it. What cannot be read is "not stated", and says so in
 * `doubts`: nothing is dropped without a word.
 */
export type Doubts = string[];

const SHORT_NAMES: Readonly<Record<string, string>> = {
  cf: 'contracts-finder',
  contractsfinder: 'contracts-finder',
  fts: 'find-a-tender',
  findatender: 'find-a-tender',
  pcs: 'public-contracts-scotland',
  publiccontractsscotland: 'public-contracts-scotland',
  s2w: 'sell2wales',
};

/** Our name for our portals, however spelt (`find_a_tender`, `Contracts Finder`); others in lower case with hyphens. */
export function readPortal(value: unknown): string {
  const name = cleanLine(value)
    ?.toLowerCase()
    .replaceAll(/[\s_.-]+/g, '-');
  if (name === undefined) return 'unknown';
  const bare = name.replaceAll('-', '');
  return SHORT_NAMES[bare] ?? PORTALS.find((portal) => portal.replaceAll('-', '') === bare) ?? name;
}

/** Text of several lines, without markup. */
export function readLineText(value: unknown, field: string, doubts: Doubts): string | undefined {
  const words = cleanText(value);
  if (words === undefined && !isNothing(value)) doubts.push(`${field}: ${shown(value)} is no text`);
  return words;
}

/** The same on one line. */
export function readLineTitle(value: unknown, doubts: Doubts): string | undefined {
  return readLineText(value, 'title', doubts)?.replaceAll(/\s+/g, ' ');
}

export function readLineBuyer(value: unknown, doubts: Doubts): Buyer | undefined {
  const given = isObject(value) ? value['name'] : value;
  const name = cleanLine(given);
  const id = isObject(value) ? cleanLine(value['id']) : undefined;
  if (name !== undefined) return { name, id };
  if (!isNothing(given)) doubts.push(`buyer: ${shown(value)} names nobody`);
  return undefined;
}

/** Words of ours, and of OCDS (https://standard.open-contracting.org/latest/en/schema/codelists/#release-tag). */
const STAGE_WORDS: Readonly<Record<string, Stage>> = {
  planning: 'planned',
  plan: 'planned',
  active: 'tender',
  open: 'tender',
  awarded: 'award',
  implementation: 'contract',
  complete: 'contract',
  cancelled: 'closed',
  unsuccessful: 'closed',
  withdrawn: 'closed',
  tendercancellation: 'closed',
  planningcancellation: 'closed',
};
const CHANGES = /(?:update|amendment|modification|termination|extension)$/;

/** Of several (`award|contract`), the one furthest on. */
export function readStage(value: unknown, doubts: Doubts): Stage | undefined {
  if (isNothing(value)) return undefined;
  const words = (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
    (cleanLine(one) ?? '').toLowerCase().split(/[|,;/]+/),
  );
  const stages = words
    .map((word) => stageOf(word.replaceAll(/[\s_-]+/g, '')))
    .filter((one) => one !== undefined);
  if (stages.length === 0) doubts.push(`stage: ${shown(value)} is no stage`);
  return stages.toSorted((a, b) => stageRank(b) - stageRank(a))[0];
}

function stageOf(word: string): Stage | undefined {
  const own: readonly string[] = STAGES;
  const root = word.replace(CHANGES, '');
  return STAGE_WORDS[word] ?? STAGE_WORDS[root] ?? STAGES[own.indexOf(root)];
}

/** A date without a time is the end of that London day; a time without an offset is London's. Numbers are Unix time. */
export function readWhen(value: unknown, field: string, doubts: Doubts): Deadline | undefined {
  if (isNothing(value)) return undefined;
  const moment = readMoment(typeof value === 'number' ? fromUnix(value) : written(value));
  if (moment === undefined)
    doubts.push(`${field}: ${shown(value)} is no date like 2026-08-12 or 2026-08-12T12:00`);
  return moment;
}

/** Unix seconds end in 2286 at ten digits; milliseconds have had twelve since 1973. */
function fromUnix(stamp: number): string | undefined {
  const at = new Date(Math.abs(stamp) < 1e11 ? stamp * 1000 : stamp);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

const BRITISH = /^(\d\d?)[/.](\d\d?)[/.](\d{4})(?:,?[T ]+(\d\d?:\d\d(?::\d\d)?))?$/;

/** `01/09/2026 12:00` is the first of September, as Britain writes it; a space before an offset goes. */
function written(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const parts = BRITISH.exec(text);
  if (parts === null) return text.replace(/\s+(?=Z$|[+-]\d\d:?\d\d$)/, '');
  const [, day = '', month = '', year = '', time] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${time === undefined ? '' : `T${time.padStart(5, '0')}`}`;
}

export interface Sums {
  /** Where only what was awarded is stated, that. */
  readonly value: Value | undefined;
  /** Pence. */
  readonly awarded: number | undefined;
}

/** A number, a sum in digits (`£1,200.50`), or an object of either: `{min, max, amount, awarded, gross, currency}`. */
export function readSums(value: unknown, doubts: Doubts): Sums {
  const stated: Json = isObject(value) ? value : { amount: value };
  const sum = (name: string): number | undefined =>
    readPence(unadorned(stated[name]), `value ${name}`, doubts);
  const [low, high, awarded] = [sum('min'), sum('max'), sum('awarded')];
  const gross = sum('gross') ?? sum('amountGross');
  const one = sum('amount') ?? sum('net') ?? awarded ?? (gross === undefined ? undefined : netOf(gross));
  const [min, max] = [low ?? high ?? one, high ?? low ?? one];
  if (min === undefined || max === undefined) return { value: undefined, awarded };
  const currency = currencyOf(stated);
  return { value: { min: Math.min(min, max), max: Math.max(min, max), gross, currency }, awarded };
}

function unadorned(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(/[£\s]|GBP/gi, '') : value;
}

/** Codes in a list, in one string, as `{main, additional}`, or as OCDS objects; each once, the first or `main` in front. */
export function readLineCpv(value: unknown, doubts: Doubts): readonly Cpv[] {
  const found = new Map<string, Cpv>();
  for (const { entry, description } of entriesOf(value)) {
    const code = cpvCode(padded(entry));
    if (code === undefined) doubts.push(`cpv: ${shown(entry)} is no code of eight digits`);
    else if (!found.has(code)) found.set(code, { code, description, main: found.size === 0 });
  }
  return [...found.values()];
}

interface Entry {
  readonly entry: unknown;
  readonly description: string | undefined;
}

function entriesOf(value: unknown): readonly Entry[] {
  if (isNothing(value)) return [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => entriesOf(one));
  if (!isObject(value)) return splitCodes(value).map((entry) => ({ entry, description: undefined }));
  const { main, additional } = value;
  if (main !== undefined || additional !== undefined) return [...entriesOf(main), ...entriesOf(additional)];
  const entry = value['code'] ?? value['id'];
  return isNothing(entry) ? [] : [{ entry, description: cleanLine(value['description']) }];
}

function splitCodes(value: unknown): readonly unknown[] {
  return typeof value === 'string' ? value.split(/[\s,;|]+/).filter((one) => one !== '') : [value];
}

/** A number has lost the noughts in front: 9000000 is 09000000. */
function padded(entry: unknown): string {
  return typeof entry === 'number' ? String(entry).padStart(8, '0') : String(entry);
}

export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `'${text.slice(0, 40)}'`;
}
