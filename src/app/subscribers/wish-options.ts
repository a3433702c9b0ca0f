import { z } from 'zod';
import { WANTED } from '../../domain/subscription.ts';

/** `new,changes`: what a subscription wants to hear of. */
export const Wants = z
  .string()
  .transform((list) => list.split(',').map((word) => word.trim()))
  .pipe(z.array(z.enum(WANTED, { error: `is a list of ${WANTED.join(', ')}` })))
  .transform((wanted) => [...new Set(wanted)])
  .refine((wanted) => wanted.some((one) => one === 'new' || one === 'awards'), {
    error: 'must name new or awards: changes and reminders are told of what was told before',
  });

export const Notify = z
  .enum(['yes', 'no'], { error: 'must be yes or no' })
  .transform((word) => word === 'yes');

/** More than a year ahead nothing closes. */
const MOST_DAYS = 365;

export const MinDaysLeft = z
  .string()
  .regex(/^\d{1,3}$/, `must be a number of days, 0 to ${MOST_DAYS}; 0 for no limit`)
  .transform(Number)
  .refine((days) => days <= MOST_DAYS, { error: `must be a number of days, 0 to ${MOST_DAYS}` })
  .transform((days) => (days === 0 ? undefined : days));

export const SubscriptionNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be the number of a subscription; `tenderbell subscriptions` shows them')
  .transform(Number);
