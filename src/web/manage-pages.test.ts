import { load } from 'cheerio';
import { expect, it } from 'vitest';
import { newcomer, type Subscription } from '../domain/subscription.ts';
import { managePage } from './manage-pages.tsx';

const subscription: Subscription = {
  id: 3,
  subscriber: newcomer({ channel: 'email', email: 'ann@example.org' }),
  query: 'penetration category:security it:balanced',
  cadence: 'weekly',
  wanted: ['new', 'changes'],
  notify: true,
  minDaysLeft: undefined,
  state: 'active',
  stateAt: 0,
  pausedUntil: undefined,
  reason: undefined,
  watermark: 0,
  createdAt: 0,
  welcomedAt: 0,
};

it('the manage page calls a subscription what its mails call it', () => {
  const { subscriber } = subscription;
  const page = managePage({
    overview: { subscriber, subscriptions: [subscription], endedLately: [], calendars: [] },
    here: '/m/secret',
    address: 'a…@example.org',
    tomorrow: '2026-09-02',
    frameworks: [],
  });

  expect(load(page)('.card .tag').text()).toBe('penetration category:security');
});
