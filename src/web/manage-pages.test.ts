import { load } from 'cheerio';
import { expect, it } from 'vitest';
import { aSubscription } from '../../test/messages.ts';
import { managePage } from './manage-pages.tsx';

const subscription = aSubscription();

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
