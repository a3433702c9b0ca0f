import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mute } from '../../src/flows/mute.ts';
import { openWorld, type World } from '../flow-world.ts';
import { openMailWeb } from '../mail-web.ts';

const DAY = 86_400_000;

let world: World;
let web: Hono;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
  web = openMailWeb(world);
});
afterEach(async () => {
  await world.close();
});

/** So many tenders, told in one digest that leaves these out; answers where its rest is shown. */
async function digestOf(count: number, left: (ids: readonly number[]) => readonly number[]): Promise<string> {
  await world.subscribe('penetration', { cadence: 'weekly' });
  for (let n = 1; n <= count; n += 1)
    world.publish({
      noticeId: `${String(n).padStart(6, '0')}-2026`,
      ocid: `ocds-h6vhtk-${n}`,
      title: `Penetration testing number ${n} for Thornbury`,
      buyer: { name: `Council ${n}`, id: undefined },
      reference: `REF-${n}`,
    });
  await world.collect('find-a-tender');
  world.channels.email.answer((message) => ({
    sent: true,
    reference: 'ok',
    left: left(message.items.map(({ procurement }) => procurement.id)),
  }));
  await world.digest();
  await world.dispatch();
  return new URL(world.channels.email.sent.at(-1)?.message.links?.rest ?? '').pathname;
}

const page = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await web.request(path);
  return { status: answer.status, text: await answer.text() };
};
/** The numbers in the titles that a page shows, in order. */
const shown = ({ text }: { readonly text: string }): readonly number[] =>
  Array.from(text.matchAll(/Penetration testing number (\d+) for/g), ([, n]) => Number(n));

