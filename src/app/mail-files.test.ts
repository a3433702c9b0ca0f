import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMailFiles } from './mail-files.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-mail-files-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

async function read(paths: readonly string[], stdin = ''): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for await (const file of readMailFiles(paths, Readable.from([Buffer.from(stdin)])))
    found.push([
      file.name.replace(`${home}/`, ''),
      'raw' in file ? new TextDecoder().decode(file.raw) : file.unreadable,
    ]);
  return found;
}

const write = (path: string, text: string): void => writeFileSync(join(home, path), text);

describe('mails to take in', () => {
  it('come from standard input where no file is named', async () => {
    expect(await read([], 'Subject: x\n\nbody')).toEqual([['-', 'Subject: x\n\nbody']]);
  });

  it('lose the line that mail servers write before one that they hand on', async () => {
    const mail = 'Return-Path: <>\nFrom: a@b.example\n\nFrom here on it is text.\n';

    expect(await read([], `From MAILER-DAEMON  Mon Nov 23 08:00:00 2026\n${mail}`)).toEqual([['-', mail]]);
    expect(await read([], mail)).toEqual([['-', mail]]);
  });

  it('are the files of a Maildir that were delivered, and no others', async () => {
    for (const folder of ['new', 'cur', 'tmp']) mkdirSync(join(home, folder));
    write('new/2.host', 'second');
    write('new/3.host', 'third');
    write('cur/1.host:2,S', 'first');
    write('tmp/4.host', 'half');
    write('dovecot-uidlist', 'not a mail');

    expect(await read([home])).toEqual([
      ['cur/1.host:2,S', 'first'],
      ['new/2.host', 'second'],
      ['new/3.host', 'third'],
    ]);
  });

  it('are the files of any other directory, and files by themselves', async () => {
    write('b.eml', 'b');
    write('a.eml', 'a');
    mkdirSync(join(home, 'inside'));

    expect(await read([home, join(home, 'b.eml')])).toEqual([
      ['a.eml', 'a'],
      ['b.eml', 'b'],
      ['b.eml', 'b'],
    ]);
  });

  it('that cannot be read say why, and the others are read', async () => {
    write('b.eml', 'b');

    expect(await read([join(home, 'none.eml'), join(home, 'b.eml')])).toEqual([
      ['none.eml', 'ENOENT'],
      ['b.eml', 'b'],
    ]);
  });
});
