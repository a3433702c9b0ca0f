import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../src/app/free-port.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { jsonOf, startTenderbell, tenderbell, type Ran } from '../built-program.ts';

interface Counts {
  releases: number;
  notices: number;
  rejected: number;
  procurements: number;
  events: number;
  deliveries: number;
  seen: number;
}

let sandbox: Sandbox;
let home: string;
const run = (...args: string[]): Promise<Ran> => tenderbell(args, { cwd: home });

beforeAll(async () => {
  sandbox = await startSandbox({ seed: '1', now: Date.now(), botUrl: () => 'http://127.0.0.1:9' });
});
afterAll(async () => {
  await sandbox.close();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-cli-'));
  mkdirSync(join(home, 'data'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

/** A release package of the world's backlog, as a file. */
function packageFile(name = 'package.json'): string {
  const releases = sandbox.world.backlog.map((release) => release.text).join(',\n');
  const path = join(home, name);
  const text = `{"uri": "http://example.org", "version": "1.1", "releases": [${releases}]}`;
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

function configFile(more = ''): string {
  const portal = (url: string): string => `{ url: ${url}, spacingSeconds: 0 }`;
  const path = join(home, 'tenderbell.yaml');
  const { findATender, contractsFinder } = sandbox.urls;
  writeFileSync(
    path,
    `database: test.db\nportals:\n  find-a-tender: ${portal(findATender)}\n  contracts-finder: ${portal(contractsFinder)}\n  public-contracts-scotland: { enabled: false }\n  sell2wales: { enabled: false }\n${more}`,
  );
  return path;
}

describe('with no configuration at all', () => {
  it('creates the database and says so in one line', async () => {
    const { code, err } = await run('search', 'cyber');

    expect(code).toBe(0);
    expect(err).toMatch(/^tenderbell: created the database .*data\/tenderbell\.db$/m);
    expect(existsSync(join(home, 'data', 'tenderbell.db'))).toBe(true);
  });

  it('shows every portal in the status before anything was read', async () => {
    const { portals } = jsonOf<{ portals: { portal: string; lag: number | null }[] }>(
      await run('status', '--json'),
    );

    expect(portals).toMatchObject([
      { portal: 'find-a-tender', lastSuccess: null, lag: null },
      { portal: 'public-contracts-scotland', lastSuccess: null, lag: null },
      { portal: 'sell2wales', lastSuccess: null, lag: null },
      { portal: 'contracts-finder', lastSuccess: null, lag: null },
    ]);
  });

  it('ends with 78 where the directory of the database does not exist', async () => {
    rmSync(join(home, 'data'), { recursive: true });

    const { code, err } = await run('search', 'cyber');

    expect(code).toBe(78);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('refuses to read live portals without a contact, and suggests the sandbox', async () => {
    const { code, err } = await run('collect');

    expect(code).toBe(78);
    expect(err).toContain('contact');
    expect(err).toContain('npm run sandbox');
    expect(existsSync(join(home, 'data', 'tenderbell.db'))).toBe(false);
  });

  it('writes mail into files', async () => {
    await run('subscribe', '--email', 'ann@example.org', '--query', 'it:balanced', '--cadence', 'weekly');
    expect(
      jsonOf<Counts>(await run('import', packageFile(), '--json', '--alert-since', '2020-01-01')).deliveries,
    ).toBe(0);

    await run('digest', '--cadence', 'weekly', '--now');
    const { out } = await run('dispatch', '--once');

    expect(out).toContain('1 sent');
    const [mail = ''] = readdirSync(join(home, 'data', 'mail'));
    expect(mail).toMatch(/\.eml$/);
    expect(readFileSync(join(home, 'data', 'mail', mail), 'utf8')).toContain('To: ann@example.org');
    expect((await run('digest', '--cadence', 'weekly', '--now')).out).toContain('0 digests queued');
  });
});

describe('import', () => {
  it('counts what it did, and adds nothing the second time', async () => {
    const file = packageFile('package.json.gz');

    const first = jsonOf<Counts>(await run('import', file, '--json'));
    const second = jsonOf<Counts>(await run('import', file, '--json'));

    expect(Object.keys(first)).toEqual([
      'releases',
      'notices',
      'rejected',
      'procurements',
      'events',
      'deliveries',
      'seen',
    ]);
    expect(first).toMatchObject({ releases: sandbox.world.backlog.length, rejected: 0, deliveries: 0 });
    expect(second).toMatchObject({
      releases: first.releases,
      notices: 0,
      procurements: 0,
      events: 0,
      deliveries: 0,
      seen: first.releases,
    });
  });

  it('keeps the exit code for rejects, and ends with 65 only for what is not OCDS', async () => {
    const texts = sandbox.world.backlog.slice(0, 3).map((release) => release.text.replaceAll('\n', ' '));
    const lines = join(home, 'lines.jsonl');
    writeFileSync(
      lines,
      [...texts, '{"ocid":"ocds-zzzzzz-1","id":"1","tag":["tender"],"date":"2026-01-01T00:00:00Z"}'].join(
        '\n',
      ),
    );
    const prose = join(home, 'prose.json');
    writeFileSync(prose, '<html>not OCDS</html>');

    const mixed = await run('import', lines, '--json');
    const bad = await run('import', prose, lines, '--json');

    expect(mixed.code).toBe(0);
    expect(jsonOf<Counts>(mixed)).toMatchObject({ releases: 4, rejected: 1 });
    expect(mixed.err).toContain('1 × no portal that is built has this ocid prefix');
    expect(bad.code).toBe(65);
    expect(bad.err).toContain('prose.json');
    expect(jsonOf<Counts>(bad)).toMatchObject({ seen: 3 });
  });
});

describe('import of spreadsheets', () => {
  const guid = '3c3c3c3c-aaaa-4bbb-8ccc-333333333333';
  const ocid = 'ocds-b5fd17-3c3c3c3c-0000-4bbb-8ccc-333333333333';

  /** A release of Contracts Finder, and the same laid flat, poorer by its description. */
  const release = {
    ocid,
    id: `${guid}-1`,
    date: '2026-08-20T10:00:00Z',
    tag: ['tender'],
    tender: { title: 'Firewalls for a library', description: 'Managed firewalls.', status: 'active' },
    buyer: { name: 'Widget Council' },
  };
  const sheet = [
    'releases/0/ocid,releases/0/id,releases/0/date,releases/0/tag/0,releases/0/tender/title,releases/0/buyer/name',
    `${ocid},${guid}-1,2026-08-20T10:00:00Z,tender,Firewalls for a library,Widget Council`,
    `${ocid}9,4c4c4c4c-aaaa-4bbb-8ccc-333333333333-1,2026-08-20T10:00:00Z,tender,Switches for a library,Widget Council`,
  ].join('\n');
  const table = [
    'Notice Identifier,Notice Type,Organisation Name,Status,Published Date,Title,Description,Closing Date',
    'WID-7,Contract,Widget Council,Open,2026-08-20T10:51:56+01:00,Case management,"A system, for cases",21/09/2026',
  ].join('\n');

  function write(name: string, text: string): string {
    const path = join(home, name);
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
    return path;
  }

  it('takes those of Contracts Finder, of a day and of its site, silently, and adds nothing the second time', async () => {
    await run('subscribe', '--email', 'ann@example.org', '--query', 'it:any');
    const files = [write('day.csv', sheet), write('export.csv.gz', table)];

    const first = await run('import', ...files, '--json');
    const second = await run('import', ...files, '--json');

    expect(first.code).toBe(0);
    expect(jsonOf<Counts>(first)).toMatchObject({ notices: 3, deliveries: 0, procurements: 3 });
    expect(jsonOf<Counts>(second)).toMatchObject({ notices: 0, deliveries: 0, seen: 3 });
    expect((await run('search', 'cases it:any')).out).toContain('Case management');
  });

  it('keeps of a spreadsheet only what no release has brought', async () => {
    const file = write('release.json', JSON.stringify({ releases: [release] }));
    expect(jsonOf<Counts>(await run('import', file, '--json')).notices).toBe(1);

    const counts = jsonOf<Counts>(await run('import', write('day.csv', sheet), '--json'));

    expect(counts).toMatchObject({ releases: 2, notices: 1, seen: 1 });
    expect((await run('search', 'managed firewalls it:any')).out).toContain('Firewalls for a library');
  });

  it('ends with 65 and one line for any other spreadsheet, after the files that can be read', async () => {
    const ran = await run('import', write('other.csv', 'a,b\n1,2\n'), write('day.csv', sheet), '--json');

    expect(ran.code).toBe(65);
    expect(ran.err.split('\n').filter((line) => line.includes('other.csv'))).toHaveLength(1);
    expect(jsonOf<Counts>(ran).notices).toBe(2);
  });
});

describe('search and show', () => {
  it('prints the total and the items, and finds each by its number and address', async () => {
    await run('import', packageFile());

    const { code, out } = await run('search', 'it:any', '--json', '--limit', '2');
    const found = JSON.parse(out) as { total: number; items: { id: number; url: string }[] };

    expect(code).toBe(0);
    expect(found.total).toBeGreaterThan(50);
    expect(found.items).toHaveLength(2);
    expect(Object.keys(found.items[0] ?? {})).toEqual(
      expect.arrayContaining([
        'id',
        'title',
        'buyer',
        'stage',
        'deadline',
        'value',
        'categories',
        'portals',
        'url',
        'published',
      ]),
    );
    const [item] = found.items;
    expect(jsonOf<{ id: number }>(await run('show', item?.url ?? '', '--json')).id).toBe(item?.id);
    expect((await run('show', String(item?.id))).out).toContain(`#${item?.id}`);
    expect((await run('show', '999999999')).code).toBe(65);
  });

  it('points at a mistake in a query and searches all the same', async () => {
    const { code, err } = await run('search', 'cyber regoin:wales');

    expect(code).toBe(0);
    expect(err).toContain('`region:`');
  });
});

describe('subscribe', () => {
  it('is active at once, and kindly refuses the same again', async () => {
    const wish = ['subscribe', '--email', 'ann@example.org', '--query', 'cyber region:wales', '--json'];

    const first = await run(...wish);
    const again = await run(...wish);

    expect(jsonOf<{ id: number }>(first).id).toBe(1);
    expect(again).toMatchObject({ code: 65 });
    expect(jsonOf<object[]>(await run('subscriptions', '--json'))).toMatchObject([
      { id: 1, state: 'active', subscriber: { channel: 'email', email: 'ann@example.org' } },
    ]);
  });

  it.each([
    [['--query', 'cyber'], '--email'],
    [['--email', 'a@b.example, c@d.example', '--query', 'cyber'], '--email'],
    [['--email', 'a@b.example'], '--query'],
    [['--email', 'a@b.example', '--query', 'cyber', '--cadence', 'hourly'], '--cadence'],
    [['--slack-channel', 'tenders', '--query', 'cyber'], '--slack-channel'],
    [['--email', 'a@b.example', '--query', 'cyber', '--wants', 'changes'], '--wants'],
  ])('ends with 64 for %j', async (args, named) => {
    const { code, err } = await run('subscribe', ...args);
    expect(code).toBe(64);
    expect(err).toContain(named);
  });
});

describe('subscribe, kindly', () => {
  it('says where a subscription would never ring', async () => {
    const award = await run('subscribe', '--email', 'ann@example.org', '--query', 'cyber stage:award');
    const slack = await run('subscribe', '--slack-channel', 'C01TENDERS', '--query', 'cyber');
    const again = await run('subscribe', '--email', 'Ann@Example.org', '--query', 'cyber stage:award');

    expect(award.err).toContain('--wants new,changes,awards');
    expect(slack.err).toContain('Slack is off');
    expect(again.code).toBe(65);
  });
});

describe('collect', () => {
  it('reads a London window once and says which windows are complete', async () => {
    const config = configFile();
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

    const { code, out } = await run('collect', '--config', config, '--from', day, '--json');
    const report = JSON.parse(out) as Counts & { windows: { complete: boolean; from: string }[] };

    expect(code).toBe(0);
    expect(report.releases).toBeGreaterThan(0);
    expect(report.windows.every((window) => window.complete)).toBe(true);
    expect(report.windows[0]?.from).toBe(`${day}T00:00:00`);
  });

  it('keeps what was read and ends with 75 where a portal breaks off, with 69 where none answers', async () => {
    const config = configFile();
    sandbox.findATender.poison([{ kind: 'status-500', times: 99 }]);
    const broken = await run(
      'collect',
      '--config',
      config,
      '--from',
      '2026-01-01',
      '--to',
      '2026-01-02',
      '--json',
    );
    sandbox.findATender.poison([]);
    const nobody = join(home, 'nobody.yaml');
    writeFileSync(
      nobody,
      `portals: { find-a-tender: { url: "http://127.0.0.1:${await freePort()}" }, contracts-finder: { enabled: false }, public-contracts-scotland: { enabled: false }, sell2wales: { enabled: false } }\ndatabase: n.db`,
    );
    const silent = await run('collect', '--config', nobody, '--from', '2026-01-01', '--to', '2026-01-02');

    expect(broken.code).toBe(75);
    expect(broken.err).toContain('Find a Tender');
    expect(silent.code).toBe(69);
    const status = jsonOf<{ portals: { portal: string; lastSuccess: string | null; misses: number }[] }>(
      await run('status', '--json', '--config', config),
    );
    expect(status.portals).toMatchObject([
      { portal: 'find-a-tender', lastSuccess: null, misses: 1 },
      { portal: 'public-contracts-scotland', misses: 0 },
      { portal: 'sell2wales', misses: 0 },
      { portal: 'contracts-finder', misses: 0 },
    ]);
  }, 90_000);

  it('shows in the status a hole behind a fresh mark', async () => {
    const config = configFile();
    await run('collect', '--config', config);
    sandbox.findATender.poison([{ kind: 'truncated', times: 99 }]);
    const broken = await run(
      'collect',
      'find-a-tender',
      '--config',
      config,
      '--from',
      '2026-01-01',
      '--to',
      '2026-01-02',
    );
    sandbox.findATender.poison([]);

    const words = await run('status', '--config', config);
    const status = jsonOf<{ portals: { gaps: object[] }[] }>(
      await run('status', '--config', config, '--json'),
    );

    expect(broken.code).toBe(69);
    expect(status.portals.map((portal) => portal.gaps.length > 0)).toEqual([true, false, false, false]);
    expect(words.out).toMatch(/windows? not read whole, the oldest from Thu 1 Jan 2026/);
    expect((await run('collect', '--config', config)).code).toBe(0);
    expect((await run('status', '--config', config)).out).not.toContain('not read');
  }, 90_000);

  it.each([
    [['collect', 'narnia'], 64],
    [['collect', 'sell2wales'], 78],
    [['collect', '--from', 'yesterday'], 64],
    [['collect', '--to', '2026-01-01'], 64],
    [['fly'], 64],
    [['search'], 64],
    [['search', 'x', '--limit', 'many'], 64],
    [['collect', '--help'], 0],
    [['--version'], 0],
  ])('answers %j with %i', async (args, expected) => {
    expect((await run(...args)).code).toBe(expected);
  });

  it('shows an example in the help of every verb', async () => {
    const { out } = await run('--help');
    const verbs = Array.from(out.matchAll(/^ {2}([a-z]+) /gm), ([, verb]) => verb ?? '').filter(
      (verb) => verb !== 'help',
    );

    expect(verbs.length).toBeGreaterThanOrEqual(13);
    for (const verb of verbs) expect((await run(verb, '--help')).out).toContain('$ tenderbell');
  }, 60_000);
});

describe('serve', () => {
  it('collects, answers health checks, holds the lock, and ends in peace', async () => {
    const port = await freePort();
    const config = configFile(`web: { port: ${port} }\n`);
    const child = startTenderbell(['serve', '--config', config], { cwd: home });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    try {
      await expect
        .poll(async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.status, {
          timeout: 20_000,
        })
        .toBe(200);
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toMatchObject({ checks: { database: 'ok', 'find-a-tender': 'ok' } });
      await expect
        .poll(
          async () =>
            jsonOf<{ total: number }>(await run('search', 'it:any', '--json', '--config', config)).total,
          { timeout: 20_000 },
        )
        .toBeGreaterThan(50);

      const second = await run('collect', '--config', config);
      const admin = await run(
        'subscribe',
        '--config',
        config,
        '--email',
        'ann@example.org',
        '--query',
        'cyber',
      );

      expect(second.code).toBe(75);
      expect(second.err).toContain(`serve (pid ${child.pid}`);
      expect(admin.code).toBe(0);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toBe(0);
  }, 90_000);

  it('names the key of a port that is in use, before anything is sent', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await sleep(50);
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    const { code, err } = await run('serve', '--config', configFile(`web: { port: ${port} }\n`));
    taken.close();

    expect(code).toBe(78);
    expect(err).toContain('web.port');
  });
});

describe('being asked to stop', () => {
  it('ends the sandbox in the middle of its story', async () => {
    const child = startTenderbell(['sandbox', '--once', '--json'], { cwd: home });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await expect.poll(() => said, { timeout: 20_000 }).toContain('subscribes');

    child.kill('SIGINT');

    expect(await ended).toBe(1);
  }, 40_000);

  it('ends an import between two pages, with what was read kept', async () => {
    const many = join(home, 'many.jsonl');
    const one = sandbox.world.backlog.find((release) => release.portal === 'find-a-tender');
    const lines = Array.from({ length: 4000 }, (_, index) => {
      const text = (one?.text ?? '')
        .replaceAll(one?.ocid ?? '', `${one?.ocid ?? ''}-${index}`)
        .replaceAll(one?.id ?? '', `${String(index).padStart(6, '0')}-2019`);
      const release = JSON.parse(text) as { tender: { title: string } };
      // A procurement of its own: its buyer's reference, and where.
      const own = { id: `WORK-${10_000 + index}`, title: `${release.tender.title}, ward ${index}` };
      return JSON.stringify({ ...release, tender: { ...release.tender, ...own } });
    });
    writeFileSync(many, lines.join('\n'));
    const child = startTenderbell(['import', many, '--json'], { cwd: home });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    await new Promise((done) => child.stderr?.once('data', done));
    await sleep(500);

    child.kill('SIGTERM');

    expect(await ended).toBe(75);
    const { total } = jsonOf<{ total: number }>(await run('search', 'it:any', '--json'));
    expect(total).toBeLessThan(4000);
    expect(total % 100).toBe(0);
  }, 60_000);
});

describe('a channel that is down', () => {
  it('ends dispatch with 69 and says so, and loses nothing', async () => {
    const config = configFile(
      `publicUrl: http://127.0.0.1:8080\nmail: { url: "smtp://127.0.0.1:${await freePort()}" }\n`,
    );
    await run(
      'subscribe',
      '--config',
      config,
      '--email',
      'ann@example.org',
      '--query',
      'it:balanced',
      '--cadence',
      'weekly',
    );
    await run('import', packageFile(), '--config', config, '--alert-since', '2020-01-01');
    await run('digest', '--config', config, '--now');

    const { code, err } = await run('dispatch', '--once', '--config', config);

    expect(code).toBe(69);
    expect(err).toMatch(/email is paused: .*sent later/);
    const status = jsonOf<{ deliveries: Record<string, number> }>(
      await run('status', '--json', '--config', config),
    );
    expect(status.deliveries).toMatchObject({ ready: 1, dead: 0 });
  });
});

describe('doctor and config', () => {
  it('checks without creating anything', async () => {
    const { code, out } = await run('doctor', '--offline', '--json');

    expect(code).toBe(0);
    expect(jsonOf<{ ok: boolean }>({ out, code, err: '', killed: false }).ok).toBe(true);
    expect(readdirSync(join(home, 'data'))).toEqual([]);
  });

  it('ends with 1 where a check does not hold', async () => {
    writeFileSync(
      join(home, 'data', 'tenderbell.db'),
      'this is no database, but it is long enough to be looked at as one',
    );

    const { code, out } = await run('doctor', '--offline');

    expect(code).toBe(1);
    expect(out).toMatch(/^BAD {2}database/m);
  });

  it('masks secrets', async () => {
    const config = configFile('slack: { botToken: xoxb-very-secret, signingSecret: hush-hush }\n');

    const { out } = await run('config', 'print', '--config', config);

    expect(out).not.toContain('very-secret');
    expect(out).not.toContain('hush');
    expect(out).toContain('contracts-finder');
  });
});