describe('the rest of a digest', () => {
  it('is exactly what had no room in it, in its order, with what can be done about each', async () => {
    const rest = await digestOf(5, (ids) => [ids[3] ?? 0, ids[1] ?? 0]);
    const told = world.channels.email.sent[0]?.message.items.map(({ procurement }) => procurement) ?? [];
    const numberOf = (place: number): number =>
      Number(/number (\d+)/.exec(told[place]?.view.title ?? '')?.[1]);

    const { status, text } = await page(rest);

    expect(status).toBe(200);
    expect(shown({ text })).toEqual([numberOf(3), numberOf(1)]);
    expect(text).toContain('The rest of your mail of');
    expect(text).toContain(`href="${rest.replace('/r/', '/a/')}/follow/${told[3]?.id ?? 0}"`);
  });

  it('shows each as it is now', async () => {
    const rest = await digestOf(2, (ids) => ids);
    world.publish({
      noticeId: '000901-2026',
      ocid: 'ocds-h6vhtk-1',
      title: 'Penetration testing number 1 for Thornbury, moved',
      deadline: { at: Date.parse('2026-10-29T12:00:00Z'), day: '2026-10-29', timed: true },
      buyer: { name: 'Council 1', id: undefined },
    });
    await world.collect('find-a-tender');

    expect((await page(rest)).text).toContain('Thu 29 Oct 2026, 12:00');
  });

  it('comes a hundred on a page, each once', async () => {
    const rest = await digestOf(230, (ids) => ids.slice(5));
    const pages = [await page(rest), await page(`${rest}?page=2`), await page(`${rest}?page=3`)];

    expect(pages.map((one) => shown(one).length)).toEqual([100, 100, 25]);
    expect(new Set(pages.flatMap(shown)).size).toBe(225);
    expect(pages[0]?.text).toContain(`href="${rest}?page=2"`);
    expect(pages[2]?.text).not.toContain('rel="next"');
    expect(shown(await page(`${rest}?page=99`))).toEqual(shown(pages[2] ?? { text: '' }));
  }, 60_000);

  it('counts two that became one since as one', async () => {
    const rest = await digestOf(102, (ids) => ids);
    const ids = world.channels.email.sent[0]?.message.items.map(({ procurement }) => procurement.id) ?? [];
    expect((await page(rest)).text).toContain('102 procurements had no room');
    await world.join(ids[0] ?? 0, ids[101] ?? 0);
    await world.join(ids[1] ?? 0, ids[100] ?? 0);
    const { text } = await page(rest);

    expect(text).toContain('100 procurements had no room');
    expect(shown({ text })).toHaveLength(100);
    expect(text).not.toContain('rel="next"');
  }, 60_000);

  it('is the whole message where everything had room', async () => {
    const rest = await digestOf(3, () => []);

    const whole = await page(rest);

    expect(shown(whole).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(whole.text).toContain('What your mail of');
  });

  it('is shown to nobody without its secret, nor after it has expired', async () => {
    const rest = await digestOf(2, (ids) => ids);
    const strange = await page(`/r/${'B'.repeat(43)}`);
    world.clock.advance(91 * DAY);

    expect(strange.status).toBe(404);
    expect(await page(rest)).toEqual(strange);
  });
});

describe('what is open besides what a first message offers', () => {
  const ANN = { channel: 'email', email: 'ann@example.org' } as const;
  const publish = (n: number, with_: Parameters<World['publish']>[0] = {}): void =>
    world.publish({
      noticeId: `${String(n).padStart(6, '0')}-2026`,
      ocid: `ocds-h6vhtk-${n}`,
      title: `Penetration testing number ${n} for Thornbury`,
      buyer: { name: `Council ${n}`, id: undefined },
      reference: `REF-${n}`,
      ...with_,
    });
  /** Somebody subscribes when so many are open, and gets a first digest with one that is new. */
  const first = async (count: number) => {
    for (let n = 1; n <= count; n += 1) publish(n);
    await world.collect('find-a-tender');
    await world.subscribe('penetration', { cadence: 'weekly' });
    world.clock.advance(60_000);
    publish(900);
    await world.collect('find-a-tender');
    await world.digest();
    await world.dispatch();
    const message = world.channels.email.sent.at(-1)?.message;
    return { message, path: `${new URL(message?.links?.rest ?? '').pathname}/open` };
  };

  it('is counted in it, and stands on the page that it leads to, each once and none that was told', async () => {
    const { message, path } = await first(12);
    const told = message?.items.map(({ procurement }) =>
      Number(/number (\d+)/.exec(procurement.view.title)?.[1]),
    );

    const { status, text } = await page(path);

    expect(message?.items.map(({ kind }) => kind).toSorted()).toEqual([
      'new',
      'offered',
      'offered',
      'offered',
      'offered',
      'offered',
    ]);
    expect(message?.openBesides).toBe(7);
    expect(status).toBe(200);
    const all = [...(told ?? []), ...shown({ text })].toSorted((a, b) => a - b);
    expect(all).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 900]);
    // Buttons act on what was told.
    expect(text).not.toContain('/a/');
    expect(text).toContain('See on Find a Tender');
  });

  it('is without what was muted, and what has closed since is not open', async () => {
    for (let n = 1; n <= 8; n += 1) publish(n);
    await world.collect('find-a-tender');
    await world.subscribe('penetration', { cadence: 'weekly' });
    const [muted] = await world.search('"number 1"');
    const mutedOne = { kind: 'procurement', procurementId: muted?.id ?? 0 } as const;
    await mute(ANN, mutedOne, world);
    await mute(ANN, { kind: 'buyer', name: 'Council 2' }, world);
    world.clock.advance(60_000);
    publish(900);
    await world.collect('find-a-tender');
    await world.digest();
    await world.dispatch();
    const message = world.channels.email.sent.at(-1)?.message;
    const path = `${new URL(message?.links?.rest ?? '').pathname}/open`;

    expect(message?.openBesides).toBe(1);
    expect(shown(await page(path))).toHaveLength(1);
    world.clock.advance(40 * DAY);
    expect(shown(await page(path))).toEqual([]);
    expect((await page(path)).text).toContain('Nothing else is open now');
  });

  it('comes a hundred on a page', async () => {
    const { message, path } = await first(130);
    const pages = [await page(path), await page(`${path}?page=2`)];

    expect(message?.openBesides).toBe(125);
    expect(new Set(pages.flatMap(shown)).size).toBe(125);
    expect(pages[0]?.text).toContain(`href="${path}?page=2"`);
  }, 60_000);

  it('is not counted where nothing is offered, and shown to nobody without its secret', async () => {
    const { path } = await first(1);
    publish(901);
    await world.collect('find-a-tender');
    world.clock.advance(DAY);
    await world.digest();
    await world.dispatch();

    expect(world.channels.email.sent.at(-1)?.message.openBesides).toBeUndefined();
    expect((await page(`/r/${'B'.repeat(43)}/open`)).status).toBe(404);
    world.clock.advance(91 * DAY);
    expect((await page(path)).status).toBe(404);
  });
});
