import { connect } from 'node:net';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../../src/web/server.ts';
import { openAccountWorld, type AccountWorld, type Answer, type Mailed } from '../account-world.ts';
import { openMailWeb } from '../mail-web.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const HOOK_SECRET = 'a secret between mail server and bell';
const WISH = { do: 'ask', query: 'penetration', cadence: 'instant', wanted: ['new', 'changes'] };

let world: AccountWorld;
beforeEach(async () => {
  world = await openAccountWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

async function ask(email: string, from?: string): Promise<Answer> {
  return await world.post('/join', { ...WISH, email }, from);
}

/** All of an answer that somebody could tell apart. */
function seen({ status, text, headers }: Answer): object {
  return { status, text, headers: [...headers] };
}

async function alerted(): Promise<Mailed> {
  await world.subscribe('penetration');
  world.publish();
  await world.collect('find-a-tender');
  const [mail] = await world.mails();
  if (mail === undefined) throw new Error('nothing was told');
  return mail;
}

async function states(): Promise<readonly (string | undefined)[]> {
  return (await world.subscriptions()).map(([, state]) => state);
}

/** The pages behind the server that people reach, rather than by themselves. */
async function served<T>(use: (url: URL) => Promise<T>, web = world.web): Promise<T> {
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    web,
    slackListener: undefined,
    requestTimeoutMs: 200,
  });
  if ('refused' in server) throw new Error(server.refused);
  try {
    return await use(new URL(server.url));
  } finally {
    await server.close();
  }
}

