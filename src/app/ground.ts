import type { Clock } from '../domain/ports.ts';
import type { Query } from '../domain/query.ts';
import { createInstantAudience } from '../flows/instant-audience.ts';
import type { AtOnceDeps } from '../flows/tell-at-once.ts';
import { parseQuery } from '../match/parse.ts';
import { openStore, takeLock, type Holder, type SqliteStore } from '../store/index.ts';
import { loadConfig, type ConfigSource } from './config.ts';
import type { Config } from './config-settle.ts';
import type { Context } from './context.ts';
import { operatorTeller } from './operator-teller.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** What every verb that touches the database stands on. */
export interface Ground extends AtOnceDeps {
  readonly config: Config;
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly context: Context;
  close(): Promise<void>;
}

/** A verb that cannot go on: it has said why. */
export interface Ended {
  readonly exit: ExitCode;
}

/** Reads the configuration; says in one line what is wrong with it. */
export function configOf(
  context: Context,
  more: Pick<ConfigSource, 'lacksCertificates'> = {},
): { readonly config: Config } | Ended {
  const loaded = loadConfig({ path: context.configPath, env: context.env, root: context.root, ...more });
  if ('config' in loaded) return loaded;
  return refuse(context, loaded.refused, EXIT.config);
}

/** Says on stderr why a verb cannot go on, and ends it with an exit code. */
export function refuse(context: Context, line: string, exit: ExitCode): Ended {
  context.say(`tenderbell: ${line}`);
  return { exit };
}

/** Configuration, lock and database, in this order; `lock` is the verb's name where it must be the only one (docs/operations.md). */
export async function openGround(
  context: Context,
  options: { readonly lock?: string; readonly config?: Config; readonly check?: 'full' } = {},
): Promise<Ground | Ended> {
  const loaded = options.config === undefined ? configOf(context) : { config: options.config };
  if ('exit' in loaded) return loaded;
  const { config } = loaded;
  const now = context.clock.now();
  const opened = await openStore(config.database, { now, check: options.check });
  if ('refused' in opened) return refuse(context, opened.refused.message, EXIT.config);
  if (opened.created) context.say(`tenderbell: created the database ${config.database}`);
  const lock = options.lock === undefined ? undefined : takeLock(config.database, options.lock, now);
  if (lock !== undefined && !('release' in lock)) {
    await opened.store.close();
    return 'refused' in lock
      ? refuse(context, lock.refused.message, EXIT.config)
      : refuse(context, heldLine(lock.heldBy), EXIT.later);
  }
  const queryOf = rememberedQueries();
  const telling = {
    config,
    clock: context.clock,
    queryOf,
    messageId: messageIds(config, opened.store.installation),
  };
  return {
    ...telling,
    store: opened.store,
    context,
    instantAudience: createInstantAudience({ queryOf }),
    holdAbove: config.mail.holdAbove,
    tellOperator: operatorTeller(telling),
    close: async () => {
      await opened.store.close();
      lock?.release();
    },
  };
}

/** Subscriptions are matched again for every page; their queries are parsed once. */
function rememberedQueries(): (text: string) => Query {
  const known = new Map<string, Query>();
  return (text) => {
    const held = known.get(text);
    if (held !== undefined) return held;
    const { query } = parseQuery(text);
    known.set(text, query);
    return query;
  };
}

/** RFC 5322 ids from delivery keys: the same for every attempt, and never another database's (docs/adr/0003-outbox-in-the-database.md). */
function messageIds(config: Config, installation: string): (key: string) => string {
  const domain = config.mail.from.address.split('@')[1] ?? 'localhost';
  return (key) => `<${key}.${installation}@${domain}>`;
}

function heldLine({ pid, command, since }: Holder): string {
  return `another process works on this database: ${command} (pid ${pid}, since ${new Date(since).toISOString()}); stop it, or try again later`;
}
