import { existsSync } from 'node:fs';
import { z } from 'zod';
import { PORTAL_NAMES } from '../../domain/portal.ts';
import { BUILT_PORTALS, DEFAULT_URLS, type BuiltPortal } from '../../portals/index.ts';
import { openStore } from '../../store/index.ts';
import { fetchIntermediates } from '../certificates/fetch-intermediates.ts';
import type { Check } from '../check.ts';
import { contactRefusal, portalsNeedingContact } from '../config.ts';
import type { Config } from '../config-settle.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { configOf, refuse } from '../ground.ts';
import { loadTaxonomy } from '../load-taxonomy.ts';
import { mailChecks } from '../mail-checks.ts';
import { enabledPortals } from '../portals.ts';
import { probeHost, probePortal } from '../probe-host.ts';
import { readOptions } from '../read-options.ts';
import { slackChecks } from '../slack-checks.ts';
import { isSlackOn } from '../slack-settings.ts';
import { openTxtLookup } from '../txt-lookup.ts';

const Options = z.object({
  offline: z.boolean().default(false),
  fetchIntermediates: z.boolean().default(false),
  json: z.boolean().default(false),
});

/**
 * Looks at everything tenderbell stands on and changes nothing: it creates no database and sends no message. With
 * `--fetch-intermediates` it looks at the portals' certificates alone, and keeps those that a server forgets to send.
 */
export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const { offline, json, fetchIntermediates: fetches } = read.options;
  const wrong = wrongUse(given, read.options);
  if (wrong !== undefined) return refuse(context, wrong, EXIT.usage).exit;
  const loaded = configOf(context, { lacksCertificates: fetches });
  if ('exit' in loaded) return loaded.exit;
  const { config } = loaded;
  const named = BUILT_PORTALS.filter((id) => given.includes(id));
  const checks = fetches
    ? await certificateChecks(config, named.length === 0 ? enabledPortals(config) : named, context)
    : await allChecks(config, offline, context);
  const ok = checks.every((check) => check.ok);
  if (json) context.out(JSON.stringify({ ok, checks }));
  else
    for (const check of checks) context.out(`${check.ok ? 'ok  ' : 'BAD '} ${check.name}: ${check.detail}`);
  return ok ? EXIT.done : EXIT.failedCheck;
}

function wrongUse(given: readonly string[], options: z.output<typeof Options>): string | undefined {
  if (options.offline && options.fetchIntermediates)
    return '--offline and --fetch-intermediates exclude each other';
  if (given.length > 0 && !options.fetchIntermediates)
    return 'doctor takes portals only with --fetch-intermediates';
  const built: readonly string[] = BUILT_PORTALS;
  const unknown = given.find((name) => !built.includes(name));
  return unknown === undefined
    ? undefined
    : `'${unknown}' is not a portal; they are ${BUILT_PORTALS.join(', ')}`;
}

async function allChecks(config: Config, offline: boolean, context: Context): Promise<readonly Check[]> {
  return [
    { name: 'configuration', ok: true, detail: config.file ?? 'embedded defaults' },
    taxonomyCheck(),
    await databaseCheck(config, context),
    contactCheck(config),
    ...(await mailChecks(config, offline ? undefined : openTxtLookup())),
    ...(offline ? [] : await networkChecks(config)),
    ...(await slackChecks(config, offline, context)),
  ];
}

/** One portal after the other: they may share a file. */
async function certificateChecks(
  config: Config,
  portals: readonly BuiltPortal[],
  { clock, signal }: Context,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const id of portals) {
    const { url = DEFAULT_URLS[id], extraCa } = config.portals[id];
    const fetched = await fetchIntermediates({ url, path: extraCa.path, now: clock.now(), signal });
    checks.push({ name: PORTAL_NAMES[id], ...fetched });
  }
  return checks;
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
  const portals = enabledPortals(config).map(async (id) => {
    const { url = DEFAULT_URLS[id], extraCa } = config.portals[id];
    return checkOf(PORTAL_NAMES[id], url, await probePortal(url, extraCa.path));
  });
  const mail = config.mail.url === undefined ? [] : [{ name: 'mail server', url: config.mail.url }];
  const slack = isSlackOn(config) ? [{ name: 'Slack', url: config.slack.apiUrl ?? 'https://slack.com' }] : [];
  const others = [...mail, ...slack].map(async ({ name, url }) => checkOf(name, url, await probeHost(url)));
  return await Promise.all([...portals, ...others]);
}

function checkOf(name: string, url: string, fault: string | undefined): Check {
  return { name, ok: fault === undefined, detail: fault ?? `${new URL(url).host} answers` };
}
