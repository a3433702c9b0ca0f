import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { VERBS } from '../../src/app/verbs.ts';
import { PORTALS, type PortalId } from '../../src/domain/portal.ts';
import type { Log } from '../../src/domain/ports.ts';
import { createWorld, type World } from '../../src/sandbox/generate/world.ts';
import { startPretendPortals } from '../../src/sandbox/pretend-portals.ts';
import { startPretendSlack } from '../../src/sandbox/pretend-slack.ts';
import { noSwitches } from '../../src/sandbox/switches.ts';
import { jsonOf, startTenderbell, tenderbell, type Ran } from '../built-program.ts';
import { fakeClock } from '../fake-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

function aHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'tenderbell-verbs-'));
  mkdirSync(join(home, 'data'));
  open.push(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Four pretend portals that do as they should, unless the test says otherwise, and a configuration that leads to them. */
async function openPortals(now: () => number) {
  const home = aHome();
  const server = await startPretendPortals({ now, switches: noSwitches() });
  open.push(server.close);
  const world = createWorld({ seed: '1', now: now() });
  server.publish(world.backlog);
  const config = join(home, 'tenderbell.yaml');
  const configure = (more: { off?: readonly PortalId[]; spacing?: number; rest?: string } = {}): void => {
    const { off = [], spacing = 0, rest = '' } = more;
    const portals = PORTALS.map(
      (id) =>
        `  ${id}: { url: "${server.urls[id]}", spacingSeconds: ${spacing}, enabled: ${String(!off.includes(id))} }`,
    );
    writeFileSync(config, `portals:\n${portals.join('\n')}\n${rest}`);
  };
  configure();
  return { home, config, configure, world, ...server };
}

interface Said extends Ran {
  readonly lines: readonly string[];
}

/** The same, with a clock of the test's, so that pauses and days cost no time: verbs run in this process. */
async function openStage(start = '2026-09-02T09:00:00Z') {
  const clock = fakeClock(start);
  const stage = await openPortals(() => clock.now());
  const verb = async (name: string, given: readonly string[] = [], options: object = {}): Promise<Said> => {
    const [out, err]: [string[], string[]] = [[], []];
    const module = await VERBS.find((one) => one.name === name)?.load();
    const code = await module?.run(given, options, {
      version: '0.0.0',
      configPath: stage.config,
      env: {},
      root: stage.home,
      clock,
      log: quiet,
      out: (line) => void out.push(line),
      say: (line) => void err.push(line),
      signal: new AbortController().signal,
    });
    const text = out.join('\n');
    return { code: code ?? -1, killed: false, out: text, err: err.join('\n'), lines: text.split('\n') };
  };
  /** The portal's lines in the status, joined where they were broken. */
  const statusOf = async (portal: string): Promise<string> => {
    const { out } = await verb('status');
    const from = out.indexOf(`${portal}: `);
    expect(from).toBeGreaterThanOrEqual(0);
    const [own = ''] = out.slice(from).split(/\n(?! )/);
    return own.replaceAll(/\n {4}/g, ' ');
  };
  return { ...stage, clock, verb, statusOf };
}

type Told = Awaited<ReturnType<typeof openStage>>;

interface Health {
  readonly portal: PortalId;
  readonly condition: string;
  readonly gaps: readonly { readonly part: string | null }[];
  readonly throttles: number;
  readonly numbers: { readonly expected: number; readonly missing: number } | null;
  readonly reconciliations: readonly {
    readonly day: string;
    readonly theirs: number;
    readonly ours: number;
  }[];
}

async function healthOf({ verb }: Told, portal: PortalId): Promise<Health> {
  const { portals } = jsonOf<{ portals: Health[] }>(await verb('status', [], { json: true }));
  const found = portals.find((one) => one.portal === portal);
  if (found === undefined) throw new Error(`${portal} is not in the status`);
  return found;
}

/** London midnight some days ago, as a person types it. */
function dayBefore(days: number): string {
  return new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
}

interface Report {
  readonly releases: number;
  readonly notices: number;
  readonly deliveries: number;
  readonly windows: readonly { readonly from: string; readonly complete: boolean; readonly part?: string }[];
}

describe('backfill, built', () => {
  const wish = ['backfill', '--portal', 'find-a-tender', '--from', dayBefore(4), '--to', dayBefore(2)];

  it('reads a span silently, remembers it, and reads it once more only where asked', async () => {
    const { home, config, portals } = await openPortals(Date.now);
    const run = (...args: string[]) => tenderbell([...args, '--config', config], { cwd: home });
    await run('subscribe', '--email', 'ann@example.org', '--query', 'it:any');

    const first = jsonOf<Report>(await run(...wish, '--json'));
    const asked = portals['find-a-tender'].ledger.requests().length;
    const again = await run(...wish, '--json');
    const after = portals['find-a-tender'].ledger.requests().length;
    const wider = await run(...wish.slice(0, 3), '--from', dayBefore(5), '--to', dayBefore(2), '--json');
    const anew = jsonOf<Report>(await run(...wish, '--again', '--json'));

    const count = first.windows.length;
    expect(count).toBeGreaterThan(4);
    expect(first.windows[0]?.from).toBe(`${dayBefore(4)}T00:00:00`);
    expect(first.releases).toBeGreaterThan(0);
    expect(first).toMatchObject({ notices: first.releases, deliveries: 0 });
    expect(jsonOf<Report>(again)).toMatchObject({ releases: 0, windows: [] });
    expect(again.code).toBe(0);
    expect(again.err).toContain(
      `all ${count} windows of Find a Tender were read before; --again reads them once more`,
    );
    expect(after).toBe(asked);
    const [, held, all] = /(\d+) of (\d+) windows of Find a Tender were read before/.exec(wider.err) ?? [];
    expect(Number(held)).toBeGreaterThan(2);
    expect(jsonOf<Report>(wider).windows).toHaveLength(Number(all) - Number(held));
    expect(anew).toMatchObject({ releases: first.releases, notices: 0 });
    expect(anew.windows).toHaveLength(count);
    const status = jsonOf<{ portals: { portal: string; lastSuccess: string | null; condition: string }[] }>(
      await run('status', '--json'),
    );
    expect(status.portals[0]).toMatchObject({ lastSuccess: null, condition: 'never read' });
  });

  it('tells what is dated from the day that is asked for on', async () => {
    const { home, config } = await openPortals(Date.now);
    const run = (...args: string[]) => tenderbell([...args, '--config', config], { cwd: home });
    await run('subscribe', '--email', 'ann@example.org', '--query', 'it:any stage:open');
    const none = jsonOf<Report>(await run(...wish, '--alert-since', dayBefore(0), '--json'));
    const some = jsonOf<Report>(
      await run(...wish.slice(0, 3), '--from', dayBefore(8), '--alert-since', dayBefore(8), '--json'),
    );

    expect(none.notices).toBeGreaterThan(0);
    expect(none.deliveries).toBe(0);
    expect(some.deliveries).toBeGreaterThan(0);
  });

  it('stops between pages when asked to, and goes on from there', async () => {
    const { home, config, portals } = await openPortals(Date.now);
    const portal = portals['find-a-tender'];
    portal.switches.set({ slowSeconds: 0.4 });
    const child = startTenderbell([...wish, '--json', '--config', config], { cwd: home });
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    await expect.poll(() => portal.ledger.requests().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    child.kill('SIGTERM');
    const code = await ended;
    portal.switches.set({ slowSeconds: false });

    const rest = await tenderbell([...wish, '--json', '--config', config], { cwd: home });

    expect(code).toBe(75);
    expect(err).toContain('stopped; the same call goes on from here');
    const [, held, all] = /(\d+) of (\d+) windows of Find a Tender were read before/.exec(rest.err) ?? [];
    expect(Number(held)).toBeGreaterThanOrEqual(2);
    expect(rest.code).toBe(0);
    expect(jsonOf<Report>(rest).windows).toHaveLength(Number(all) - Number(held));
    expect(jsonOf<Report>(rest).windows.every(({ complete }) => complete)).toBe(true);
  });
});

describe('wrong usage, and what is not to be read', () => {
  it.each([
    [['backfill', '--from', '2026-01-01'], 64, '--portal'],
    [['backfill', '--portal', 'find-a-tender'], 64, '--from'],
    [['backfill', '--portal', 'find-a-tender', '--from', 'May'], 64, '--from'],
    [['backfill', '--portal', 'find-a-tender', '--from', '2026-02-01', '--to', '2026-01-01'], 64, '--from'],
    [['backfill', '--portal', 'find-a-tender', '--from', '2090-01-01'], 64, '--from'],
    [['backfill', '--portal', 'narnia', '--from', '2026-01-01'], 64, 'narnia'],
    [['backfill', '--portal', 'sell2wales', '--from', '2026-01-01'], 78, 'switched off'],
    [['backfill', '--portal', 'find-a-tender', '--from', '2026-01-01'], 78, 'contact'],
    [
      ['backfill', '--portal', 'contracts-finder', '--from', '2026-01-01', '--alert-since', 'x'],
      64,
      '--alert-since',
    ],
    [['collect', '--notice', '000101-2026'], 64, '--notice'],
    [['collect', 'find-a-tender', '--notice', 'x', '--from', '2026-01-01'], 64, '--notice'],
    [['collect', 'find-a-tender', 'sell2wales', '--notice', 'x'], 64, '--notice'],
    [['rejects', '--portal', 'narnia'], 64, '--portal'],
    [['rejects', '--retry', '--show', 'page 1'], 64, '--retry'],
    [['rejects', '--show', 'page 1'], 65, "'page 1' is not kept aside"],
  ])('answers %j with %i', async (args, code, named) => {
    const home = aHome();
    writeFileSync(join(home, 'tenderbell.yaml'), 'portals: { sell2wales: { enabled: false } }');

    const ran = await tenderbell([...args, '--config', join(home, 'tenderbell.yaml')], { cwd: home });

    expect(ran.err).toContain(named);
    expect(ran.code).toBe(code);
    expect(ran.out).toBe('');
  });
});

describe('one notice', () => {
  it('is asked for by its number, kept with its history, and missed with 65', async () => {
    const { home, config, world } = await openPortals(Date.now);
    const known = world.backlog.find(({ portal }) => portal === 'find-a-tender');
    const run = (...args: string[]) => tenderbell([...args, '--config', config], { cwd: home });

    const found = await run('collect', 'find-a-tender', '--notice', known?.id ?? '', '--json');
    const again = await run('collect', 'find-a-tender', '--notice', known?.id ?? '');
    const missed = await run('collect', 'find-a-tender', '--notice', '999999-2026');
    const foreign = await run('collect', 'sell2wales', '--notice', 'ocds-kuma6s-0');

    expect(found.code).toBe(0);
    expect(jsonOf<Report & { notice: string }>(found)).toMatchObject({ notice: known?.id, notices: 1 });
    expect(again.out).toMatch(/^Find a Tender: 1 releases read, 1 known already/);
    expect(missed).toMatchObject({ code: 65, out: '' });
    expect(missed.err).toContain("Find a Tender has no notice '999999-2026'");
    expect(foreign.code).toBe(65);
    expect(jsonOf<{ id: number }>(await run('show', known?.id ?? '', '--json')).id).toBe(1);
  });

  it('is not said to be missing where the portal cannot be asked', async () => {
    const { verb, portals } = await openStage();
    portals['contracts-finder'].switches.set({ apiDown: 503 });

    const { code, err } = await verb('collect', ['contracts-finder'], {
      notice: '2b2b2b2b-aaaa-4bbb-8ccc-222222222222',
    });

    expect(code).toBe(69);
    expect(err).toContain('Contracts Finder could not be asked for');
  });
});

describe('rejects', () => {
  /** Of a date that nobody believes yet: what cannot be read today, and can be in some years. */
  function dated({ backlog }: World, year: number): string {
    const text = backlog.find(({ portal }) => portal === 'find-a-tender')?.text ?? '';
    return text.replace(/"date"\s*:\s*"\d{4}/, `"date": "${year}`).replaceAll('\n', ' ');
  }

  it('are listed and shown, and read once more when they can be', async () => {
    const { home, verb, clock, world } = await openStage();
    const file = join(home, 'odd.jsonl');
    writeFileSync(file, `${dated(world, 2045)}\n{"ocid":"ocds-zzzzzz-1","id":"1","date":"2026-01-01"}\n`);
    expect((await verb('import', [file])).code).toBe(0);

    const list = await verb('rejects');
    const json = jsonOf<{ kind: string; id: number; portal: string; reason: string; at: string }[]>(
      await verb('rejects', [], { json: true }),
    );
    const shown = await verb('rejects', [], { show: 'release 1' });
    const early = await verb('rejects', [], { retry: true });
    clock.set('2040-01-01T00:00:00Z');
    const mended = await verb('rejects', [], { retry: true, json: true });
    const left = await verb('rejects');

    expect(list.out).toMatch(
      /^release 1 {2}Wed 2 Sept? 2026, 10:00 {2}Find a Tender: date: 2045.* is not believed$/m,
    );
    expect(list.out).toMatch(/^release 2 .* unknown portal: no portal that is built has this ocid prefix$/m);
    expect(list.err).toContain('2 kept aside');
    expect(json.map(({ portal }) => portal).toSorted()).toEqual(['find-a-tender', 'unknown']);
    expect(json[0]?.at).toBe('2026-09-02T09:00:00.000Z');
    expect(shown.out).toBe(dated(world, 2045).trim());
    expect(early.out).toMatch(/^0 of 2 could be read/);
    expect(jsonOf(mended)).toMatchObject({ tried: 2, mended: 1, notices: 1, deliveries: 0 });
    expect(left.lines).toHaveLength(2);
    expect(left.out).not.toContain('release 1');
    expect((await verb('status')).out).toContain('Of no portal that is known: 1 kept aside');
  });

  it('hold the pages of a portal, by portal', async () => {
    const { verb, portals, statusOf } = await openStage();
    await verb('collect', ['find-a-tender']);
    portals['find-a-tender'].poison([{ kind: 'html' }]);
    await verb('collect', ['find-a-tender']);

    const own = await verb('rejects', [], { portal: 'find-a-tender' });
    const other = await verb('rejects', [], { portal: 'sell2wales' });
    const { out } = await verb('rejects', [], { show: 'page 1' });

    expect(own.out).toMatch(/^page 1 {2}/);
    expect(own.lines[1]).toMatch(/^ {4}\d+ bytes: http:\S+$/);
    expect(other).toMatchObject({ code: 0, out: '', err: 'tenderbell: nothing is kept aside' });
    expect(out).toContain('<h1>Sorry');
    expect(await statusOf('Find a Tender')).toContain('1 kept aside because it cannot be read');

    expect(await verb('rejects', [], { forget: 'page 7' })).toMatchObject({ code: 65 });
    expect(await verb('rejects', [], { forget: 'page 1' })).toMatchObject({ code: 0, out: '1 forgotten' });
    expect(await statusOf('Find a Tender')).not.toContain('kept aside');
    expect(await verb('rejects', [], { forget: 'all' })).toMatchObject({ code: 0, out: '0 forgotten' });
  });
});

describe('status', () => {
  it('tells a portal that has nothing new from one that is not reached, and fresh from both', async () => {
    const stage = await openStage();
    const { verb, clock, portals, publish, world, statusOf } = stage;
    await verb('collect');
    expect(await statusOf('Find a Tender')).toMatch(
      /^Find a Tender: fresh; last read Wed 2 Sept? 2026, 10:00/,
    );
    clock.advance(HOUR);
    publish(world.fresh(clock.now() - MINUTE).filter(({ portal }) => portal === 'find-a-tender'));
    portals['contracts-finder'].poison([{ kind: 'status-503' }]);
    portals['contracts-finder'].switches.set({ apiDown: 503 });
    expect((await verb('collect')).code).toBe(75);

    expect(await statusOf('Find a Tender')).toContain(': fresh;');
    const scotland = await statusOf('Public Contracts Scotland');
    expect(scotland).toMatch(/: no news; last read .* 11:0\d; \d minutes? behind; last news .* 10:00/);
    const finder = await statusOf('Contracts Finder');
    expect(finder).toMatch(/: not reached; last read .* 10:00, last tried .* 11:00/);
    expect(finder).toContain('failed once: answered 503');
    expect((await healthOf(stage, 'contracts-finder')).condition).toBe('not reached');
  });

  it('says that web pages stand in for a portal, once it has been down for long', async () => {
    const stage = await openStage();
    const { verb, clock, portals, statusOf } = stage;
    portals['contracts-finder'].switches.set({ siteLayout: 2025 });
    await verb('collect', ['contracts-finder']);
    portals['contracts-finder'].switches.set({ apiDown: 503 });
    clock.advance(7 * HOUR);
    await verb('collect', ['contracts-finder']);

    expect(await statusOf('Contracts Finder')).toMatch(
      /: web pages standing in for its releases, last at .* 17:0\d; releases last read .* 10:00/,
    );
    expect((await healthOf(stage, 'contracts-finder')).condition).toBe('standing in');

    portals['contracts-finder'].switches.set({ apiDown: false });
    clock.advance(HOUR);
    await verb('collect', ['contracts-finder']);
    expect(await statusOf('Contracts Finder')).not.toContain('standing in');
  });

  it('says how long a portal asked to be left alone, and how often so far', async () => {
    const stage = await openStage();
    const { verb, portals, statusOf } = stage;
    await verb('collect', ['contracts-finder']);
    const throttle = {
      requests: 1,
      seconds: 60,
      blockSeconds: 90_000,
      status: 403,
      retryAfter: 'none',
    } as const;
    portals['contracts-finder'].switches.set({ throttle });
    stage.clock.advance(DAY);

    await verb('collect', ['contracts-finder']);

    const { condition, throttles } = await healthOf(stage, 'contracts-finder');
    expect(condition).toBe('paused');
    expect(throttles).toBeGreaterThan(0);
    expect(await statusOf('Contracts Finder')).toMatch(
      /: paused until Thu 3 Sept? 2026, \d\d:\d\d, as it asked;/,
    );
    expect(await statusOf('Contracts Finder')).toMatch(/asked for a pause (once|\d+ times) so far/);
  });

  it('names the notice types that rest, and until when', async () => {
    const stage = await openStage();
    const { verb, clock, portals, statusOf } = stage;
    await verb('collect', ['sell2wales']);
    portals.sell2wales.switches.set({ sqlError: ['2', '5'] });
    clock.advance(HOUR);

    const { err } = await verb('collect', ['sell2wales']);

    expect(err).toMatch(
      /Sell2Wales .* of notice type 2 is incomplete \(answered 500\), and \d more windows?;/,
    );
    expect(await statusOf('Sell2Wales')).toMatch(
      /\d windows of notice types 2, 5 not read whole, the oldest from .*: could not be read \(answered 500\); tried again after Wed 2 Sept? 2026, 17:\d\d/,
    );
    const { gaps } = await healthOf(stage, 'sell2wales');
    expect(new Set(gaps.map(({ part }) => part))).toEqual(new Set(['2', '5']));
  });

  it('counts notice numbers that are missing, and what the other search counts', async () => {
    const stage = await openStage();
    const { verb, publish, world, clock, statusOf, portals } = stage;
    await verb('collect');
    expect(await statusOf('Find a Tender')).toMatch(/all \d+ notice numbers of the last three days are held/);
    const fresh = world.fresh(clock.now()).filter(({ portal }) => portal === 'find-a-tender');
    clock.advance(HOUR);
    publish(fresh.filter((_release, index) => index % 3 !== 1));
    await verb('collect', ['find-a-tender']);

    const { numbers } = await healthOf(stage, 'find-a-tender');
    expect(numbers?.missing).toBeGreaterThan(2);
    expect(await statusOf('Find a Tender')).toMatch(
      /\d+ of \d+ notice numbers of the last three days are missing: \d{6}-2026, \d{6}-2026/,
    );

    portals['contracts-finder'].switches.set({ notInSearchEvery: 2 });
    clock.advance(DAY);
    await verb('collect', ['contracts-finder']);
    const { reconciliations } = await healthOf(stage, 'contracts-finder');
    const newest = reconciliations[0];
    expect(newest?.day).toBe('2026-09-02');
    expect(await statusOf('Contracts Finder')).toContain(`its other search counts ${newest?.theirs} notice`);
  });

  it('says of a portal that it is switched off, and what nobody covers, in lines that a screen holds', async () => {
    const { verb, configure, statusOf } = await openStage();
    configure({ off: ['sell2wales'] });
    await verb('collect');

    const { lines } = await verb('status');
    const { portals, notCovered } = jsonOf<{
      portals: { enabled: boolean }[];
      notCovered: { name: string }[];
    }>(await verb('status', [], { json: true }));

    expect(await statusOf('Sell2Wales')).toMatch(/^Sell2Wales: switched off; never read/);
    expect(portals.map(({ enabled }) => enabled)).toEqual([true, true, false, true]);
    expect(lines).toContain('Not covered:');
    for (const { name } of notCovered) expect(lines.join('\n')).toContain(`\n  ${name}: `);
    expect(notCovered.map(({ name }) => name)).toContain('eTendersNI');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(110);
    expect(lines.at(-1)).toBe('Deliveries: none yet');
  });
});

describe('the operator', () => {
  it('hears once when a portal breaks and once when it mends, by mail and in Slack', async () => {
    const { home, verb, clock, configure, portals } = await openStage();
    const slack = await startPretendSlack({ now: () => clock.now(), botUrl: () => 'http://127.0.0.1:9' });
    open.push(slack.close);
    configure({
      off: ['public-contracts-scotland', 'sell2wales', 'contracts-finder'],
      rest: [
        'mail: { directory: mail }',
        'operator: { email: ops@example.org, slackChannel: C01TENDERS }',
        `slack: { botToken: ${slack.botToken}, apiUrl: "${slack.apiUrl}" }`,
      ].join('\n'),
    });
    const subjects = (): readonly string[] =>
      readdirSync(join(home, 'mail'))
        .map((name) => readFileSync(join(home, 'mail', name), 'utf8'))
        .map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim() ?? '')
        .toSorted();
    const round = async (): Promise<void> => {
      clock.advance(HOUR);
      await verb('collect');
      await verb('dispatch', [], { once: true });
    };
    await round();
    portals['find-a-tender'].poison([{ kind: 'status-503' }]);
    for (let times = 0; times < 2; times += 1) await round();
    expect(slack.posts()).toEqual([]);
    for (let times = 0; times < 4; times += 1) await round();
    expect(slack.posts().map(({ text }) => text)).toEqual(['Find a Tender cannot be read']);
    portals['find-a-tender'].poison([]);
    for (let times = 0; times < 3; times += 1) await round();

    expect(slack.posts().map(({ text }) => text)).toEqual([
      'Find a Tender cannot be read',
      'Find a Tender can be read again',
    ]);
    expect(subjects()).toEqual(['Find a Tender can be read again', 'Find a Tender cannot be read']);
    expect(JSON.stringify(slack.posts()[0]?.blocks)).toContain('answered 503');
    expect((await verb('status')).out).toContain('Deliveries: 4 sent');
  });
});