/** Everything that comes back for these bytes, until the server hangs up. */
async function raw(url: URL, bytes: string): Promise<string> {
  return await new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(url.port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}

/** What follows the headers of a post, as programs send it: its length said, in chunks, or nothing at all. */
const BODIES = (form: string): readonly (readonly [string, string])[] => [
  ['with its length', `Content-Length: ${form.length}\r\n\r\n${form}`],
  ['in chunks', `Transfer-Encoding: chunked\r\n\r\n${form.length.toString(16)}\r\n${form}\r\n0\r\n\r\n`],
];
const NO_BODY = [
  ['of length 0', 'Content-Length: 0\r\n\r\n'],
  ['without a body or its length', '\r\n'],
] as const;

function posted(path: string, rest: string, type = 'application/x-www-form-urlencoded'): string {
  return `POST ${path} HTTP/1.1\r\nHost: test.example\r\nConnection: close\r\nContent-Type: ${type}\r\n${rest}`;
}

describe('unsubscribing by one click', () => {
  it('fault 37: a scanner that opens the link a hundred times ends nothing; the page has a button', async () => {
    const { unsubscribe } = await alerted();

    for (let n = 0; n < 100; n += 1) {
      const page = await world.get(unsubscribe);
      expect(page.status).toBe(200);
      expect(page.text).toContain('<button');
    }
    await world.request(unsubscribe, { method: 'HEAD' });

    expect(await states()).toEqual(['active']);
  });

  const ONE_CLICK = 'List-Unsubscribe=One-Click';
  const multipart = new FormData();
  multipart.append('List-Unsubscribe', 'One-Click');
  it.each([
    ['urlencoded', { body: ONE_CLICK, headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['multipart', { body: multipart }],
    ['empty', {}],
    [
      'from a page of the mail provider',
      { body: ONE_CLICK, headers: { 'sec-fetch-site': 'cross-site', origin: 'https://mail.example' } },
    ],
  ])('fault 37: a post that is %s ends it at once: 200, no cookie, nowhere else', async (_name, init) => {
    const { unsubscribe } = await alerted();

    const first = await world.request(unsubscribe, { method: 'POST', ...init });
    const second = await world.request(unsubscribe, { method: 'POST', ...init });

    for (const { status, headers } of [first, second]) {
      expect(status).toBe(200);
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('location')).toBeNull();
    }
    expect(await states()).toEqual(['ended']);
  });

  it.each([...BODIES(ONE_CLICK), ...NO_BODY])(
    'fault 37: a post that reaches the server %s ends it',
    async (_name, rest) => {
      const { unsubscribe } = await alerted();

      const heard = await served(async (url) => await raw(url, posted(unsubscribe, rest)));

      expect(heard).toMatch(/^HTTP\/1.1 200 /);
      expect(heard).toContain('You are unsubscribed');
      expect(await states()).toEqual(['ended']);
    },
  );

  it('fault 37: a link that is nobody’s is answered like one that was used', async () => {
    const { unsubscribe } = await alerted();
    await world.post(unsubscribe);
    world.clock.advance(DAY);

    const used = await world.post(unsubscribe);
    const unknown = await world.post(`/u/${'A'.repeat(43)}`);

    expect(seen(unknown)).toEqual(seen(used));
    expect((await world.get(`/u/${'A'.repeat(43)}`)).text).toBe((await world.get(unsubscribe)).text);
  });
});

describe('a form that would mail strangers', () => {
  it('fault 57: a thousand times for one address make three mails in a day, a quarter of an hour apart', async () => {
    const answers = new Map<string, number>();
    const mailed: number[] = [];
    for (let n = 0; n < 1000; n += 1) {
      const answer = await ask('ann@firm.example', `198.51.${n % 250}.7`);
      answers.set(answer.text, answer.status);
      mailed.push(...(await world.mails()).map(() => world.clock.now()));
      world.clock.advance(MINUTE);
    }

    expect([...answers.values()]).toEqual([200]);
    expect(mailed).toHaveLength(3);
    for (const [at, when] of mailed.entries())
      expect(when - (mailed[at - 1] ?? -Infinity)).toBeGreaterThanOrEqual(15 * MINUTE);
  });

  it('fault 57: a thousand from one network make five mails an hour, and 429 alike for every address', async () => {
    const refused = new Set<string>();
    let mails = 0;
    for (let n = 0; n < 1000; n += 1) {
      const answer = await ask(`ann${n}@firm.example`, `198.51.100.${n % 256}`);
      if (answer.status === 429) refused.add(JSON.stringify(seen(answer)));
      mails += (await world.mails()).length;
    }

    expect(mails).toBe(5);
    expect(refused.size).toBe(1);
    world.clock.advance(60 * MINUTE + 1);
    expect((await ask('bob@firm.example', '198.51.100.1')).status).toBe(200);
  });

  it('fault 57: networks that are many make two hundred mails an hour in all', async () => {
    let mails = 0;
    for (let n = 0; n < 300; n += 1) {
      await ask(`ann${n}@firm.example`, `2001:db8:${n.toString(16)}::1`);
      mails += (await world.mails()).length;
    }

    expect(mails).toBe(200);
  });

  it('fault 57: an address of the same /48 is the same network, whatever stands before the proxy’s word', async () => {
    const codes: number[] = [];
    for (let n = 0; n < 6; n += 1)
      codes.push((await ask(`ann${n}@firm.example`, `203.0.113.${n}, 2001:db8:7:${n}::${n}`)).status);

    expect(codes).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe('who is known here', () => {
  it('fault 58: an address that is unknown, known or suppressed is answered alike, with the same work', async () => {
    const at = world.clock.now();
    await world.subscribe('penetration', { email: 'known@firm.example' });
    await world.subscribe('forestry', { email: 'other@firm.example' });
    await world.store.transaction(async (tx) => {
      for (const reason of ['hard-bounce', 'complaint', 'manual'] as const)
        await tx.suppressions.suppress(
          { channel: 'email', email: `${reason}@firm.example` },
          { reason, source: 'test', at },
        );
    });
    await ask('asked@firm.example', '198.51.1.1');

    const whose = ['unknown', 'known', 'other', 'hard-bounce', 'complaint', 'manual', 'asked'];
    const answers: object[] = [];
    const work: number[] = [];
    for (const [n, who] of whose.entries()) {
      const counted = countStatements();
      answers.push(seen(await ask(`${who}@firm.example`, `198.51.${n + 10}.1`)));
      work.push(counted());
    }

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(work[0]).toBeGreaterThan(5);
    expect(new Set(work).size).toBe(1);
    const to = (await world.mails()).map((mail) => mail.to.split('@')[0] ?? '');
    expect(new Set(to)).toEqual(new Set(['asked', 'hard-bounce', 'known', 'other', 'unknown']));
    expect(to).toHaveLength(5);
  });
});

/** Counts what is asked of SQLite, whoever asks, until it is called. */
function countStatements(): () => number {
  const any = new Database(':memory:');
  const kind = Object.getPrototypeOf(any.prepare('select 1')) as Record<
    string,
    (...given: unknown[]) => unknown
  >;
  any.close();
  const real = { ...kind, run: kind['run'], get: kind['get'], all: kind['all'] };
  let count = 0;
  for (const name of ['run', 'get', 'all'] as const) {
    kind[name] = function counted(this: unknown, ...given: unknown[]) {
      count += 1;
      return real[name]?.apply(this, given);
    };
  }
  return () => {
    for (const name of ['run', 'get', 'all'] as const) if (real[name] !== undefined) kind[name] = real[name];
    return count;
  };
}

describe('a post from another site', () => {
  const form = {
    method: 'POST',
    body: new URLSearchParams({ ...WISH, wanted: 'new', email: 'ann@firm.example' }),
  };

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://test.example' }],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.test.example' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://test.example.evil.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
  ])('fault 59: is refused with %j', async (headers) => {
    for (const path of [
      '/join',
      `/c/${'A'.repeat(43)}`,
      `/m/${'A'.repeat(43)}/end`,
      `/u/${'A'.repeat(43)}/undo`,
    ])
      expect((await world.request(path, { ...form, headers })).status).toBe(403);
    expect(await world.mails()).toEqual([]);
  });

  it.each([
    [{}],
    [{ origin: 'https://test.example' }],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('fault 59: is heard with %j', async (headers) => {
    expect((await world.request('/join', { ...form, headers })).status).toBe(200);
    expect(await world.mails()).toHaveLength(1);
  });
});

describe('what never ends or is too much', () => {
  it('fault 61: a form that trickles in is hung up on', async () => {
    const head =
      'POST /join HTTP/1.1\r\nHost: test.example\r\nContent-Type: application/x-www-form-urlencoded\r\n';

    const answers = await served(
      async (url) =>
        await Promise.all([raw(url, head), raw(url, `${head}Content-Length: 100\r\n\r\nemail=ann`)]),
    );

    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 408/);
  });

  it.each([['/join'], [`/u/${'A'.repeat(43)}/one`], [`/m/${'A'.repeat(43)}/end`]])(
    'fault 61: a form of a megabyte is refused: %s',
    async (path) => {
      const body = `email=${'a'.repeat(1024 * 1024)}`;
      const status = await served(async (url) => {
        const answer = await fetch(new URL(path, url), {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
        return answer.status;
      });

      expect(status).toBe(413);
    },
  );

  it.each([...BODIES(String(new URLSearchParams({ ...WISH, wanted: 'new', email: 'ann@firm.example' })))])(
    'fault 61: a form that is sent %s is read',
    async (_name, rest) => {
      const heard = await served(async (url) => await raw(url, posted('/join', rest)));

      expect(heard).toMatch(/^HTTP\/1.1 200 /);
      expect((await world.mails()).map(({ to }) => to)).toEqual(['ann@firm.example']);
    },
  );

  it('fault 61: a confirmation without a body is heard', async () => {
    await ask('ann@firm.example');
    const [mail] = await world.mails();

    const heard = await served(async (url) => await raw(url, posted(mail?.button ?? '', '\r\n')));

    expect(heard).toMatch(/^HTTP\/1.1 200 /);
    expect(await states()).toEqual(['active']);
  });

  it('fault 61: a form of 20 kB in chunks is refused', async () => {
    const [, [, chunked] = ['', '']] = BODIES(`email=${'a'.repeat(20_000)}`);

    const heard = await served(async (url) => await raw(url, posted('/join', chunked)));

    expect(heard).toMatch(/^HTTP\/1.1 413 /);
  });

  it.each([...BODIES('Subject: hello\r\n\r\nNothing came back.'), ...NO_BODY])(
    'fault 61: the webhook takes a mail that is sent %s',
    async (_name, rest) => {
      const web = openMailWeb(world, HOOK_SECRET);
      const bytes = posted(
        '/hooks/bounce',
        `X-Tenderbell-Secret: ${HOOK_SECRET}\r\n${rest}`,
        'message/rfc822',
      );

      const heard = await served(async (url) => await raw(url, bytes), web);

      expect(heard).toMatch(/^HTTP\/1.1 200 /);
      expect(heard).toContain('{"outcomes":["ignored"]}');
    },
  );

  it('fault 61: ten thousand headers are refused', async () => {
    const headers = Array.from({ length: 10_000 }, (_, n) => `x-${n}: y\r\n`).join('');

    const answer = await served(
      async (url) => await raw(url, `POST /join HTTP/1.1\r\nHost: test.example\r\n${headers}\r\n`),
    );

    expect(answer).toMatch(/^HTTP\/1.1 431/);
  });
});

describe('a confirmation link', () => {
  it('fault 62: that was used, is too old, was altered or guessed is answered alike, and begins nothing', async () => {
    await ask('ann@firm.example', '198.51.1.1');
    await ask('bob@firm.example', '198.51.2.1');
    const [used = '', old = ''] = (await world.mails()).map((mail) => mail.button);
    await world.post(used);
    world.clock.advance(7 * DAY);
    const altered = old.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const links = [used, old, altered, `/c/${'A'.repeat(43)}`, '/c/x', `/c/${'%00'.repeat(9)}`];

    const pages: object[] = [];
    for (const link of links) pages.push(seen(await world.get(link)), seen(await world.post(link)));

    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    expect(await states()).toEqual(['active']);
    expect(pages[0]).toMatchObject({ status: 410 });
  });

  it('fault 62: is worth nothing once the same request was confirmed by a copy of the mail', async () => {
    await ask('ann@firm.example');
    const [first] = await world.mails();
    await world.post(first?.button ?? '');
    const [sub] = await world.store.subscriptions.list();
    await world.end({ subscription: sub });

    await world.post(first?.button ?? '');

    expect(await states()).toEqual(['ended']);
  });
});
