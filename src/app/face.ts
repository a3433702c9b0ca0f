import { createProbes } from '../web/probes.ts';
import { startServer } from '../web/server.ts';
import { createWeb } from '../web/web.ts';
import { accountPages } from './account-pages.ts';
import { EXIT } from './exit-codes.ts';
import { refuse, type Ended, type Ground } from './ground.ts';
import { mailPages } from './mail-pages.ts';
import type { OpenPortals } from './portals.ts';
import { installPages, openBot } from './slack-face.ts';

/** What the world can ask: the pages, and the bot. */
export interface Face {
  /** Where it listens. */
  readonly url: string;
  /** Accepts nothing more, and lets what is being answered finish. */
  readonly close: () => Promise<void>;
}

/** Listens, with `/slack/events` answered by the bot where there is one. A port in use is said in one line. */
export async function openFace(ground: Ground, { portals }: OpenPortals): Promise<Face | Ended> {
  const { config, context, store } = ground;
  const bot = openBot(ground);
  const web = createWeb({
    probes: createProbes({
      store,
      clock: context.clock,
      portals: portals.map((portal) => portal.id),
      slack: bot === undefined ? undefined : () => bot.state(),
      stopping: () => context.signal.aborted,
    }),
    log: context.log,
    slackCommand: bot === undefined ? undefined : config.slack.command,
    publicUrl: config.publicUrl,
    ...accountPages(ground),
    more: mailPages(ground),
  });
  const server = await startServer({
    ...config.web,
    web,
    slackListener: bot?.listener,
    listeners: installPages(ground),
  });
  if ('refused' in server) return refuse(context, server.refused, EXIT.config);
  context.say(`tenderbell: listening on ${server.url}`);
  void bot?.start();
  return {
    url: server.url,
    close: async () => {
      await Promise.all([server.close(), bot?.stop()]);
    },
  };
}
