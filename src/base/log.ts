import { pino, type Logger } from 'pino';

/** Fields that must never reach a log, wherever a careless caller puts them. */
const SECRET = ['token', 'password', 'secret', 'authorization', 'email', 'address', 'body'].flatMap(
  (name) => [name, `*.${name}`],
);

/** JSON lines on stderr: stdout belongs to what a command prints. */
export function createLog(level: string): Logger {
  return pino(
    { level, redact: { paths: SECRET, censor: '[redacted]' } },
    pino.destination({ dest: 2, sync: true }),
  );
}
