import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSecretKey, readSecrets } from './secrets.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tenderbell-secrets-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function file(name: string, content: string, mode = 0o600): string {
  const path = join(root, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('secrets from the environment', () => {
  it('reads the variable, and a file trimmed, relative to the working directory', () => {
    file('signing', '  abc123\n');

    const given = readSecrets(
      { TENDERBELL_SLACK_BOT_TOKEN: 'xoxb-1', TENDERBELL_SLACK_SIGNING_SECRET_FILE: 'signing' },
      root,
    );

    expect(given).toEqual([
      { variable: 'TENDERBELL_SLACK_BOT_TOKEN', key: 'slack.botToken', value: 'xoxb-1' },
      { variable: 'TENDERBELL_SLACK_SIGNING_SECRET_FILE', key: 'slack.signingSecret', value: 'abc123' },
    ]);
  });

  it('takes an empty variable for one not set', () => {
    expect(readSecrets({ TENDERBELL_MAIL_URL: '', TENDERBELL_MAIL_URL_FILE: '' }, root)).toEqual([]);
  });

  it('refuses a variable and its file together', () => {
    const env = { TENDERBELL_MAIL_URL: 'smtp://a', TENDERBELL_MAIL_URL_FILE: file('mail', 'smtp://b') };

    expect(readSecrets(env, root)).toEqual({
      refused: 'TENDERBELL_MAIL_URL and TENDERBELL_MAIL_URL_FILE are both set; keep one',
    });
  });

  it.skipIf(process.platform === 'win32')('refuses a file that everybody may read, by name', () => {
    const path = file('token', 'xoxb-1', 0o644);

    expect(readSecrets({ TENDERBELL_SLACK_BOT_TOKEN_FILE: path }, root)).toEqual({
      refused: `TENDERBELL_SLACK_BOT_TOKEN_FILE: ${path} can be read by every user of this machine; run chmod 600 on it`,
    });
  });

  it.each([
    ['missing', () => join(root, 'nowhere'), 'cannot be read (ENOENT)'],
    ['a directory', () => root, 'is not a file'],
    ['empty', () => file('empty', ' \n'), 'is empty'],
    ['huge', () => file('huge', 'x'.repeat(20_000)), 'is too large for a secret (20000 bytes)'],
  ])('refuses a file that is %s', (_what, path, why) => {
    const at = path();

    expect(readSecrets({ TENDERBELL_DATABASE_FILE: at }, root)).toEqual({
      refused: `TENDERBELL_DATABASE_FILE: ${at} ${why}`,
    });
  });

  it('knows which keys no message may repeat, and the mappings around them', () => {
    expect(['slack.botToken', 'mail.url', 'mail.dkim', 'slack'].every(isSecretKey)).toBe(true);
    expect(['database', 'slack.command', 'publicUrl', 'portals'].some(isSecretKey)).toBe(false);
  });
});
