import type { Subscription } from '../domain/subscription.ts';

/** How its subscriber changes or ends a subscription, behind other words; Slack has no page for it. */
export function howToChange({ subscriber }: Pick<Subscription, 'subscriber'>): string {
  return subscriber.address.channel === 'email'
    ? 'change or end it by the link at the foot of this mail'
    : 'ask whoever runs this to change or end it';
}
