import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../domain/ports.ts';

/**
 * Our log behind Slack's logger interface. Its libraries put what they were handling into their messages, whole payloads
 * at `debug` level, so only the words before the first `:` or `(` are kept, and `debug` and `info` are dropped.
 */
export function boltLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.warn({ said: constantPart(said[0]) }, 'the Slack library warns'),
    error: (...said) => log.warn({ said: constantPart(said[0]) }, 'the Slack library reports an error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

function constantPart(said: unknown): string {
  return typeof said === 'string' ? (/^[^:(]*/.exec(said)?.[0] ?? '').trim().slice(0, 120) : '';
}
