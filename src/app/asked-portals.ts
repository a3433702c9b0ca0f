import { isPortalId, PORTALS, PORTAL_NAMES, type PortalId } from '../domain/portal.ts';
import type { Portal } from '../domain/ports.ts';
import { BUILT_PORTALS, type BuiltPortal } from '../portals/index.ts';
import { contactRefusal, portalsNeedingContact } from './config.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { configOf, openGround, refuse, type Ended, type Ground } from './ground.ts';
import { enabledPortals, isBuilt, openPortals } from './portals.ts';

/** The portals a person names on the command line; all that can be read where they name none. */
function askedPortals(
  given: readonly string[],
  context: Context,
): { readonly portals: readonly BuiltPortal[] } | Ended {
  const unknown = given.find((name) => !isPortalId(name));
  if (unknown !== undefined)
    return refuse(context, `'${unknown}' is not a portal; they are ${PORTALS.join(', ')}`, EXIT.usage);
  const named = given.filter(isPortalId).filter(isBuilt);
  return { portals: named.length === 0 ? BUILT_PORTALS : named };
}

/** Opens the database and these portals for a verb that reads them, does its work, and closes both whatever happens. */
export async function withPortals(
  {
    given,
    lock,
    context,
  }: { readonly given: readonly string[]; readonly lock: string; readonly context: Context },
  work: (ground: Ground, portals: readonly Portal[]) => Promise<ExitCode>,
): Promise<ExitCode> {
  const asked = askedPortals(given, context);
  if ('exit' in asked) return asked.exit;
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  const { config } = loaded;
  const off = given.length === 0 ? undefined : asked.portals.find((id) => !config.portals[id].enabled);
  if (off !== undefined) return refuse(context, switchedOff(off), EXIT.config).exit;
  const ids = enabledPortals(config).filter((id) => asked.portals.includes(id));
  const anonymous = portalsNeedingContact(config, ids);
  if (anonymous.length > 0) return refuse(context, contactRefusal(anonymous), EXIT.config).exit;
  const ground = await openGround(context, { lock, config });
  if ('exit' in ground) return ground.exit;
  const { portals, close } = await openPortals(ground, ids);
  try {
    return await work(ground, portals);
  } finally {
    await close();
    await ground.close();
  }
}

function switchedOff(id: PortalId): string {
  return `${PORTAL_NAMES[id]} is switched off: portals.${id}.enabled is false`;
}
