import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { openTxtLookup } from './txt-lookup.ts';

const servers: Socket[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A name server that answers every question so: with one text record in these pieces, or with a code (RFC 1035 §4.1). */
async function nameServer(answer: readonly string[] | { readonly code: number }): Promise<string> {
  const server = createSocket('udp4');
  servers.push(server);
  server.on('message', (asked, from) => {
    const header = Buffer.from(asked.subarray(0, 12));
    const pieces = 'code' in answer ? [] : answer;
    header.writeUInt16BE('code' in answer ? 0x8180 | answer.code : 0x8180, 2);
    header.writeUInt16BE(pieces.length > 0 ? 1 : 0, 6);
    header.writeUInt16BE(0, 8);
    header.writeUInt16BE(0, 10);
    // The name of the question and its type and class, and nothing that a resolver adds after them.
    const question = asked.subarray(12, asked.indexOf(0, 12) + 5);
    const data = Buffer.concat(
      pieces.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])),
    );
    const fixed = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]);
    server.send(Buffer.concat([header, question, ...(pieces.length > 0 ? [fixed, data] : [])]), from.port);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${server.address().port}`;
}

describe('looking up text records', () => {
  it('joins the pieces of a long record', async () => {
    const lookUp = openTxtLookup([await nameServer(['v=DKIM1; p=AAAA', 'BBBB'])]);

    expect(await lookUp('s._domainkey.firm.co.uk')).toEqual({ texts: ['v=DKIM1; p=AAAABBBB'] });
  });

  it('tells a name that is not there from a server that does not know', async () => {
    expect(await openTxtLookup([await nameServer({ code: 3 })])('firm.co.uk')).toEqual({ texts: [] });
    expect(await openTxtLookup([await nameServer([])])('firm.co.uk')).toEqual({ texts: [] });
    expect(await openTxtLookup([await nameServer({ code: 2 })])('firm.co.uk')).toEqual({
      unanswered: 'ESERVFAIL',
    });
  });
});
