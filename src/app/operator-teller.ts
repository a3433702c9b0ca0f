import type { Transaction } from '../domain/ports.ts';
import type { Address } from '../domain/subscription.ts';
import type { OperatorNote } from '../flows/operator-note.ts';
import { tellOperator } from '../flows/tell-operator.ts';
import type { TellDeps } from '../flows/tellings.ts';
import type { Config } from './config-settle.ts';
import type { Ground } from './ground.ts';
import { slackAddress } from './slack-address.ts';
import { isSlackOn } from './slack-settings.ts';

/** Queues word to whoever runs this, as configured. */
export function operatorTeller(
  ground: TellDeps & Pick<Ground, 'config'>,
): (tx: Transaction, note: OperatorNote) => Promise<void> {
  const to = operatorOf(ground.config);
  return async (tx, note) => await tellOperator(tx, note, to, ground);
}

/** Where whoever runs this hears of trouble; a Slack channel only where there is a token to post with. */
function operatorOf({ operator, slack }: Config): readonly Address[] {
  const { email, slackChannel } = operator;
  const inSlack =
    slackChannel === undefined || !isSlackOn({ slack }) ? undefined : slackAddress(slackChannel);
  return [
    ...(email === undefined ? [] : [{ channel: 'email', email } as const]),
    ...(inSlack === undefined ? [] : [inSlack]),
  ];
}
