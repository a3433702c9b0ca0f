import { expect, it } from 'vitest';
import { stems } from '../../../src/base/text/tokens.ts';
import type { Leaf } from '../../../src/domain/query.ts';
import { aClassification } from '../../builders.ts';
import {
  aChange,
  aHeld,
  all,
  any,
  DAY,
  everything,
  itClause,
  NOW,
  region,
  text,
  texts,
  value,
  worth,
} from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('search', (world) => {
  it('answers newest publication first, in pages, with the total', async () => {
    await world.put(...[3, 1, 4, 5].map((id) => aChange(id, { updated: NOW + id })));
    const page = await world.store.procurements.search(everything(), { limit: 2, offset: 1, now: NOW });

    expect(page.total).toBe(4);
    expect(page.procurements.map(({ id }) => id)).toEqual([4, 3]);
  });

  it('finds words in any form, in the title or in the description', async () => {
    await world.put(
      aChange(1, texts('Penetration testing', 'Web applications')),
      aChange(2, texts('Cleaning', 'We need tests of the windows')),
      aChange(3, texts('Cleaning', 'Windows')),
    );

    expect(await world.found(text('tested'))).toEqual([2, 1]);
    expect(await world.found(text('tested', { negated: true }))).toEqual([3]);
    expect(await world.found(all(text('cleaning'), text('window')))).toEqual([3, 2]);
    expect(await world.found(all(text('cleaning'), text('tests', { negated: true })))).toEqual([3]);
  });

  it('finds a phrase within one text, never across two', async () => {
    await world.put(
      aChange(1, { ...texts('Managed security'), titles: ['Managed security', 'operations centre'] }),
      aChange(2, texts('A security operations centre')),
      aChange(3, texts('Security', 'operations')),
    );

    expect(await world.found(text('security operations'))).toEqual([2]);
    expect(await world.found(text('operations centre'))).toEqual([2, 1]);
  });

  it('finds the beginning of a word', async () => {
    await world.put(aChange(1, texts('Women in technology')), aChange(2, texts('Wood')));

    expect(await world.found({ ...text(''), tokens: ['wom'], prefix: true })).toEqual([1]);
    expect(await world.found({ ...text(''), tokens: ['in', 'tech'], prefix: true })).toEqual([1]);
  });

  it('finds capitals only where they are written in capitals', async () => {
    await world.put(
      aChange(1, texts('An AI service')),
      aChange(2, texts('Ai Weiwei exhibition')),
      aChange(3, texts('EVERYTHING SHOUTS AI')),
    );

    expect(await world.found({ kind: 'capitals', word: 'ai', inTitle: false, negated: false })).toEqual([
      3, 1,
    ]);
    expect(await world.found({ kind: 'capitals', word: 'ai', inTitle: false, negated: true })).toEqual([2]);
  });

  it('keeps what a stricter setting keeps in a broader one', async () => {
    await world.put(
      { ...aChange(1), procurement: aHeld(1, {}, aClassification({ setting: 'strict' })) },
      { ...aChange(2), procurement: aHeld(2, {}, aClassification({ setting: 'balanced' })) },
      { ...aChange(3), procurement: aHeld(3, {}, aClassification({ setting: 'broad' })) },
      { ...aChange(4), procurement: aHeld(4, {}, aClassification({ setting: undefined })) },
    );

    expect(await world.found(itClause('strict'))).toEqual([1]);
    expect(await world.found(itClause('balanced'))).toEqual([2, 1]);
    expect(await world.found(itClause('broad'))).toEqual([3, 2, 1]);
    expect(await world.found(itClause('any'))).toEqual([4, 3, 2, 1]);
    expect(await world.found(itClause('balanced', true))).toEqual([4, 3]);
  });

  it('finds categories, stages and CPV prefixes', async () => {
    await world.put(
      aChange(1, { stage: 'tender', cpv: [{ code: '72810000', description: undefined, main: true }] }),
      aChange(2, { stage: 'award', cpv: [{ code: '48000000', description: undefined, main: true }] }),
      aChange(3, { stage: 'tender', deadline: undefined, cpv: [] }),
    );

    expect(
      await world.found({ kind: 'fact', field: 'category', any: ['cloud', 'security'], negated: false }),
    ).toEqual([3, 2, 1]);
    expect(await world.found({ kind: 'fact', field: 'category', any: ['cloud'], negated: false })).toEqual(
      [],
    );
    expect(await world.found({ kind: 'stage', any: ['award'], negated: false })).toEqual([2]);
    expect(await world.found({ kind: 'stage', any: ['any'], negated: false })).toEqual([3, 2, 1]);
    expect(await world.found({ kind: 'cpv', any: ['728', '99'], negated: false })).toEqual([1]);
    expect(await world.found({ kind: 'cpv', any: ['72810000'], negated: false })).toEqual([1]);
    expect(await world.found({ kind: 'cpv', any: ['72'], negated: true })).toEqual([3, 2]);
  });

  it('calls open what is at an early stage and not past its deadline at the instant asked', async () => {
    const at = NOW + DAY;
    await world.put(
      aChange(1, { deadline: { at, day: '2026-09-06', timed: true } }),
      aChange(2, { deadline: undefined }),
      aChange(3, { deadline: undefined, stage: 'contract' }),
    );
    const open_: Leaf = { kind: 'stage', any: ['open'], negated: false };

    expect(await world.found(open_, at - 1)).toEqual([2, 1]);
    expect(await world.found(open_, at)).toEqual([2]);
    expect(await world.found({ ...open_, negated: true }, at)).toEqual([3, 1]);
    expect(await world.found({ ...open_, any: ['open', 'contract'] }, at)).toEqual([3, 2]);
  });

  it('finds regions that contain one another, nationwide, and the unknown', async () => {
    await world.put(
      aChange(1, { regions: ['UKL'] }),
      aChange(2, { regions: ['UKD61'] }),
      aChange(3, { regions: ['UKD'] }),
      aChange(4, { regions: ['UK'] }),
      aChange(5, { regions: [] }),
      aChange(6, { regions: ['UKD62', 'UKL'] }),
    );

    expect(await world.found(region(['UKD61']))).toEqual([5, 4, 3, 2]);
    expect(await world.found(region(['UKD'], { stated: true }))).toEqual([6, 4, 3, 2]);
    expect(await world.found(region(['UKL']))).toEqual([6, 5, 4, 1]);
    expect(await world.found(region(['UK'], { stated: true }))).toEqual([6, 4, 3, 2, 1]);
    expect(await world.found(region([], { stated: true }))).toEqual([6, 4, 3, 2, 1]);
    expect(await world.found(region([], { stated: true, negated: true }))).toEqual([5]);
    expect(await world.found(region(['UKD'], { negated: true }))).toEqual([6, 5, 4, 1]);
    expect(await world.found(region(['UKD', 'UKL'], { negated: true }))).toEqual([5, 4]);
  });

  it('finds values whose range overlaps, and keeps what states none unless asked', async () => {
    await world.put(
      aChange(1, { value: worth(100, 100) }),
      aChange(2, { value: worth(200, 400) }),
      aChange(3, { value: worth(undefined, 500) }),
      aChange(4, { value: undefined }),
    );

    expect(await world.found(value({ min: 100, max: 200 }))).toEqual([4, 2, 1]);
    expect(await world.found(value({ min: 401 }))).toEqual([4, 3]);
    expect(await world.found(value({ max: 99 }))).toEqual([4]);
    expect(await world.found(value({ min: 401, stated: true }))).toEqual([3]);
    expect(await world.found(value({ stated: true }))).toEqual([3, 2, 1]);
    expect(await world.found(value({ stated: true, negated: true }))).toEqual([4]);
    expect(await world.found(value({ min: 100, max: 300, negated: true }))).toEqual([4, 3, 2]);
  });

  it('finds a buyer by words that stand together in its name', async () => {
    await world.put(
      aChange(1, { buyer: { name: 'NHS Wales Shared Services', id: undefined } }),
      aChange(2, { buyer: { name: 'Wales NHS', id: undefined }, ...texts('NHS Wales') }),
      aChange(3, { buyer: undefined }),
    );
    const buyer: Leaf = {
      kind: 'party',
      field: 'buyer',
      any: [{ tokens: stems('NHS Wales'), written: 'NHS Wales' }],
      negated: false,
    };

    expect(await world.found(buyer)).toEqual([1]);
    expect(await world.found({ ...buyer, negated: true })).toEqual([3, 2]);
  });

  it('finds a procurement by a key, its survivor after a join', async () => {
    await world.put({ ...aChange(1), owns: ['ocid:a'] }, { ...aChange(2), owns: ['ocid:b'] });
    const key: Leaf = { kind: 'identifier', key: 'ocid:b', written: 'b', negated: false };
    expect(await world.found(key)).toEqual([2]);

    await world.put({ ...aChange(1), owns: ['ocid:a', 'ocid:b'], absorbed: [2] });
    expect(await world.found(key)).toEqual([1]);
    expect(await world.found({ ...key, negated: true })).toEqual([]);
  });

  it('joins clauses of every sort with and, or and not', async () => {
    await world.put(
      aChange(1, { ...texts('Cyber'), value: worth(100, 100) }),
      aChange(2, { ...texts('Cloud'), value: worth(900, 900) }),
      aChange(3, { ...texts('Cleaning'), value: undefined }),
    );
    const cheap: Leaf = { kind: 'value', min: undefined, max: 200, stated: true, negated: false };

    expect(await world.found(any(text('cloud'), cheap))).toEqual([2, 1]);
    expect(await world.found(any(text('cloud'), text('cyber', { negated: true })))).toEqual([3, 2]);
    expect(await world.found(all(any(text('cloud'), text('cyber')), cheap))).toEqual([1]);
    expect(
      await world.found(any(text('cyber', { negated: true }), text('cloud', { negated: true }))),
    ).toEqual([3, 2, 1]);
    expect(await world.found(any())).toEqual([]);
  });

  it('takes any text for a text', async () => {
    await world.put(aChange(1));
    for (const odd of [
      '"',
      'NEAR(a b)',
      'title:x',
      '*',
      '_stg_tender OR x',
      '{facts}:x',
      'a\0b',
      '-',
      '^a',
    ]) {
      await expect(world.found({ ...text('x'), tokens: [odd] })).resolves.toEqual(expect.any(Array));
      await expect(world.found({ kind: 'cpv', any: [odd], negated: false })).resolves.toEqual([]);
      await expect(
        world.found({ kind: 'fact', field: 'category', any: [odd], negated: false }),
      ).resolves.toEqual([]);
      await expect(
        world.found({ kind: 'capitals', word: odd, inTitle: false, negated: false }),
      ).resolves.toEqual([]);
    }
  });

  it('forgets what a procurement no longer says', async () => {
    await world.put(aChange(1, texts('Cyber security')));
    await world.put(aChange(1, texts('Cloud hosting'), []));

    expect(await world.found(text('cyber'))).toEqual([]);
    expect(await world.found(text('cloud'))).toEqual([1]);
  });
});
