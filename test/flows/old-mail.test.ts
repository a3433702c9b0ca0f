import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountWorld, type AccountWorld, type Mailed } from '../account-world.ts';
import { deadlineOn } from '../flow-world.ts';

const DAY = 86_400_000;
const LATER = 'mention &#39;forestry&#39;';
const UNNAMED = 'hat this page does not name, because the mail is more than a week old';

let world: AccountWorld;
beforeEach(async () => {
  world = await openAccountWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** A mail about one subscription; some days later its reader has another, too. */
async function mailedThen(days: number): Promise<Mailed> {
  await world.subscribe('penetration');
  const noticeId = '000202-2026';
  world.publish({ noticeId, ocid: 'ocds-h6vhtk-202', deadline: deadlineOn('2026-12-01') });
  await world.collect('find-a-tender');
  const [mail] = await world.mails();
  if (mail === undefined) throw new Error('nothing was told');
  world.clock.advance(days * DAY);
  await world.subscribe('forestry it:any');
  return mail;
}

const states = async () => (await world.subscriptions()).map(([, state]) => state);

describe('the unsubscribe page of an old mail', () => {
  it('names for a week all that its reader has', async () => {
    const { unsubscribe } = await mailedThen(6);

    const { text } = await world.get(unsubscribe);

    expect(text).toContain(LATER);
    expect(text).not.toContain(UNNAMED);
  });

  it('names after a week only what the mail told of, and still ends everything', async () => {
    const { unsubscribe } = await mailedThen(7);

    const page = await world.get(unsubscribe);
    const gone = await world.post(`${unsubscribe}/everything`);
    const ended = await states();
    const undone = await world.post(`${unsubscribe}/undo`);

    expect(page.text).toContain('mention &#39;penetration&#39;');
    expect(page.text).toContain('Unsubscribe from everything');
    expect(gone.text).toContain('Get this again');
    expect(ended).toEqual(['ended', 'ended']);
    expect(undone.text).toContain('You get them again');
    expect(await states()).toEqual(['active', 'active']);
    for (const { text } of [page, gone, undone]) {
      expect(text).toContain(UNNAMED);
      expect(text).not.toContain('forestry');
    }
  });

  it('names nothing else on the goodbye page either, but lets everything end there', async () => {
    const { unsubscribe } = await mailedThen(7);

    const gone = await world.post(unsubscribe);
    const again = await world.get(unsubscribe);

    expect(await states()).toEqual(['ended', 'active']);
    for (const { text } of [gone, again]) {
      expect(text).toContain('What you still have');
      expect(text).toContain('Unsubscribe from everything');
      expect(text).not.toContain('forestry');
    }
  });

  it('of a mail that told of nothing in particular names what there was when it was sent', async () => {
    await mailedThen(0);
    const [first] = await world.store.subscriptions.list();
    const [secret] = await world.store.transaction((tx) =>
      tx.tokens.mint([
        { kind: 'unsubscribe', subscriberId: first?.subscriber.id ?? 0, createdAt: world.clock.now() },
      ]),
    );
    const unsubscribe = `/u/${secret ?? ''}`;
    world.clock.advance(DAY);
    await world.subscribe('welding it:any');
    world.clock.advance(7 * DAY);

    const { text } = await world.get(unsubscribe);
    await world.post(unsubscribe);

    expect(text).toContain('forestry');
    expect(text).not.toContain('welding');
    expect(await states()).toEqual(['ended', 'ended', 'ended']);
  });
});
