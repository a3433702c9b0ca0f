import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { editSubscription, pauseSubscription } from '../../src/flows/edit-subscription.ts';
import { follow } from '../../src/flows/follow.ts';
import { mute } from '../../src/flows/mute.ts';
import { remindMe } from '../../src/flows/remind-me.ts';
import { renderMail } from '../../src/present/mail.tsx';
import { renderSlack } from '../../src/present/slack-blocks.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

const DAY = 86_400_000;
const EAGER = { wanted: ['new', 'changes', 'closing'] } as const;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

const publish = (with_: Partial<Notice> = {}): void => world.publish(with_);
const run = async (): Promise<void> => {
  await world.collect('find-a-tender');
  await world.dispatch();
  world.clock.advance(60_000);
};
const remindOn = async (day: string): Promise<number> => {
  world.clock.set(`${day}T07:00:00Z`);
  const queued = await world.remind();
  await world.dispatch();
  return queued;
};

describe('a reminder', () => {
  it('comes once, three days before the deadline of what was told', async () => {
    await world.subscribe('penetration', EAGER);
    await world.subscribe('penetration', { email: 'bob@example.org' });
    publish();
    await run();

    expect(await remindOn('2026-09-26')).toBe(0);
    expect(await remindOn('2026-09-27')).toBe(1);
    expect(await world.remind()).toBe(0);
    expect(await remindOn('2026-09-28')).toBe(0);

    const last = world.channels.email.sent.at(-1);
    expect(world.kinds()).toEqual([['new'], ['new'], ['closing']]);
    expect(last).toMatchObject({
      to: { email: 'ann@example.org' },
      message: { kind: 'alert', thread: String(world.channels.email.sent[0]?.message.messageId) },
    });
  });

  it('says in how many days and when, in mail and in Slack', async () => {
    await world.subscribe('penetration', EAGER);
    publish();
    await run();
    await remindOn('2026-09-28');
    const message = world.channels.email.sent.at(-1)?.message;
    if (message === undefined) throw new Error('nothing was sent');

    const mail = renderMail(message, { name: undefined, postal: undefined, email: undefined });

    const words = /Closes in 2 days, Wed 30 Sept? 2026, 12:00/;
    expect(mail.subject).toMatch(/^Closes 30 Sept: Penetration testing.*Ashcombe Borough Co/);
    expect(mail.html).toMatch(words);
    expect(mail.text).toMatch(words);
    expect(renderSlack(message).text).toMatch(words);
    expect(JSON.stringify(renderSlack(message).blocks)).toMatch(words);
  });

  it('comes again for a deadline that moved, and not before its day', async () => {
    await world.subscribe('penetration', EAGER);
    publish();
    await run();
    await remindOn('2026-09-28');
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-14') });
    await run();

    expect(await remindOn('2026-10-01')).toBe(0);
    expect(await remindOn('2026-10-12')).toBe(1);
    expect(world.kinds()).toEqual([['new'], ['closing'], ['changed'], ['closing']]);
  });

  it('comes on the day that each subscription asks for, once for each deadline', async () => {
    await world.subscribe('penetration', EAGER);
    await world.subscribe('penetration', { ...EAGER, email: 'bob@example.org' });
    await editSubscription(1, { remindDays: 14 }, world.deps);
    publish();
    await run();
    const reminded = (): readonly (string | undefined)[] =>
      world.channels.email.sent
        .filter(({ message }) => message.items[0]?.kind === 'closing')
        .map(({ to }) => (to.channel === 'email' ? to.email : undefined));

    expect(await remindOn('2026-09-15')).toBe(0);
    expect(await remindOn('2026-09-16')).toBe(1);
    expect(reminded()).toEqual(['ann@example.org']);
    expect(await remindOn('2026-09-27')).toBe(1);
    expect(reminded()).toEqual(['ann@example.org', 'bob@example.org']);
    expect(await remindOn('2026-09-28')).toBe(0);
  });

  it('that somebody asked for comes on its day, also where much was said the day before', async () => {
    await world.subscribe('penetration', EAGER);
    await editSubscription(1, { remindDays: 5 }, world.deps);
    publish({ deadline: deadlineOn('2026-09-10') });
    world.clock.set('2026-09-04T18:00:00Z');
    await run();
    expect(await remindOn('2026-09-05')).toBe(1);
    expect(world.kinds().at(-1)).toEqual(['closing']);
  });

  it('of one procurement moves along with its deadline', async () => {
    publish();
    await run();
    const wish = {
      address: { channel: 'email', email: 'ann@example.org' },
      procurementId: 1,
      days: 7,
      maker: undefined,
      consent: { by: 'subscriber', words: 'Remind me.', form: 'test' },
    } as const;
    const set = await remindMe(wish, world);
    expect(set).toMatchObject({ on: Date.parse('2026-09-23T12:00:00Z') });
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-14') });
    await run();

    expect(await remindOn('2026-09-23')).toBe(0);
    expect(await remindOn('2026-10-06')).toBe(0);
    expect(await remindOn('2026-10-07')).toBe(1);
    expect(world.kinds()).toEqual([['closing']]);
    expect(await remindMe(wish, world)).toEqual({ refused: 'it closes in 7 days. Choose fewer days' });
    world.clock.set('2026-10-14T12:00:00Z');
    expect(await remindMe(wish, world)).toEqual({ refused: 'it is closed' });
  });

  it('of what states no deadline is refused, and following offered instead', async () => {
    publish({ deadline: undefined });
    await run();
    const set = await remindMe(
      {
        address: { channel: 'email', email: 'ann@example.org' },
        procurementId: 1,
        days: 3,
        maker: undefined,
        consent: { by: 'subscriber', words: 'Remind me.', form: 'test' },
      },
      world,
    );
    expect(set).toEqual({
      refused: 'it states no deadline. Follow it instead, and you hear when one is set',
    });
  });

  it('is not of what was never told, nor of what was told a few hours ago', async () => {
    publish();
    await run();
    await world.subscribe('penetration', EAGER);
    publish({
      noticeId: '000105-2026',
      ocid: 'ocds-h6vhtk-0a0005',
      title: 'Penetration tests at once',
      deadline: deadlineOn('2026-09-03'),
    });
    await world.collect('find-a-tender');
    await world.dispatch();
    const offered = world.told()[0]?.map(([kind]) => kind);

    expect(await world.remind()).toBe(0);
    world.clock.advance(DAY);
    expect(await world.remind()).toBe(1);
    expect(offered).toEqual(['new', 'offered']);
    await world.dispatch();
    expect(world.told()[1]).toEqual([['closing', 'Penetration tests at once']]);
  });

  it('gathers what closes for one subscriber into one message', async () => {
    await world.subscribe('penetration', { ...EAGER, cadence: 'weekly' });
    publish();
    publish({ noticeId: '000106-2026', ocid: 'ocds-h6vhtk-0a0006', title: 'Penetration tests for schools' });
    await world.collect('find-a-tender');
    await world.digest();
    await world.dispatch();

    expect(await remindOn('2026-09-28')).toBe(1);
    expect(world.sizes()).toEqual([
      ['digest', 2],
      ['summary', 2],
    ]);
  });

  it('comes although the query asks for more time than is left', async () => {
    await world.subscribe('penetration closing:>7d', { ...EAGER, minDaysLeft: 7 });
    publish();
    await run();

    expect(await remindOn('2026-09-28')).toBe(1);
  });

  it.each([
    [
      'muted',
      async () =>
        void (await mute(
          { channel: 'email', email: 'ann@example.org' },
          { kind: 'term', term: 'housing' },
          world,
        )),
    ],
    ['asked for no more', async () => void (await editSubscription(1, { query: 'phones' }, world.deps))],
    ['not to be reminded of', async () => void (await editSubscription(1, { wanted: ['new'] }, world.deps))],
    ['only kept', async () => void (await editSubscription(1, { notify: false }, world.deps))],
    ['paused', async () => void (await pauseSubscription(1, undefined, world))],
  ])('is not of what is %s', async (_, change) => {
    await world.subscribe('penetration', EAGER);
    publish();
    await run();
    await change();

    expect(await remindOn('2026-09-28')).toBe(0);
  });

  it('that waits says what has happened meanwhile instead', async () => {
    await world.subscribe('penetration', EAGER);
    publish();
    await run();
    world.clock.set('2026-09-28T07:00:00Z');
    await world.remind();
    publish({ noticeId: '000109-2026', stage: 'closed', outcome: 'cancelled', form: 'UK12' });
    await run();

    expect(world.kinds()).toEqual([['new'], ['cancelled']]);
  });

  it('that waits is not sent after the deadline', async () => {
    await world.subscribe('penetration', EAGER);
    publish();
    await run();
    world.clock.set('2026-09-30T07:00:00Z');
    expect(await world.remind()).toBe(1);
    world.clock.set('2026-09-30T11:00:01Z');
    await world.dispatch();

    expect(world.kinds()).toEqual([['new']]);
  });

  it('is of what is followed, where the follower wants it', async () => {
    publish();
    await run();
    const [found] = await world.search('penetration');
    const who = { address: { channel: 'email', email: 'ann@example.org' }, cadence: 'instant' } as const;
    await follow(who, { kind: 'procurement', procurementId: found?.id ?? 0 }, world);
    await editSubscription(1, { wanted: ['changes', 'awards', 'closing'] }, world.deps);

    expect(await remindOn('2026-09-28')).toBe(1);
    expect(world.kinds()).toEqual([['closing']]);
  });
});

