import { changeManaged } from '../flows/change-managed.ts';
import { confirm, lookAt } from '../flows/confirm.ts';
import { foresee } from '../flows/foresee.ts';
import { askToJoin } from '../flows/join.ts';
import { leave, undoLeaving, whatEnds } from '../flows/leave.ts';
import { askForLink, openDoor } from '../flows/manage.ts';
import { parseEmail } from '../notify/email/parse-address.ts';
import type { WebOptions } from '../web/web.ts';
import type { Ground } from './ground.ts';
import { loadFrameworks } from './load-frameworks.ts';

/** What people call whoever runs this, where the configuration gives no name. */
const NAMELESS = 'this tenderbell';

/** The pages by which people join, leave and change what they are sent. */
export function accountPages(ground: Ground): Pick<WebOptions, 'join' | 'leaving' | 'managing'> {
  const { config, clock } = ground;
  const frameworks = loadFrameworks();
  const managed = { ...ground, frameworks };
  const now = () => clock.now();
  return {
    join: {
      operator: config.operator.name ?? NAMELESS,
      proxies: config.web.proxies,
      joining: {
        parseEmail,
        foresee: async (wish) => await foresee(wish, ground),
        ask: async (wish) => await askToJoin(wish, ground),
        lookAt: async (secret) => await lookAt(secret, ground),
        confirm: async (secret) => await confirm(secret, ground),
        now,
      },
    },
    leaving: {
      whatEnds: async (secret) => await whatEnds(secret, ground),
      leave: async (secret, which) => await leave(secret, which, ground),
      undo: async (secret, subscriptionId) => await undoLeaving(secret, subscriptionId, ground),
    },
    managing: {
      openDoor: async (secret) => await openDoor(secret, managed),
      change: async (secret, change) => await changeManaged(secret, change, managed),
      askForLink: async (secret) => await askForLink(secret, managed),
      url: (path) => `${config.publicUrl}${path}`,
      now,
      frameworks: frameworks.map(({ name }) => name),
    },
  };
}
