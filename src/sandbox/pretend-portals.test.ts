import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import type { PortalId } from '../domain/portal.ts';
import { PORTALS } from '../domain/portal.ts';
import { WEEK_QUIRKS } from './generate/week.ts';
import { createWorld } from './generate/world.ts';
import { startPretendPortals } from './pretend-portals.ts';
import type { PretendPortalsServer } from './pretend-portals.ts';
import { releaseKey } from './pretend-release.ts';
import { defaultSwitches, noSwitches, promptSwitches } from './switches.ts';

const clock = fakeClock('2026-09-01T09:00:00Z');
const { backlog } = createWorld({ seed: 'one port', now: clock.now() });
let server: PretendPortalsServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(): Promise<PretendPortalsServer['urls']> {
  server = await startPretendPortals({ now: () => clock.now(), switches: noSwitches() });
  server.publish(backlog);
  return server.urls;
}

interface Body {
  releases?: unknown[];
  links?: { next: string };
  requests?: { path: string; status: number; at: string; releases: string[] }[];
  published?: { key: string }[];
  [name: string]: unknown;
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null;
}

async function json(url: string, init?: RequestInit): Promise<{ status: number; body: Body }> {
  const response = await fetch(url, init);
  const body: unknown = await response.json();
  if (!isBody(body)) throw new Error('no object');
  return { status: response.status, body };
}

const LISTS: Readonly<Record<PortalId, string>> = {
  'find-a-tender': '/api/1.0/ocdsReleasePackages?limit=25',
  'contracts-finder': '/Published/Notices/OCDS/Search?limit=25',
  'public-contracts-scotland': '/v1/Notices?noticeType=2&dateFrom=08-2026',
  sell2wales: '/v1/Notices?noticeType=2&dateFrom=08-2026&locale=2057',
};

describe('the four portals on one port', () => {
  it.each(PORTALS)('%s answers under its id alone', async (id) => {
    const urls = await start();
    const { body } = await json(urls[id] + LISTS[id]);

    expect(new URL(urls[id]).pathname).toBe(`/${id}`);
    expect(body.releases?.length).toBeGreaterThan(0);
    expect((await fetch(new URL(LISTS[id], urls[id]))).status).toBe(404);
    const others = PORTALS.filter((other) => other !== id);
    expect(others.every((other) => server?.portals[other].ledger.requests().length === 0)).toBe(true);
    expect(server?.portals[id].ledger.requests()).toHaveLength(1);
  });

  it.each(['find-a-tender', 'contracts-finder'] as const)('%s keeps the prefix in links.next', async (id) => {
    const urls = await start();
    const first = await json(urls[id] + LISTS[id]);
    const next = first.body.links?.next ?? '';
    const second = await json(next);

    expect(next.startsWith(`${urls[id]}/`)).toBe(true);
    expect(second.body.releases?.length).toBeGreaterThan(0);
    expect(second.body.releases).not.toEqual(first.body.releases);
  });

  it('rejects where the port is taken', async () => {
    const urls = await start();
    const port = Number(new URL(urls.sell2wales).port);

    await expect(startPretendPortals({ now: () => 0, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('what a pretend portal answers about itself', () => {
  it.each(PORTALS)('%s: its ledger over HTTP', async (id) => {
    const urls = await start();
    await fetch(urls[id] + LISTS[id]);
    const { body } = await json(`${urls[id]}/_sandbox/ledger`);
    const own = backlog.filter((release) => release.portal === id);

    expect(body.published?.map(({ key }) => key)).toEqual(own.map(releaseKey));
    expect(body.requests).toHaveLength(1);
    expect(body.requests?.[0]).toMatchObject({
      at: '2026-09-01T09:00:00.000Z',
      status: 200,
      path: `/${id}${LISTS[id].split('?')[0]}`,
    });
    expect(body.requests?.[0]?.releases.length).toBeGreaterThan(0);
  });

  it.each(PORTALS)('%s: its switches, read and turned', async (id) => {
    const urls = await start();
    const address = `${urls[id]}/_sandbox/switches`;
    const off = await json(address);
    const on = await json(address, { method: 'PUT', body: '{"midnightOutage": "reset"}' });
    const unknown = await json(address, { method: 'PUT', body: '{"midnightOutage": false, "tea": true}' });
    const wrong = await json(address, { method: 'PUT', body: '{"slowSeconds": "long"}' });
    const none = await json(address, { method: 'PUT', body: 'tea' });

    expect(Object.values(off.body).every((value) => value === false)).toBe(true);
    expect(on.body).toEqual({ ...off.body, midnightOutage: 'reset' });
    expect([unknown.status, wrong.status, none.status]).toEqual([400, 400, 400]);
    expect(unknown.body['error']).toBe('tea is no switch of this portal');
    expect(wrong.body['error']).toBe('slowSeconds takes false or a number of seconds above 0, at most 600');
    expect(server?.portals[id].switches.values().midnightOutage).toBe('reset');
    expect(server?.portals[id].ledger.requests()).toEqual([]);
  });

  it.each(PORTALS)('%s: what its notices were made with, which nobody turns', async (id) => {
    const data = { ...WEEK_QUIRKS, stubs: false };
    server = await startPretendPortals({ now: () => clock.now(), switches: noSwitches(), data });
    const address = `${server.urls[id]}/_sandbox/switches`;
    const shown = await json(address);
    const whole = await json(address, { method: 'PUT', body: JSON.stringify(shown.body) });
    const turned = await json(address, { method: 'PUT', body: '{"midnightOutage": 503}' });

    expect(shown.body['data']).toEqual(data);
    expect(whole).toEqual({
      status: 400,
      body: { error: 'data is no switch: it is settled when the notices are made' },
    });
    expect(turned.body).toEqual({ ...shown.body, midnightOutage: 503 });
  });

  it('publishes what is posted, and nothing where one release is not its own', async () => {
    const urls = await start();
    const address = `${urls['public-contracts-scotland']}/_sandbox/publish?noticeType=101`;
    const mine =
      '{"ocid":"ocds-r6ebe6-0000000007","date":"2026-09-01T00:00:00Z","tag":["planning"], "n": 1e9999}';
    const foreign = mine.replace('r6ebe6', 'kuma6s');
    const refused = await json(address, { method: 'POST', body: `[${mine},${foreign}]` });
    const taken = await json(address, { method: 'POST', body: `{"releases": [${mine}]}` });
    const listed = await fetch(`${urls['public-contracts-scotland']}/v1/Notices?noticeType=101`);

    expect(refused.status).toBe(400);
    expect(taken.status).toBe(201);
    expect(taken.body.published).toEqual([expect.stringMatching(/^ocds-r6ebe6-0000000007#[0-9a-f]{16}$/)]);
    const text = await listed.text();
    expect(text.match(/ocds-r6ebe6-0000000007/g)).toHaveLength(1);
    expect(text).toContain('"n": 1e9999');
  });
});

describe('the sets of switches', () => {
  it('are all off, all but the slow ones on, or on but for what a client waits out', () => {
    const [no, all, prompt] = [noSwitches(), defaultSwitches(), promptSwitches()];

    for (const id of PORTALS) {
      expect(Object.values(no[id]).every((value) => value === false)).toBe(true);
      expect(Object.values(all[id]).filter((value) => value !== false).length).toBeGreaterThan(5);
      expect(all[id].midnightOutage).toBe(503);
      expect(prompt[id]).toEqual({
        ...all[id],
        midnightOutage: false,
        ...('throttle' in all[id] ? { throttle: false } : {}),
        ...('sqlError' in all[id] ? { sqlError: false } : {}),
      });
    }
  });
});
