import { describe, expect, it } from 'vitest';
import { aView } from '../../test/builders.ts';
import { openClassifier } from '../app/classifier.ts';
import { loadTaxonomy } from '../app/load-taxonomy.ts';
import { itRank, type Classification, type View } from '../domain/procurement.ts';

/** The model that ships with the program: it learned from none of these notices, which are made up. */
const taxonomy = loadTaxonomy();
const classify = openClassifier({ isThorough: true, taxonomy });

/** Codes in the order of the notice; the first is the main one. */
function viewOf(title: string, description: string, ...codes: readonly string[]): View {
  return aView({
    title,
    description,
    titles: [title],
    descriptions: description === '' ? [] : [description],
    cpv: codes.map((code, index) => ({ code, description: undefined, main: index === 0 })),
  });
}

function classified(title: string, description: string, ...codes: readonly string[]): Classification {
  return classify(viewOf(title, description, ...codes));
}

function primary(found: Classification): string | undefined {
  return found.categories[0]?.slug;
}

function isIt({ setting }: Classification): boolean {
  return itRank(setting) >= itRank('balanced');
}

describe('where only IT is asked for', () => {
  const brief = openClassifier({ taxonomy });
  const mowing = viewOf(
    'Mowing of verges',
    'The council wants grass on verges cut eight times a year.',
    '77310000',
  );

  it('says why and what is wanted of IT alone', () => {
    expect(brief(aView())).toEqual(classify(aView()));
    expect(brief(mowing)).toEqual({ ...classify(mowing), reasons: [], summary: [] });
    expect(classify(mowing).reasons).not.toEqual([]);
    expect(classify(mowing).summary).not.toEqual([]);
  });

  it('says all of what a person calls IT', () => {
    const said = brief(mowing, { it: true, categories: ['smart'] });

    expect(said.summary).toEqual(classify(mowing).summary);
    expect(said.setting).toBe('strict');
  });
});

describe('what is IT', () => {
  it('is sure of a penetration test, and says why', () => {
    const found = classify(aView());
    const [security] = found.categories;

    expect(found.setting).toBe('strict');
    expect(found.it).toBeGreaterThan(0.9);
    expect(security).toMatchObject({ slug: 'security', name: 'Cyber security and identity' });
    for (const reasons of [found.reasons, security?.reasons]) {
      expect(reasons).toContainEqual({
        words: "'penetration testing' in the title",
        place: 'title',
        contribution: expect.any(Number) as number,
      });
      expect(reasons?.[0]?.contribution).toBeGreaterThan(0);
    }
    expect(found.reasons).toContainEqual({
      words: 'CPV 72810000 Computer audit services',
      place: 'code',
      contribution: expect.any(Number) as number,
    });
    expect(found.subcategories).toContain('testing-assurance');
    expect(found.summary).toEqual([
      'The council wants yearly penetration tests of its public web applications.',
    ]);
  });

  it.each([
    ['Case management system for the fraud team', 'software', '72000000'],
    ['New website for the harbour festival', 'digital', '79000000'],
    ['Cloud hosting of line of business applications', 'cloud', '72000000'],
    ['Data warehouse and Power BI reporting', 'data', '48000000'],
    ['Managed detection and response', 'security', '72000000'],
    ['SD-WAN and Wi-Fi refresh for nine libraries', 'networks', '32000000'],
    ['Mobile voice and data for the park rangers', 'telecoms', '64200000'],
    ['Laptops and docking stations', 'hardware', '30200000'],
    ['IT support and service desk for three schools', 'support', '72000000'],
    ['Enterprise architecture for the housing directorate', 'consultancy', '72000000'],
    ['Electronic patient record', 'health', '48000000'],
    ['CCTV and access control for the depot', 'smart', '35125000'],
    ['Video conferencing for the council chamber', 'av', '32000000'],
    ['Learning management system', 'learning', '80420000'],
  ])('%s is %s', (title, slug, code) => {
    const found = classified(title, '', code);

    expect(primary(found)).toBe(slug);
    expect(isIt(found)).toBe(true);
  });

  it.each([
    ['Roof repair', 'Slates and gutters for the town hall.', '45261000'],
    ['Hedge cutting', 'Cutting of hedges along the canal.', '77340000'],
    ['School meals', 'Hot meals for five primary schools.', '55523100'],
    ['Occupational health service', 'A nurse and a physician for staff.', '85147000'],
  ])('%s is not', (title, description, code) => {
    const found = classified(title, description, code);

    expect(isIt(found)).toBe(false);
    expect(found.reasons.some(({ contribution }) => contribution < 0)).toBe(true);
  });

  it('gives no kind to what no setting calls IT', () => {
    expect(classified('Roof repair', 'Slates and gutters for the town hall.', '45261000')).toMatchObject({
      setting: undefined,
      categories: [],
      subcategories: [],
    });
  });

  it('trusts a generic code that nothing contradicts', () => {
    const found = classified('Pathfinder, second phase', 'Details are in the specification.', '72000000');

    expect(isIt(found)).toBe(true);
    expect(found.reasons[0]).toMatchObject({ words: 'CPV 72000000', place: 'code' });
  });

  it('rescues laptops bought under the code for ironmongery', () => {
    const bought = classified(
      'High-specification laptops',
      'Forty laptops with three years of warranty.',
      '44316400',
    );

    expect(primary(bought)).toBe('hardware');
    expect(isIt(bought)).toBe(true);
  });

  it('rates a notice without any code by its words', () => {
    const firewall = classified('Firewall renewal', 'Renewal of the firewall and its support.');
    const hedges = classified('Hedge cutting', 'Cutting of hedges along the canal.');

    expect(firewall.setting).toBe('strict');
    expect(isIt(hedges)).toBe(false);
  });

  it('hears a framework by its number alone', () => {
    const found = classified('Call-off under RM3764, third round', '', '79000000');

    expect(isIt(found)).toBe(true);
    expect(found.reasons[0]).toMatchObject({
      words: 'framework Cyber Security Services',
      place: 'framework',
    });
  });

  it('assigns at most three kinds, the likeliest first', () => {
    const found = classified(
      'Laptops, Wi-Fi and telephony for a new office',
      'We want laptops, LAN and wireless network, VoIP telephony, CCTV, audio visual equipment and cyber security.',
      '72000000',
    );

    expect(found.categories.length).toBeGreaterThan(0);
    expect(found.categories.length).toBeLessThanOrEqual(3);
    const scores = found.categories.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(['hardware', 'networks', 'telecoms']).toContain(primary(found));
  });

  it('makes nothing of nothing', () => {
    for (const nothing of [
      viewOf('', ''),
      aView({ titles: [], descriptions: [], title: '', description: '', cpv: [] }),
    ])
      expect(classify(nothing)).toMatchObject({
        setting: undefined,
        reasons: [],
        categories: [],
        subcategories: [],
        summary: [],
      });
  });

  it('says the same of a notice whatever it read before', () => {
    const view = viewOf('Cloud hosting', 'Hosting of two applications.', '72000000');
    const before = classify(view);
    classified('Roof repair', 'Slates.', '45261000');

    expect(classify(view)).toEqual(before);
  });
});

