import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aMessage } from '../../../test/messages.ts';
import { createMailDirectory } from './mail-directory.ts';

const ANN = { channel: 'email', email: 'ann@reader.example' } as const;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenderbell-mail-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function send(messageId: string) {
  const channel = createMailDirectory({
    directory,
    from: { name: undefined, address: 'alerts@bell.example' },
    replyTo: undefined,
    operator: { name: undefined, postal: undefined, email: undefined },
  });
  return await channel.send(aMessage({ messageId }), ANN, new AbortController().signal);
}

it('writes a whole mail under the name of its Message-ID, and nothing beside it', async () => {
  expect(await send('<n.1@bell.example>')).toEqual({
    sent: true,
    reference: 'n-1@bell-example.eml',
    left: [],
  });
  expect(await readdir(directory)).toEqual(['n-1@bell-example.eml']);
  const text = await readFile(join(directory, 'n-1@bell-example.eml'), 'utf8');
  expect(text).toMatch(/^From: tenderbell <alerts@bell\.example>\r\n/m);
  expect(text).toContain('Message-ID: <n.1@bell.example>\r\n');
  expect(text.trimEnd()).toMatch(/--$/);
});

it('replaces the file when the same mail is sent again', async () => {
  await send('<n.1@bell.example>');
  await send('<n.1@bell.example>');
  expect(await readdir(directory)).toHaveLength(1);
});

it('never leaves its directory, whatever the Message-ID', async () => {
  expect(await send('<../../evil@bell.example>')).toMatchObject({ sent: false, code: 'message-id' });
  expect(await send('<..@bell.example>')).toEqual({ sent: true, reference: '-@bell-example.eml', left: [] });
  expect(await readdir(directory)).toEqual(['-@bell-example.eml']);
});