describe('a nudge', () => {
  it('comes once after sixty quiet days, and again after sixty more', async () => {
    await world.subscribe('penetration region:wales');
    const begun = world.clock.now();

    world.clock.set(begun + 60 * DAY - 1);
    expect(await world.nudge()).toBe(0);
    world.clock.set(begun + 60 * DAY);
    expect(await world.nudge()).toBe(1);
    expect(await world.nudge()).toBe(0);
    await world.dispatch();
    world.clock.set(begun + 119 * DAY);
    expect(await world.nudge()).toBe(0);
    world.clock.set(begun + 120 * DAY);
    expect(await world.nudge()).toBe(1);

    expect(world.channels.email.sent.map(({ message }) => [message.kind, message.items.length])).toEqual([
      ['nudge', 0],
    ]);
  });

  it('says what is looked for, since when it is quiet, and how to change it', async () => {
    await world.subscribe('penetration region:wales');
    world.clock.advance(61 * DAY);
    await world.nudge();
    await world.dispatch();
    const message = world.channels.email.sent[0]?.message;
    if (message === undefined) throw new Error('nothing was sent');

    const mail = renderMail(message, { name: undefined, postal: undefined, email: undefined });

    expect(mail.subject).toMatch(/^Nothing new since Tue 1 Sept? 2026: IT procurements in Wales or/);
    expect(mail.text).toMatch(
      /Your subscription to IT procurements in Wales .* has had nothing to tell you since Tue 1 Sept? 2026\./,
    );
    expect(mail.text).toContain("that mention 'penetration'");
    expect(mail.text).toContain('You need do nothing to keep it');
    expect(mail.text).toContain('change or end it by the link at the foot of this mail');
    // Whoever reads mail has no command line, and wrote no canonical query.
    expect(`${mail.subject}${mail.text}`).not.toMatch(/`|it:balanced|--[a-z]/);
    expect(JSON.stringify(renderSlack(message).blocks)).toContain('nothing to tell you since');
  });

  it('is not of what told something, waits to tell it, changed lately, rests or is only kept', async () => {
    await world.subscribe('penetration');
    await world.subscribe('phones', { email: 'bob@example.org' });
    await world.subscribe('phones', { email: 'cat@example.org' });
    await world.subscribe('phones', { email: 'dan@example.org', notify: false });
    await pauseSubscription(3, undefined, world);
    world.clock.advance(40 * DAY);
    publish({ deadline: deadlineOn('2026-12-01') });
    await run();
    await editSubscription(2, { query: 'mobile phones' }, world.deps);
    world.clock.advance(30 * DAY);

    expect(await world.nudge()).toBe(0);
    world.clock.advance(31 * DAY);
    expect(await world.nudge()).toBe(2);
  });

  it('is not of what is followed by name', async () => {
    await world.subscribe('supplier:Northgate');
    world.clock.advance(61 * DAY);

    expect(await world.nudge()).toBe(0);
  });

  it('is not of one whose matches another subscription of the same subscriber tells first', async () => {
    await world.subscribe('penetration');
    await world.subscribe('penetration testing', { cadence: 'weekly' });
    for (let week = 0; week < 9; week += 1) {
      publish({
        noticeId: `00021${week}-2026`,
        ocid: `ocds-h6vhtk-0a011${week}`,
        title: `Penetration testing of the ${'abcdefghi'[week] ?? ''} house`,
        description: `Tests ${week}`,
        deadline: undefined,
        published: world.clock.now() - 60_000,
      });
      await run();
      await world.digest();
      await world.dispatch();
      world.clock.advance(7 * DAY);
    }

    expect(await world.nudge()).toBe(0);
  });

  it('comes to the others where one query cannot be read', async () => {
    await world.subscribe('penetration region:wales');
    await world.subscribe('phones', { email: 'bob@example.org' });
    world.clock.advance(61 * DAY);
    world.breakQuery('penetration region:wales');

    await expect(world.nudge()).rejects.toThrow('1 nudges failed');
    world.breakQuery(undefined);
    await world.dispatch();

    expect(world.channels.email.sent.map(({ to }) => to)).toMatchObject([{ email: 'bob@example.org' }]);
  });

  it('is not sent where the subscription has ended meanwhile', async () => {
    const done = await world.subscribe('penetration');
    world.clock.advance(61 * DAY);
    await world.nudge();
    await world.end(done);
    await world.dispatch();

    expect(world.channels.email.sent).toEqual([]);
  });
});

describe('A reminder', () => {
  it('reaches everybody else where one query stumbles', async () => {
    await world.subscribe('penetration', EAGER);
    await world.subscribe('housing', { ...EAGER, email: 'bob@example.org' });
    publish({ deadline: deadlineOn('2026-09-05') });
    await run();
    world.clock.advance(2 * DAY);
    world.breakQuery('penetration');

    await expect(world.remind()).rejects.toThrow('1 reminders failed');
    world.breakQuery(undefined);
    await world.dispatch();
    expect(world.channels.email.sent.slice(2).map(({ to }) => to)).toEqual([
      { channel: 'email', email: 'bob@example.org' },
    ]);
  });
});
