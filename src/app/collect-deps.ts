import type { Address } from '../domain/subscription.ts';
import type { CollectDeps } from '../flows/portal-run.ts';
import { tellOperator } from '../flows/tell-operator.ts';
import { openClassifier } from './classifier.ts';
import type { Config } from './config-settle.ts';
import type { Ground } from './ground.ts';
import { slackAddress } from './slack-address.ts';

/** What reading portals needs. */
export function collectDeps(ground: Ground): CollectDeps {
  const to = operatorOf(ground.config);
  return {
    ...ground,
    classify: openClassifier(),
    log: ground.context.log,
    tellOperator: async (tx, note) => await tellOperator(tx, note, to, ground),
  };
}

/** Where whoever runs this hears of trouble; a Slack channel only where there is a token to post with. */
function operatorOf({ operator, slack }: Config): readonly Address[] {
  const { email, slackChannel } = operator;
  const inSlack =
    slackChannel === undefined || slack.botToken === undefined ? undefined : slackAddress(slackChannel);
  return [
    ...(email === undefined ? [] : [{ channel: 'email', email } as const]),
    ...(inSlack === undefined ? [] : [inSlack]),
  ];
}
