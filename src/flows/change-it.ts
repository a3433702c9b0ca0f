import type { Subscription } from '../domain/subscription.ts';

/** How its subscriber changes or ends a subscription, behind other words. `slackCommand`: what people type there. */
export function howToChange(
  { subscriber }: Pick<Subscription, 'subscriber'>,
  slackCommand: string | undefined,
): string {
  if (subscriber.address.channel === 'email') return 'change or end it by the link at the foot of this mail';
  return slackCommand === undefined
    ? 'ask whoever runs this to change or end it'
    : `type \`${slackCommand} alerts\` to change or end it`;
}
