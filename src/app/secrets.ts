import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The keys that may come from the environment: the variable itself, or `NAME_FILE` with the path of a file that holds
 * the value (what Docker, Kubernetes and systemd hand out). The environment wins over the configuration file.
 */
const VARIABLES = {
  TENDERBELL_DATABASE: 'database',
  TENDERBELL_MAIL_URL: 'mail.url',
  TENDERBELL_MAIL_DKIM_PRIVATE_KEY: 'mail.dkim.privateKey',
  TENDERBELL_HOOKS_BOUNCE_SECRET: 'hooks.bounceSecret',
  TENDERBELL_SLACK_BOT_TOKEN: 'slack.botToken',
  TENDERBELL_SLACK_SIGNING_SECRET: 'slack.signingSecret',
  TENDERBELL_SLACK_APP_TOKEN: 'slack.appToken',
  TENDERBELL_SLACK_CLIENT_SECRET: 'slack.clientSecret',
  TENDERBELL_SLACK_ENCRYPTION_KEY: 'slack.encryptionKey',
} as const;

/** Keys whose value no message, log or print may show. A path of the database is none. */
const SECRET_KEYS: ReadonlySet<string> = new Set(
  Object.values(VARIABLES).filter((key) => key !== 'database'),
);

/** Whether the value at a dotted key ('' is the whole) is a secret, or stands where a mapping with a secret belongs. */
export function isSecretKey(key: string): boolean {
  return (
    key === '' || SECRET_KEYS.has(key) || [...SECRET_KEYS].some((secret) => secret.startsWith(`${key}.`))
  );
}

/** A value from the environment for a dotted key. */
export interface Given {
  readonly variable: string;
  readonly key: string;
  readonly value: string;
}

/** A secret is short; a longer file is a mistake, such as the path of the database itself. */
const LARGEST_BYTES = 16_384;

function readSecretFile(variable: string, path: string): string | { refused: string } {
  const refuse = (why: string) => ({ refused: `${variable}: ${path} ${why}` });
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return refuse('is not a file');
    // Windows has no such bits.
    if (process.platform !== 'win32' && (stat.mode & 0o004) !== 0)
      return refuse('can be read by every user of this machine; run chmod 600 on it');
    if (stat.size > LARGEST_BYTES) return refuse(`is too large for a secret (${stat.size} bytes)`);
    const value = readFileSync(path, 'utf8').trim();
    return value === '' ? refuse('is empty') : value;
  } catch (error) {
    return refuse(
      `cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'error'})`,
    );
  }
}

/** What the environment gives, files read; relative file names resolve against `root`. Refused in one line that names the variable. */
export function readSecrets(env: NodeJS.ProcessEnv, root: string): readonly Given[] | { refused: string } {
  const given: Given[] = [];
  for (const [variable, key] of Object.entries(VARIABLES)) {
    // An empty variable is how compose files and units say "not set".
    const direct = env[variable] === '' ? undefined : env[variable];
    const file = env[`${variable}_FILE`] === '' ? undefined : env[`${variable}_FILE`];
    if (direct !== undefined && file !== undefined)
      return { refused: `${variable} and ${variable}_FILE are both set; keep one` };
    if (direct !== undefined) given.push({ variable, key, value: direct });
    if (file === undefined) continue;
    const value = readSecretFile(`${variable}_FILE`, resolve(root, file));
    if (typeof value !== 'string') return value;
    given.push({ variable: `${variable}_FILE`, key, value });
  }
  return given;
}
