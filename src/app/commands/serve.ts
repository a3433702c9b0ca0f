import { z } from 'zod';
import { contactRefusal, portalsNeedingContact } from '../config.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openFace } from '../face.ts';
import { configOf, openGround, refuse, type Ground } from '../ground.ts';
import { enabledPortals, openPortals } from '../portals.ts';
import { readOptions } from '../read-options.ts';
import { searchingApart } from '../searching-apart.ts';
import { work } from '../work.ts';

const Options = z.object({ dryRun: z.boolean().default(false) });

export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const isDry = read.options.dryRun;
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  const anonymous = portalsNeedingContact(loaded.config, enabledPortals(loaded.config));
  if (anonymous.length > 0) return refuse(context, contactRefusal(anonymous), EXIT.config).exit;
  const opened = await openGround(context, { lock: 'serve', config: loaded.config, check: 'full' });
  if ('exit' in opened) return opened.exit;
  const whole = searchingApart(opened);
  const ground = isDry ? withoutSlack(whole) : whole;
  const portals = await openPortals(ground);
  try {
    const face = await openFace(ground, portals);
    if ('exit' in face) return face.exit;
    try {
      await work(ground, portals, { isDry });
      return EXIT.done;
    } finally {
      await face.close();
    }
  } finally {
    await portals.close();
    await ground.close();
  }
}

/** The pages are there, and the bot is not: it would call Slack as soon as it starts. */
function withoutSlack(ground: Ground): Ground {
  const { config } = ground;
  return {
    ...ground,
    config: { ...config, slack: { ...config.slack, botToken: undefined, clientId: undefined } },
  };
}
