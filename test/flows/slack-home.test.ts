import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Address } from '../../src/domain/subscription.ts';
import { subscribe } from '../../src/flows/subscribe.ts';
import { aNotice } from '../builders.ts';
import { deadlineOn } from '../flow-world.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { wordsOf } from '../slack-words.ts';

const [SAM, ALEX] = ['U01SAM0000', 'U02ALEX000'];
const [TENDERS, PARTNERS, BID_TEAM] = ['C01TENDERS', 'C06PARTNERS', 'C05BIDTEAM'];

let world: BotWorld;

beforeEach(async () => {
  world = await openBotWorld();
});

afterEach(async () => {
  await world.close();
});

async function alertIn(id: string, query = 'penetration', maker = SAM): Promise<number> {
  const address: Address = { channel: 'slack', team: 'home', id };
  const wish = { address, query, cadence: 'instant', wanted: ['new', 'changes'], maker } as const;
  const { subscription } = await subscribe(wish, world);
  return subscription?.id ?? 0;
}

async function openHome(user = SAM): Promise<string> {
  const before = world.slack.home(user)?.hash;
  await world.slack.openHome(user);
  await vi.waitFor(() => expect(world.slack.home(user)?.hash).not.toBe(before), { timeout: 3_000 });
  return home(user);
}

const home = (user = SAM): string => wordsOf(world.slack.home(user)?.view);

async function publish(...notices: readonly Parameters<typeof aNotice>[0][]): Promise<void> {
  await world.collect('find-a-tender');
  world.portals['find-a-tender'].publish(
    ...notices.map((notice, n) =>
      aNotice({
        noticeId: `00020${n}-2026`,
        ocid: `ocds-h6vhtk-0b000${n}`,
        published: world.clock.now(),
        ...notice,
      }),
    ),
  );
  world.clock.advance(3_600_000);
  await world.collect('find-a-tender');
  world.clock.advance(3_600_000);
}

describe('the App Home', () => {
  it('tells a newcomer how to begin', async () => {
    const words = await openHome();
    expect(words).toContain('Welcome');
    expect(words).toContain('type /tenders penetration testing in any channel');
    expect(words).toContain('Make an alert');
  });

  it('shows my alerts and those of my channels, and of no other', async () => {
    await alertIn(SAM, 'cyber region:wales');
    await alertIn(TENDERS, 'penetration', ALEX);
    await alertIn(ALEX, 'archaeology');
    world.slack.setChannel({
      ...world.slack.channels().find((one) => one.id === PARTNERS)!,
      members: [ALEX],
    });
    await alertIn(PARTNERS, 'geology', ALEX);
    const words = await openHome();
    expect(words).toMatch(/Your alerts[^]*in Wales[^]*Alerts of <#C01TENDERS>[^]*'penetration'/);
    expect(words).not.toContain('archaeology');
    expect(words).not.toContain('geology');
    expect(words).not.toContain('Welcome');
  });

  it('shows those that I made where Slack does not say where I am', async () => {
    await alertIn(TENDERS);
    await alertIn(PARTNERS, 'geology', ALEX);
    world.slack.faults([{ kind: 'error', method: 'users.conversations', error: 'internal_error' }]);
    const words = await openHome();
    expect(words).toContain('Alerts of <#C01TENDERS>');
    expect(words).not.toContain('geology');
  });

  it('asks nothing for which it has no permission: the refusal would count against the whole workspace', async () => {
    await alertIn(TENDERS);
    const installed = await world.store.installations.of('home');
    if (installed === undefined) throw new Error('the bot asked Slack who it is when it started');
    await world.store.transaction((tx) =>
      tx.installations.keep({ ...installed, scopes: ['commands', 'chat:write', 'channels:read'] }),
    );
    expect(await openHome()).toContain('Alerts of <#C01TENDERS>');
    expect(world.slack.calls().map(({ method }) => method)).not.toContain('users.conversations');
  });

  it('shows the next deadlines, how fresh each portal is, and the last week in numbers', async () => {
    await alertIn(TENDERS);
    await publish(
      { title: 'Penetration testing of the quay', deadline: deadlineOn('2026-09-20') },
      { title: 'Penetration testing of the mill', deadline: deadlineOn('2026-09-12') },
      { title: 'Archaeology of the mill', description: 'Trenches.', cpv: [] },
    );
    await world.send();
    const words = await openHome();
    expect(words).toMatch(
      /Next deadlines[^]*of the mill[^]*Sat 12 Sept 2026, 12:00 \(11 days left\)[^]*of the quay/,
    );
    expect(words).not.toContain('Archaeology');
    expect(words).toMatch(
      /You and your channels were told of \*2\* procurements \(new 2\)\.[^]*I read \*3\* notices/,
    );
    expect(words).toContain('Find a Tender: read 1 hour ago');
  });

  it('changes with what is done in it', async () => {
    const id = await alertIn(TENDERS);
    await openHome();
    await world.slack.click({ actionId: 'pause', value: String(id), view: 'home' });
    await vi.waitFor(() => expect(home()).toMatch(/Paused: [^]* · paused by its owner/));
    await world.slack.click({ actionId: 'resume', value: String(id), view: 'home' });
    await vi.waitFor(() => expect(home()).toMatch(/Goes on: [^]* · on · /));
    await world.slack.click({ actionId: 'edit', value: String(id), view: 'home' });
    await world.slack.submit({ values: { query: 'archaeology' } });
    await vi.waitFor(() => expect(home()).toContain("mention 'archaeology'"));
    await world.slack.click({ actionId: 'end', value: String(id), view: 'home' });
    await vi.waitFor(() => expect(home()).toMatch(/Deleted: [^]*Welcome/));
    await world.slack.click({ label: 'Undo', view: 'home' });
    await vi.waitFor(() => expect(home()).toMatch(/It is as it was[^]*Alerts of <#C01TENDERS>/));
  });

  it('stays within what Slack takes, however many alerts there are', async () => {
    for (let n = 0; n < 60; n += 1) await alertIn(n % 2 === 0 ? TENDERS : SAM, `subject${n}`);
    const words = await openHome();
    expect(words).toMatch(/and \d+ more: \/tenders alerts/);
    expect(words).toContain('None has been read yet');
  });

  it('says how to search', async () => {
    await openHome();
    await world.slack.click({ label: 'How to search', view: 'home' });
    await vi.waitFor(() => expect(wordsOf(world.slack.modal()?.view)).toContain('/tenders'));
  });

  it('does not show alerts of a private channel to whoever is not in it', async () => {
    world.slack.setChannel({
      ...world.slack.channels().find((one) => one.id === BID_TEAM)!,
      state: 'member',
      members: [ALEX],
    });
    await alertIn(BID_TEAM, 'secret', ALEX);
    expect(await openHome()).not.toContain('secret');
    expect(await openHome(ALEX)).toContain('secret');
  });
});
