import { afterEach, expect, it } from 'vitest';
import { servePages, type PageServer } from '../../../test/portal-fixtures.ts';
import { issuerAt } from './issuer-at.ts';

const open: PageServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const asOutside = { innerAllowed: false, signal: new AbortController().signal };

it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433'])(
  "does not ask this machine for a stranger's issuer: %s",
  async (host) => {
    const server = await servePages(() => ({ body: '' }));
    open.push(server);
    const port = new URL(server.url).port;

    expect(await issuerAt(`http://${host}:${port}/ca.crt`, asOutside)).toBe(
      'is an address of an inner network',
    );
    expect(server.asked).toEqual([]);
  },
);

it.each(['10.1.2.3', '172.20.0.1', '192.168.1.1', '169.254.169.254', '[fe80::1]', '[fd00::1]', '[::1]'])(
  'asks no inner network: %s',
  async (host) => {
    expect(await issuerAt(`http://${host}/ca.crt`, asOutside)).toBe('is an address of an inner network');
  },
);

it('does not believe a name that leads to an inner address', async () => {
  const server = await servePages(() => ({ body: '' }));
  open.push(server);
  const { port } = new URL(server.url);

  // With the dot it is a name like any other, which the resolver may or may not know.
  expect(await issuerAt(`http://localhost.:${port}/ca.crt`, asOutside)).toMatch(
    /is an address of an inner network|cannot be fetched \(E/,
  );
  expect(server.asked).toEqual([]);
});

it('is not kept waiting when told to stop', async () => {
  const server = await servePages(() => undefined);
  open.push(server);
  const signal = AbortSignal.timeout(50);

  expect(await issuerAt(`${server.url}/ca.crt`, { innerAllowed: true, signal })).toMatch(
    /did not answer|cannot be/,
  );
});
