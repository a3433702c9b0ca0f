import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { cutAddress, networkOf } from './network-of.ts';

describe('an address cut to its network', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:7:9::1', '2001:db8:7::/48'],
    ['2001:DB8:0007:9:1:2:3:4', '2001:db8:7::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['', 'unknown'],
    ['x', 'unknown'],
  ])('%s is %s', (address, network) => {
    expect(cutAddress(address)).toBe(network);
  });
});

describe('from which network a request comes', () => {
  async function seen(
    proxies: number,
    forwarded: string | undefined,
    socket = '198.51.100.9',
  ): Promise<string> {
    const web = new Hono().get('/', (c) => c.text(networkOf(c, proxies)));
    const headers = forwarded === undefined ? undefined : { 'x-forwarded-for': forwarded };
    const env = { incoming: { socket: { remoteAddress: socket } } };
    return await (await web.request('/', { ...(headers && { headers }) }, env)).text();
  }

  it.each([
    [0, undefined, '198.51.100.0/24'],
    [0, '203.0.113.1', '198.51.100.0/24'],
    [1, '203.0.113.1', '203.0.113.0/24'],
    [1, '10.9.9.9, 203.0.113.1', '203.0.113.0/24'],
    [2, '10.9.9.9, 203.0.113.1, 192.0.2.5', '203.0.113.0/24'],
    [2, '203.0.113.1', 'unknown'],
    [1, undefined, 'unknown'],
  ])('behind %i proxies that wrote %s, it is %s', async (proxies, forwarded, network) => {
    expect(await seen(proxies, forwarded)).toBe(network);
  });
});
