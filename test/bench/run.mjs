/// <reference types="node" />
/// <reference lib="es2023" />
import { fork } from 'node:child_process';
import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './measure.mjs';
import { tableOf } from './table.mjs';

/**
 * The numbers to hold, measured side by side in one run. It asserts nothing: machines differ, ratios less.
 *
 *   npm run bench -- ingest
 *   npm run bench -- search parse
 *   npm run bench -- --quick --json
 */
const HELP = `node test/bench/run.mjs [CASE]... [--only CASE]... [--quick] [--json]

  CASE          one of: parse import memory end-to-end match search classify join replay dedupe sketch render send
                digests slack start; or ingest: parse, import and memory; mail: render, send and digests; dedupe brings sketch, and a million procurements,
                with it, and match 100,000 subscriptions. All but memory, slack, the million and these where
                none is named.
  --quick       a tenth of the size, to try the bench itself
  --json        one JSON object instead of the table
`;

/** @typedef {import('./measure.mjs').Row} Row */
/** @typedef {import('./measure.mjs').Setting} Setting */
/** @typedef {{ readonly name: string; readonly parts?: readonly string[]; readonly named?: readonly string[]; readonly held?: true; readonly apart?: true }} Case `named`: further parts, where the case is named */

/** @type {readonly Case[]} */
const CASES = [
  { name: 'parse' },
  { name: 'import' },
  { name: 'end-to-end', parts: ['nobody', 'a quarter', 'everybody'] },
  { name: 'match', named: ['100,000'] },
  { name: 'classify' },
  { name: 'render' },
  { name: 'send' },
  { name: 'digests' },
  { name: 'start' },
  // Takes as long as half of the others together.
  { name: 'memory', apart: true },
  { name: 'search', held: true },
  { name: 'join', held: true },
  // Adds to what is held: the others ask a database of a stated size.
  { name: 'replay', held: true },
  { name: 'slack', held: true, apart: true },
  { name: 'sketch' },
  { name: 'dedupe', parts: ['100,000'], named: ['candidates', '1,000,000'] },
];

/** @type {ReadonlyMap<string, readonly string[]>} */
const GROUPS = new Map([
  ['mail', ['render', 'send', 'digests']],
  ['ingest', ['parse', 'import', 'memory']],
  ['dedupe', ['sketch', 'dedupe']],
]);

/** The whole run ends within this; what has no time left is left out and named. */
const RUN_SECONDS = 240;

const CHILD = fileURLToPath(new URL('case-process.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const named = [...positionals, ...values.only].flatMap((name) => GROUPS.get(name) ?? [name]);
  const unknown = named.filter((name) => CASES.every((one) => one.name !== name));
  if (values.help || unknown.length > 0) {
    process.stdout.write(HELP);
    process.exitCode = unknown.length > 0 ? 64 : 0;
    return;
  }
  const cases =
    named.length === 0
      ? CASES.filter(({ apart }) => apart !== true)
      : CASES.filter(({ name }) => named.includes(name)).map(wholly);
  const scratch = mkdtempSync(join(tmpdir(), 'tenderbell-bench-'));
  // The scratch directory goes whatever ends the run.
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const setting = { scratch, quick: values.quick, realData: realData() };
  const { rows, left } = await runAll(cases, setting);
  // Slow is no failure; a case that gave no figures is.
  if (left.length > 0) process.exitCode = 1;
  const machine = machineOf(scratch);
  const minutes = performance.now() / 60_000;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, minutes, quick: values.quick, rows, left })}\n`
      : `${tableOf(rows)}\n${machine}; ${minutes.toFixed(1)} minutes\n${left.map((line) => `left out: ${line}\n`).join('')}`,
  );
}

/**
 * What the numbers were measured on; how long a commit takes to reach the disk decides many of them.
 *
 * @param {string} scratch
 */
function machineOf(scratch) {
  const file = openSync(join(scratch, 'synced'), 'w');
  const synced = Array.from({ length: 100 }, () => {
    const start = performance.now();
    writeSync(file, Buffer.alloc(4096));
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  const processors = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const load = loadavg()[0]?.toFixed(1) ?? '';
  return `Node ${process.versions.node}, ${processors}, ${memory}, 4 kB to disk ${median(synced).toFixed(2)} ms, load ${load}`;
}

/** Where real notices lie; undefined where they do not. */
function realData() {
  const directory = process.env['TENDERBELL_REAL_DATA'] ?? join(ROOT, '..', 'shared', 'data');
  if (existsSync(directory)) return directory;
  process.stderr.write(`no real notices at ${directory}: measured on generated ones alone\n`);
  return undefined;
}

/**
 * @param {readonly Case[]} cases
 * @param {Setting} setting
 */
async function runAll(cases, setting) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {string[]} */
  const left = [];
  const tasks = [
    { name: 'prepare releases', part: '' },
    ...cases.filter(({ held }) => held !== true).flatMap(inParts),
    ...(cases.some(({ held }) => held === true) ? [{ name: 'prepare held', part: '' }] : []),
    ...cases.filter(({ held }) => held === true).flatMap(inParts),
  ];
  for (const { name, part } of tasks) {
    const seconds = RUN_SECONDS - performance.now() / 1000;
    process.stderr.write(`${name}${part === '' ? '' : `: ${part}`} … `);
    const start = performance.now();
    const answer = await inProcess(name, part, { setting, seconds });
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    if (typeof answer === 'string') left.push(`${name}: ${answer}`);
    else rows.push(...answer);
  }
  return { rows, left };
}

/** @param {Case} one */
function wholly(one) {
  return { ...one, parts: [...(one.parts ?? ['']), ...(one.named ?? [])] };
}

/** @param {Case} one */
function inParts({ name, parts = [''] }) {
  return parts.map((part) => ({ name, part }));
}

/**
 * Runs one case in a process of its own; a string says why there are no rows.
 *
 * @param {string} name
 * @param {string} part
 * @param {{ readonly setting: Setting; readonly seconds: number }} how
 * @returns {Promise<readonly Row[] | string>}
 */
function inProcess(name, part, { setting, seconds }) {
  if (seconds <= 0) return Promise.resolve('the time of the whole run was over');
  return new Promise((resolve) => {
    /** @type {readonly Row[] | string} */
    let answer = 'it failed; see above';
    const child = fork(CHILD, [name, part, JSON.stringify(setting)], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const timer = setTimeout(() => {
      answer = 'the time of the whole run was over';
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.once('message', (rows) => {
      answer = /** @type {readonly Row[]} */ (rows);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 || typeof answer === 'string' ? answer : 'it failed; see above');
    });
  });
}

await main();