describe('false friends', () => {
  const credulous = openClassifier({ isThorough: true, taxonomy: { ...taxonomy, falseFriends: [] } });

  it.each([
    ['District heat network extension', 'Pipework and heat exchangers for the heat network.', '45232140'],
    ['Platform lift for the town hall', 'Supply and fitting of one platform lift.', '42416100'],
    ['Access control doors and ironmongery', 'Replacement of eleven access control doors.', '44221000'],
    ['Catering servers and counters', 'Kitchen servers, counters and trolleys.', '39172100'],
    ['Dynamic purchasing system for taxis', 'A dynamic purchasing system for school runs.', '60120000'],
    ['Waste carrier licences advice', 'Advice on licences for waste carriers.', '90500000'],
    ['Digital marketing campaign', 'Posters and radio spots.', '79340000'],
  ])('%s', (title, description, code) => {
    const view = viewOf(title, description, code);

    expect(isIt(classify(view))).toBe(false);
    expect(classify(view).it).toBeLessThan(credulous(view).it);
  });

  it('are named as what they are', () => {
    expect(classified('District heat network extension', '', '45232140').reasons).toContainEqual({
      words: "'heat network', which is something else, in the title",
      place: 'title',
      contribution: expect.any(Number) as number,
    });
  });

  it('still sees a network that is one', () => {
    expect(primary(classified('Network switches for the depot', '', '32400000'))).toBe('networks');
  });

  it("hears 'IT' only in capitals", () => {
    const description = 'The supplier keeps it clean and hands it over.';

    const shouted = classified('IT for the new depot', description, '79000000').it;
    const quiet = classified('Make it work for the new depot', description, '79000000').it;

    expect(shouted).toBeGreaterThan(quiet * 2);
  });

  it('does not hear what a notice says it does not want', () => {
    const wanted = classified('Facilities management and IT support', 'Cleaning and guards.');
    const denied = classified('Facilities management, not including IT support', 'Cleaning and guards.');

    expect(isIt(wanted)).toBe(true);
    expect(isIt(denied)).toBe(false);
  });
});

describe('codes', () => {
  it('weighs a code by its place and the number of codes', () => {
    const others = ['45000000', '50700000', '90910000', '77300000', '39100000', '70330000', '45300000'];
    const title = 'Estates framework';

    const alone = classified(title, '', '72000000').it;
    const first = classified(title, '', '72000000', ...others).it;
    const last = classified(title, '', ...others, '72000000').it;

    expect(alone).toBeGreaterThan(first);
    expect(first).toBeGreaterThan(last);
    expect(last).toBeLessThan(0.1);
  });

  it('asks for words where a code is one that buyers use for anything', () => {
    expect(isIt(classified('Arts festival producer', '', '72224000'))).toBe(false);
    expect(isIt(classified('IT programme management', '', '72224000'))).toBe(true);
  });

  it('lets another trade in the title speak against the code', () => {
    const found = classified('Roof replacement, Bell Street', 'New slates and gutters.', '72000000');
    const against = found.reasons.filter(({ contribution }) => contribution < 0);

    expect(found.setting).not.toBe('strict');
    expect(against.map(({ words }) => words)).toContain("'roof' in the title");
  });
});

describe('standing text', () => {
  const cleaning = 'Daily cleaning of four offices and a depot.';
  const credulous = openClassifier({ isThorough: true, taxonomy: { ...taxonomy, boilerplate: {} } });

  it.each([
    'Suppliers must register on the e-tendering portal and download the software guide for the online system.',
    'Bidders shall hold Cyber Essentials certification covering firewalls, malware and user access control.',
    'The supplier must comply with the Data Protection Act and keep personal data secure in its IT systems.',
  ])('makes no cleaning tender IT: %s', (clause) => {
    const plain = classified('Office cleaning', cleaning, '79000000');
    const view = viewOf('Office cleaning', `${cleaning} ${clause}`, '79000000');

    expect(classify(view).setting).toBe(undefined);
    expect(classify(view).it).toBeCloseTo(plain.it, 2);
    expect(credulous(view).it).toBeGreaterThan(plain.it * 3);
  });

  it('leaves what stands in the title', () => {
    expect(primary(classified('Cyber Essentials certification', '', '72000000'))).toBe('security');
  });
});
