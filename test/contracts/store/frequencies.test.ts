import { expect, it } from 'vitest';
import { stems } from '../../../src/base/text/tokens.ts';
import { aChange, texts } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('frequencies', (world) => {
  it('say in how many procurements a stem stands, in any form, however often', async () => {
    await world.put(
      aChange(1, texts('Penetration testing', 'Tests, tested and tests again')),
      aChange(2, texts('A test', '')),
      aChange(3, texts('Guarding', 'It is not tested')),
    );
    const [test = '', guard = '', cyber = ''] = stems('testing guarding cyber');

    expect(await world.store.frequencies.held()).toBe(3);
    expect(await world.store.frequencies.of([test, guard, cyber])).toEqual(
      new Map([
        [test, 3],
        [guard, 1],
        [cyber, 0],
      ]),
    );
    expect(await world.store.frequencies.of([])).toEqual(new Map());
  });

  it('follow what is held: no wording that was replaced, nothing that another took in', async () => {
    await world.put(aChange(1, texts('Penetration testing')), aChange(2, texts('Guarding')));
    const [test = '', guard = ''] = stems('testing guarding');
    await world.put(aChange(1, texts('Cleaning')));
    expect((await world.store.frequencies.of([test])).get(test)).toBe(0);

    await world.put({ ...aChange(1, texts('Cleaning')), absorbed: [2] });
    expect(await world.store.frequencies.held()).toBe(1);
    expect((await world.store.frequencies.of([guard])).get(guard)).toBe(0);
  });

  it('do not count names of buyers, nor facts', async () => {
    await world.put(
      aChange(1, { ...texts('Guarding'), buyer: { name: 'Ashcombe Borough Council', id: undefined } }),
    );
    const [council = ''] = stems('council');

    expect((await world.store.frequencies.of([council])).get(council)).toBe(0);
  });
});
