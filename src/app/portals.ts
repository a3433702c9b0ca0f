import { createGate, createHttp } from '../base/http.ts';
import type { PortalId } from '../domain/portal.ts';
import type { Portal } from '../domain/ports.ts';
import {
  BUILT_PORTALS,
  DEFAULT_URLS,
  HTTP_LIMITS,
  createPortal,
  type BuiltPortal,
  type PortalDeps,
} from '../portals/index.ts';
import { pemText } from './certificates/pem-file.ts';
import type { Config } from './config-settle.ts';
import type { Ground } from './ground.ts';

export interface OpenPortals {
  readonly portals: readonly Portal[];
  readonly close: () => Promise<void>;
}

/** Those that are built and switched on. */
export function enabledPortals(config: Config): readonly BuiltPortal[] {
  return BUILT_PORTALS.filter((id) => config.portals[id].enabled);
}

export function isBuilt(portal: PortalId): portal is BuiltPortal {
  return (BUILT_PORTALS as readonly PortalId[]).includes(portal);
}

/** These portals (else all that are enabled), each with an HTTP client that remembers its pauses. */
export async function openPortals(
  ground: Ground,
  asked: readonly BuiltPortal[] = enabledPortals(ground.config),
): Promise<OpenPortals> {
  const { config, context, store } = ground;
  const version = context.version;
  const memory = store.hosts;
  const gate = createGate({ clock: context.clock, memory });
  await noteHosts(ground, asked);
  const opened = asked.map((id) => {
    const { url, spacingSeconds, extraCa } = config.portals[id];
    const http = createHttp({
      clock: context.clock,
      log: context.log,
      memory,
      gate,
      userAgent: userAgent(config, version),
      extraCa: () => pemText(extraCa.path),
      limits: HTTP_LIMITS[id],
      random: Math.random,
    });
    const portal = createPortal(id, {
      http,
      clock: context.clock,
      log: context.log,
      url: url ?? DEFAULT_URLS[id],
      spacingMs: spacingSeconds * 1000,
      site: siteOf(config),
    });
    return { http, portal };
  });
  return {
    portals: opened.map((one) => one.portal),
    close: async () => {
      await Promise.all(opened.map((one) => one.http.close()));
    },
  };
}

/** Pauses are the host's, also where two portals are reached through one: `status` looks them up by this. */
async function noteHosts({ config, store }: Ground, asked: readonly BuiltPortal[]): Promise<void> {
  const hosts = asked.map((id) => ({ id, host: new URL(config.portals[id].url ?? DEFAULT_URLS[id]).host }));
  await store.transaction(async (tx) => {
    for (const { id, host } of hosts) await tx.portals.note(id, { host });
  });
}

/** Whether and when web pages are read beside releases. */
function siteOf({ portals }: Config): PortalDeps['site'] {
  const { readSite, siteAfterHours } = portals['contracts-finder'];
  return { enabled: readSite, afterMs: siteAfterHours * 3_600_000 };
}

/** Says honestly who calls and how to reach them. */
function userAgent(config: Config, version: string): string {
  return `tenderbell/${version} (${config.contact === undefined ? 'no contact' : `+${config.contact}`})`;
}
