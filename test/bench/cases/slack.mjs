/// <reference types="node" />
/// <reference lib="es2023" />
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../measure.mjs';
import { heldPath } from '../prepare.mjs';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const SECRET = 'the signing secret of the bench';
const PER_SECOND = 50;
const SECONDS = 20;
const WARM_UP = 50;
/** What is still to come when the last command is sent. */
const PATIENCE_MS = 10_000;

/** What suppliers type, rare words and common ones, with fields and without, and now and then what is no search. */
const TYPED = /** @type {const} */ ([
  'penetration testing stage:any',
  'cloud hosting migrate category:cloud',
  '"service desk" stage:any',
  'housing management system stage:any sort:value',
  'category:security',
  'network switches support cpv:324 stage:any',
  'software service support sort:relevance stage:any',
  'data warehouse reporting region:wales',
  'laptops OR monitors stage:any',
  'help desk',
  'status',
  'the',
]);

/**
 * The whole program, `serve`, answering slash commands over HTTP at 50 a second with 100,000 procurements held: how long Slack
 * waits for the acknowledgement, and the person for the answer, which may come by `response_url`.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const slack = await openSlack();
  const program = await serve(scratch, slack.port);
  try {
    await ask(program.url, slack, WARM_UP);
    const asked = await ask(program.url, slack, PER_SECOND * (quick ? 4 : SECONDS));
    return rowsOf(asked);
  } finally {
    await program.stop();
    await slack.close();
  }
}

/** @typedef {{ readonly acked: number; readonly answered: number | undefined; readonly isGood: boolean }} Asked */

/** @param {readonly Asked[]} asked @returns {readonly import('../measure.mjs').Row[]} */
function rowsOf(asked) {
  const good = asked.filter((one) => one.isGood && one.answered !== undefined);
  const acked = percentile(
    asked.map((one) => one.acked),
    95,
  );
  const answered = percentile(
    good.map((one) => one.answered ?? 0),
    95,
  );
  const all = good.length === asked.length;
  const note = `${asked.length} commands at ${PER_SECOND} a second; ${good.length} answered`;
  return [
    {
      what: 'a slash command acknowledged, p95',
      unit: 'ms',
      ours: acked,
      hold: '≤ 300',
      holds: all && acked <= 300,
      note,
    },
    {
      what: 'a slash command answered, p95',
      unit: 'ms',
      ours: answered,
      hold: '≤ 1,000',
      holds: all && answered <= 1_000,
    },
  ];
}

/** Slack's side: its Web API says yes to everything, and a `response_url` notes when it was used. */
async function openSlack() {
  /** @type {Map<string, (at: number) => void>} */
  const waiting = new Map();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      waiting.get(request.url ?? '')?.(performance.now());
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: true, team_id: 'T0BENCH', user_id: 'U0BOT', ts: '1.2' }));
    });
  });
  await new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    waiting,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(() => resolve(undefined)));
    },
  };
}

/** @param {string} scratch @param {number} slackPort */
async function serve(scratch, slackPort) {
  const config = join(scratch, 'slack.json');
  const off = { enabled: false };
  writeFileSync(
    config,
    JSON.stringify({
      database: heldPath(scratch),
      portals: {
        'find-a-tender': off,
        'contracts-finder': off,
        'public-contracts-scotland': off,
        sell2wales: off,
      },
      mail: { directory: join(scratch, 'mail') },
      slack: { botToken: 'xoxb-bench', signingSecret: SECRET, apiUrl: `http://127.0.0.1:${slackPort}/api/` },
      web: { host: '127.0.0.1', port: 0 },
    }),
    { mode: 0o600 },
  );
  const child = spawn(process.execPath, [MAIN, 'serve', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  /** @type {Promise<string>} */
  const listening = new Promise((resolve, reject) => {
    /** @param {Buffer} chunk */
    const listen = (chunk) => {
      said += String(chunk);
      const found = /listening on (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said.slice(-500)}`)));
  });
  const url = await listening;
  return {
    url: `${url}/slack/events`,
    stop: async () => {
      const ended = new Promise((resolve) => void child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * One command after the other at an even pace, whether the last was answered or not.
 *
 * @param {string} url
 * @param {Awaited<ReturnType<typeof openSlack>>} slack
 * @param {number} many
 */
async function ask(url, slack, many) {
  const begun = performance.now();
  /** @type {Promise<Asked>[]} */
  const asked = [];
  for (let at = 0; at < many; at += 1) {
    const due = begun + (at * 1000) / PER_SECOND;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    asked.push(askOne(url, slack, TYPED[at % TYPED.length] ?? ''));
  }
  return await Promise.all(asked);
}

/**
 * @param {string} url
 * @param {Awaited<ReturnType<typeof openSlack>>} slack
 * @param {string} text
 * @returns {Promise<Asked>}
 */
async function askOne(url, slack, text) {
  const path = `/late/${randomUUID()}`;
  const body = new URLSearchParams({
    team_id: 'T0BENCH',
    team_domain: 'bench',
    channel_id: 'C0BENCH',
    channel_name: 'bench',
    user_id: 'U0BENCH',
    user_name: 'bench',
    command: '/tenders',
    text,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    trigger_id: randomUUID(),
    response_url: `http://127.0.0.1:${slack.port}${path}`,
  }).toString();
  const seconds = Math.floor(Date.now() / 1000);
  const mac = createHmac('sha256', SECRET).update(`v0:${seconds}:${body}`).digest('hex');
  const begun = performance.now();
  /** @type {Promise<number>} */
  const late = new Promise((resolve) => slack.waiting.set(path, resolve));
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${mac}`,
    },
  });
  const said = await response.text();
  const acked = performance.now() - begun;
  const isWhole = said !== '' && !said.includes('Searching…');
  const at = isWhole
    ? begun + acked
    : await Promise.race([late, sleep(PATIENCE_MS, undefined, { ref: false })]);
  slack.waiting.delete(path);
  return { acked, answered: at === undefined ? undefined : at - begun, isGood: response.status === 200 };
}
