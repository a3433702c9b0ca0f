import { existsSync } from 'node:fs';
import { z } from 'zod';
import { PORTAL_NAMES } from '../../domain/portal.ts';
import { DEFAULT_URLS } from '../../portals/index.ts';
import { openStore } from '../../store/index.ts';
import { contactRefusal, portalsNeedingContact } from '../config.ts';
import type { Config } from '../config-settle.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { configOf } from '../ground.ts';
import { loadTaxonomy } from '../load-taxonomy.ts';
import { enabledPortals } from '../portals.ts';
import { probeHost } from '../probe-host.ts';
import { readOptions } from '../read-options.ts';

const Options = z.object({ offline: z.boolean().default(false), json: z.boolean().default(false) });

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Looks at everything tenderbell stands on and changes nothing: it creates no database and sends no message. */
export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  const { config } = loaded;
  const checks = [
    { name: 'configuration', ok: true, detail: config.file ?? 'embedded defaults' },
    taxonomyCheck(),
    await databaseCheck(config, context),
    contactCheck(config),
    ...(read.options.offline ? [] : await networkChecks(config)),
  ];
  if (read.options.json) context.out(JSON.stringify({ ok: checks.every((check) => check.ok), checks }));
  else for (const { name, ok, detail } of checks) context.out(`${ok ? 'ok  ' : 'BAD '} ${name}: ${detail}`);
  return checks.every((check) => check.ok) ? EXIT.done : EXIT.failedCheck;
}

function taxonomyCheck(): Check {
  const { categories } = loadTaxonomy();
  return { name: 'taxonomy', ok: categories.length > 0, detail: `${categories.length} categories` };
}

async function databaseCheck({ database }: Config, context: Context): Promise<Check> {
  const name = 'database';
  if (!existsSync(database))
    return { name, ok: true, detail: `${database} does not exist yet; the first run creates it` };
  const opened = await openStore(database, { now: context.clock.now(), check: 'full' });
  if ('refused' in opened) return { name, ok: false, detail: opened.refused.message };
  const events = await opened.store.events.latest();
  await opened.store.close();
  return { name, ok: true, detail: `${database} is whole; ${events} events` };
}

function contactCheck(config: Config): Check {
  const needing = portalsNeedingContact(config, enabledPortals(config));
  return needing.length === 0
    ? { name: 'contact', ok: true, detail: config.contact ?? 'not needed: no live portal is enabled' }
    : // Not an illness: everything but reading live portals works without it.
      { name: 'contact', ok: true, detail: contactRefusal(needing) };
}

/** One connection each, nothing sent: portals are not asked for a page, and no mail server for a login. */
async function networkChecks(config: Config): Promise<readonly Check[]> {
  const portals = enabledPortals(config).map((id) => ({
    name: PORTAL_NAMES[id],
    url: config.portals[id].url ?? DEFAULT_URLS[id],
  }));
  const mail = config.mail.url === undefined ? [] : [{ name: 'mail server', url: config.mail.url }];
  const slack =
    config.slack.botToken === undefined
      ? []
      : [{ name: 'Slack', url: config.slack.apiUrl ?? 'https://slack.com' }];
  return await Promise.all(
    [...portals, ...mail, ...slack].map(async ({ name, url }) => {
      const fault = await probeHost(url);
      return { name, ok: fault === undefined, detail: fault ?? `${new URL(url).host} answers` };
    }),
  );
}
