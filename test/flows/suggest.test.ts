import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEars } from '../../src/app/ears.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { suggest, type Suggestion } from '../../src/flows/suggest.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { isTooBroad } from '../../src/match/preview/volume.ts';
import { aNotice } from '../builders.ts';
import { openWorld, type World } from '../flow-world.ts';

const DAY = 86_400_000;
const ears = openEars();

let world: World;
let numbered: number;
beforeEach(async () => {
  world = await openWorld('2026-09-30T09:00:00Z');
  numbered = 100_000;
});
afterEach(async () => world.close());

function tender(daysAgo: number, subject: string, with_: Partial<Notice> = {}): Notice {
  numbered += 1;
  const word = `ref${numbered}`;
  return aNotice({
    noticeId: `${numbered}-2026`,
    ocid: `ocds-h6vhtk-${numbered}`,
    published: world.clock.now() - daysAgo * DAY,
    title: `${subject} ${word}`,
    description: `${subject} wanted by ${word}.`,
    buyer: { name: `Body ${word}`, id: undefined, type: 'education' },
    value: { min: numbered * 1000, max: numbered * 1000, gross: undefined, currency: 'GBP' },
    deadline: undefined,
    cpv: [{ code: '72000000', description: undefined, main: true }],
    regions: ['UKE'],
    ...with_,
  });
}

async function hold(...notices: readonly Notice[]): Promise<void> {
  const days = Array.from({ length: 60 }, (_, day) =>
    tender(day, 'Grounds maintenance', { cpv: [{ code: '77300000', description: undefined, main: true }] }),
  );
  await world.import('find-a-tender', [...days, ...notices]);
}

async function suggested(text: string): Promise<Suggestion> {
  const found = await suggest(text, { ...world, ears });
  if (found === undefined) throw new Error(`nothing was suggested for '${text}'`);
  return found;
}

/** Ten suppliers, in their own words. */
const SUPPLIERS = [
  'we install Wi-Fi in schools',
  'We build websites and mobile apps for councils and charities',
  'Penetration testing and red teaming for NHS trusts and police forces',
  'Microsoft licence reseller',
  'IT support for small councils in the North West',
  'GIS mapping and data analytics consultancy, based in Leeds',
  'case management software for housing associations',
  'cloud migration under G-Cloud 14',
  'CCTV and access control installation in Birmingham and CF10',
  'we make e-learning content for universities in Scotland',
];

describe('a suggestion with nothing held', () => {
  it.each(SUPPLIERS)('is a whole query from the words alone: %s', async (text) => {
    const { preview, whys, departs, wider } = await suggested(text);
    const parsed = parseQuery(preview.query);

    expect(parsed).toMatchObject({ canonical: preview.query, messages: [] });
    expect(preview.query).toMatch(/category:|"|\w{3}/);
    expect(preview.query).not.toMatch(/^it:\w+$/);
    expect(preview.verdict).toBe('nothing-held');
    expect(departs).toBeUndefined();
    expect(wider?.volume).toBeUndefined();
    for (const { part } of whys) {
      const [, value = part] = part.split(':');
      expect(preview.query).toContain(value);
    }
  });

  it('asks for what was said, of those and there', async () => {
    const { preview } = await suggested('we install Wi-Fi in schools in Leeds');

    expect(preview.query).toBe(
      '(subcategory:lan-wifi OR wi-fi) buyer-type:education region:yorkshire-and-the-humber it:balanced',
    );
    expect((await suggested('cloud migration under G-Cloud 14')).preview.query).toContain(
      'framework:g-cloud-14',
    );
  });

  it('asks for procurements of any kind where it does not read like IT', async () => {
    const { preview, whys } = await suggested('stationery and office furniture');

    expect(preview.query).toBe('(stationery OR furniture) it:any');
    expect(whys.at(-1)?.because).toContain('not read like information technology');
  });

  it('is for IT where only buyers and places were named', async () => {
    expect((await suggested('we work with councils in Wales')).preview.query).toBe(
      'buyer-type:local region:wales it:balanced',
    );
  });

  it.each(['', '!!!', 'we are a small company'])('is none where nothing was said: %j', async (text) => {
    expect(await suggest(text, { ...world, ears })).toBeUndefined();
  });

  it('reads a long text, and one with operators of the language in it', async () => {
    for (const text of [
      'cyber '.repeat(5000),
      'we do "OR" AND (NOT cyber) -guarding region:mars',
      'title: wi-fi*',
    ]) {
      const { query } = (await suggested(text)).preview;
      expect(parseQuery(query)).toMatchObject({ canonical: query, messages: [] });
    }
  });
});

describe('a suggestion checked against what came lately', () => {
  it('is kept as it was said where that brings something', async () => {
    await hold(tender(3, 'School wi-fi'), tender(5, 'Wi-fi renewal'), tender(6, 'Fibre broadband and WAN'));
    const { preview, departs } = await suggested('we install Wi-Fi in schools');

    expect(departs).toBeUndefined();
    expect(preview).toMatchObject({ verdict: 'well', volume: { came: 2 } });
  });

  it('lets go of what would have brought nothing, and says so', async () => {
    await hold(tender(3, 'Wi-fi renewal', { buyer: { name: 'Ashcombe', id: undefined, type: 'nhs' } }));
    const { preview, departs, whys } = await suggested('we install Wi-Fi in schools');

    expect(departs).toEqual({ how: 'whoever buys', because: 'nothing' });
    expect(preview.query).toBe('(subcategory:lan-wifi OR wi-fi) it:balanced');
    expect(preview.volume?.came).toBe(1);
    expect(whys.map(({ part }) => part)).not.toContain('buyer-type:education');
  });

  it('offers one that is wider and one that is narrower, with what they would bring', async () => {
    await hold(
      tender(3, 'Wi-fi renewal'),
      tender(5, 'Wireless LAN', { description: 'Switches, no more.' }),
      tender(4, 'Wi-fi in wards', { buyer: { name: 'Ashcombe', id: undefined, type: 'nhs' } }),
    );
    const { preview, wider, narrower } = await suggested('we install Wi-Fi in schools');

    expect(wider).toMatchObject({ how: 'whoever buys', volume: { came: 3 } });
    expect(preview.volume?.came).toBe(2);
    expect(narrower?.volume?.came).toBe(1);
  });

  it('is never too broad', async () => {
    const subjects = ['Penetration testing', 'SIEM service', 'Identity management', 'Firewall renewal'];
    await hold(
      ...Array.from({ length: 260 }, (_, at) => tender(at % 28, `Cyber security ${subjects[at % 4] ?? ''}`)),
    );
    const { preview, departs } = await suggested('cyber security');

    expect(preview.volume && isTooBroad(preview.volume)).toBe(false);
    expect(preview.volume?.came).toBeGreaterThan(0);
    expect(departs?.because).toBe('too-much');
  });
});
