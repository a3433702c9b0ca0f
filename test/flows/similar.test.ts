import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { similarTo } from '../../src/flows/similar.ts';
import { openWorld } from '../flow-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** A procurement of its own for each, by the first six digits of its notice. */
async function hold(notices: Readonly<Record<string, Partial<Notice> & { readonly title: string }>>) {
  for (const [number, with_] of Object.entries(notices))
    world.publish({
      noticeId: `${number}-2026`,
      ocid: `ocds-h6vhtk-${number}`,
      description: `${with_.title}.`,
      buyer: { name: `Council ${number}`, id: undefined },
      ...with_,
    });
  await world.collect('find-a-tender');
}

const PENETRATION = {
  '000301': { title: 'Penetration testing of firewalls and mobile apps' },
  '000302': { title: 'Penetration testing of a website' },
  '000303': { title: 'Penetration testing of firewalls for hospitals' },
  '000304': { title: 'Payroll software', cpv: [{ code: '48450000', description: undefined, main: true }] },
};

const found = async (text: string) => {
  const similar = await similarTo(text, world);
  return similar && { ...similar, titles: similar.procurements.map(({ view }) => view.title) };
};

describe('what reads like a text', () => {
  it('has the nearest first, and leaves out what the text named', async () => {
    await hold(PENETRATION);
    const similar = await found('like 000301-2026, please');

    expect(similar?.to?.view.title).toBe(PENETRATION['000301'].title);
    expect(similar?.titles).toEqual([PENETRATION['000303'].title, PENETRATION['000302'].title]);
  });

  it('is of the category of what was named, whatever else says its words', async () => {
    await hold({
      ...PENETRATION,
      '000307': { title: 'Penetration testing of library kiosks' },
      '000308': {
        title: 'Payroll software for library kiosks',
        cpv: [{ code: '48450000', description: undefined, main: true }],
      },
    });
    const similar = await found('000307-2026');

    expect(similar?.query).toContain('category:security');
    expect(similar?.titles).toHaveLength(3);
    expect(similar?.titles).not.toContain('Payroll software for library kiosks');
    expect((await found('library kiosks'))?.titles).toContain('Payroll software for library kiosks');
  });

  it('of plain words is what says the rarest of them, of any category', async () => {
    await hold(PENETRATION);
    const similar = await found('Does anybody know about payroll or hospitals?');

    expect(similar?.to).toBeUndefined();
    expect(similar?.query).not.toContain('category:');
    expect(new Set(similar?.titles)).toEqual(
      new Set([PENETRATION['000303'].title, PENETRATION['000304'].title]),
    );
  });

  it('is what is open alone', async () => {
    await hold({
      ...PENETRATION,
      '000306': {
        title: 'Penetration testing of firewalls, closed',
        deadline: { at: world.clock.now() - 1, day: '2026-09-01', timed: true },
      },
    });
    const similar = await found('000301-2026');
    expect(similar?.titles).not.toContain('Penetration testing of firewalls, closed');
    expect(similar?.titles).toHaveLength(2);
  });

  it('is at most five', async () => {
    const many = Array.from({ length: 8 }, (_, at) => [
      `00040${at}`,
      {
        title: `Penetration testing of ${['ports', 'kiosks', 'trams', 'buses', 'lifts', 'doors', 'tills', 'gates'][at] ?? ''}`,
      },
    ]);
    await hold(Object.fromEntries(many) as Readonly<Record<string, { readonly title: string }>>);
    expect((await found('penetration testing'))?.titles).toHaveLength(5);
  });

  it.each([
    '',
    'Please see the attached tender, thank you',
    'https://example.org/',
    '999999-2026',
    '!!! 12 :-)',
  ])('is nothing where nothing could be looked for: %j', async (text) => {
    await hold(PENETRATION);
    expect(await found(text)).toBeUndefined();
  });
});
