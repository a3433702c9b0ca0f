import { contactRefusal, portalsNeedingContact } from '../config.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openFace } from '../face.ts';
import { configOf, openGround, refuse } from '../ground.ts';
import { enabledPortals, openPortals } from '../portals.ts';
import { work } from '../work.ts';

export async function run(_given: readonly string[], _options: unknown, context: Context): Promise<ExitCode> {
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  const silent = portalsNeedingContact(loaded.config, enabledPortals(loaded.config));
  if (silent.length > 0) return refuse(context, contactRefusal(silent), EXIT.config).exit;
  const ground = await openGround(context, { lock: 'serve', config: loaded.config, check: 'full' });
  if ('exit' in ground) return ground.exit;
  const portals = await openPortals(ground);
  try {
    const face = await openFace(ground, portals);
    if ('exit' in face) return face.exit;
    await work(ground, portals, face);
    return EXIT.done;
  } finally {
    await portals.close();
    await ground.close();
  }
}
