import { contactRefusal, portalsNeedingContact } from '../config.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openFace } from '../face.ts';
import { configOf, openGround, refuse } from '../ground.ts';
import { enabledPortals, openPortals } from '../portals.ts';
import { searchingApart } from '../searching-apart.ts';
import { work } from '../work.ts';

export async function run(_given: readonly string[], _options: unknown, context: Context): Promise<ExitCode> {
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  const anonymous = portalsNeedingContact(loaded.config, enabledPortals(loaded.config));
  if (anonymous.length > 0) return refuse(context, contactRefusal(anonymous), EXIT.config).exit;
  const opened = await openGround(context, { lock: 'serve', config: loaded.config, check: 'full' });
  if ('exit' in opened) return opened.exit;
  const ground = searchingApart(opened);
  const portals = await openPortals(ground);
  try {
    const face = await openFace(ground, portals);
    if ('exit' in face) return face.exit;
    try {
      await work(ground, portals);
      return EXIT.done;
    } finally {
      await face.close();
    }
  } finally {
    await portals.close();
    await ground.close();
  }
}
