import { describe, expect, it } from 'vitest';
import { aView } from '../../test/builders.ts';
import { loadTaxonomy } from '../app/load-taxonomy.ts';
import type { Classification, View } from '../domain/procurement.ts';
import { createClassifier } from './index.ts';

const taxonomy = loadTaxonomy();
const classify = createClassifier(taxonomy);

/** Codes in the order of the notice; the first is the main one. */
function viewOf(title: string, description: string, ...codes: readonly string[]): View {
  return aView({
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

describe('what is IT', () => {
  it('is sure of a penetration test, and says why', () => {
    const found = classify(aView());

    expect(found.setting).toBe('strict');
    expect(found.it).toBeGreaterThan(0.9);
    expect(found.categories[0]).toMatchObject({ slug: 'security', name: 'Cyber security and identity' });
    expect(found.categories[0]?.reasons).toEqual([
      "'penetration testing' in the title",
      "'penetration tests' in the description",
      'CPV 72810000 Computer audit services',
    ]);
    expect(found.reasons).toContain('CPV 72810000 Computer audit services');
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
    ['Supply and upkeep of town-centre CCTV', 'smart', '35000000'],
    ['Video conferencing for the council chamber', 'av', '32000000'],
    ['Learning management system', 'learning', '80420000'],
  ])('%s is %s', (title, slug, code) => {
    const found = classified(title, '', code);

    expect(primary(found)).toBe(slug);
    expect(found.setting).not.toBe(undefined);
  });

  it('trusts a generic code that nothing contradicts, but names no kind', () => {
    const found = classified('Pathfinder, second phase', 'Details are in the specification.', '72000000');

    expect(found.setting).toBe('balanced');
    expect(found.categories).toEqual([]);
    expect(found.reasons).toEqual(['IT, kind not stated', 'CPV 72000000']);
  });

  it('rescues laptops bought under the code for ironmongery', () => {
    const bought = classified(
      'High-specification laptops',
      'Forty laptops with three years of warranty.',
      '44316400',
    );

    expect(primary(bought)).toBe('hardware');
    expect(bought.it).toBeGreaterThan(0.5);
    expect(classified('Hinges, locks and door hardware', 'For fire doors.', '44316400').setting).toBe(
      undefined,
    );
  });

  it('rates a notice without any code by its words', () => {
    expect(classified('Firewall renewal', 'Renewal of the firewall and its support.').setting).toBe('strict');
    expect(classified('Hedge cutting', 'Cutting of hedges along the canal.').setting).toBe(undefined);
  });

  it('hears a framework by its number alone', () => {
    const found = classified('Call-off under RM3764, third round', '', '79000000');

    expect(found.setting).not.toBe(undefined);
    expect(found.reasons[0]).toBe('framework Cyber Security Services');
  });

  it('assigns several kinds, primary first, at most three', () => {
    const found = classified(
      'Laptops, Wi-Fi and telephony for a new office',
      'We want laptops, LAN and wireless network, VoIP telephony, CCTV, audio visual equipment and cyber security.',
      '72000000',
    );

    expect(found.categories).toHaveLength(3);
    const scores = found.categories.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(found.categories.map(({ slug }) => slug).toSorted()).toEqual(['hardware', 'networks', 'telecoms']);
  });
});

describe('false friends', () => {
  const credulous = createClassifier({ ...taxonomy, falseFriends: [] });

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

    expect(classify(view).setting).toBe(undefined);
    expect(classify(view).it).toBeLessThan(credulous(view).it);
  });

  it('says what it did not count', () => {
    expect(classified('District heat network extension', '', '45232140').reasons).toEqual([
      "not counted: 'heat network' in the title",
      'against: CPV 45232140',
    ]);
  });

  it('still sees CCTV beside doors, and a network that is one', () => {
    expect(primary(classified('CCTV and access control for the depot', '', '35125000'))).toBe('smart');
    expect(primary(classified('Network switches for the depot', '', '32400000'))).toBe('networks');
  });

  it("hears 'IT' only in capitals", () => {
    const description = 'The supplier keeps it clean and hands it over.';

    const shouted = classified('IT for the new depot', description, '79000000').it;
    const quiet = classified('Make it work for the new depot', description, '79000000').it;

    expect(shouted).toBeGreaterThan(quiet * 2);
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
    expect(last).toBeLessThan(0.05);
  });

  it('asks for words where a code is one that buyers use for anything', () => {
    expect(classified('Arts festival producer', '', '72224000').setting).toBe(undefined);
    expect(classified('IT programme management', '', '72224000').setting).not.toBe(undefined);
  });

  it('lets another trade in the title speak against the code', () => {
    const found = classified('Roof replacement, Bell Street', 'New slates and gutters.', '72000000');

    expect(found.setting).toBe('broad');
    expect(found.reasons).toContain("against: 'roof' in the title");
  });
});

describe('standing text', () => {
  const cleaning = 'Daily cleaning of four offices and a depot.';
  const credulous = createClassifier({ ...taxonomy, boilerplate: {} });

  it.each([
    'Suppliers must register on the e-tendering portal and download the software guide for the online system.',
    'Bidders shall hold Cyber Essentials certification covering firewalls, malware and user access control.',
    'The supplier must comply with the Data Protection Act and keep personal data secure in its IT systems.',
  ])('makes no cleaning tender IT: %s', (clause) => {
    const plain = classified('Office cleaning', cleaning, '79000000');
    const view = viewOf('Office cleaning', `${cleaning} ${clause}`, '79000000');

    expect(classify(view).setting).toBe(undefined);
    expect(classify(view).it).toBeCloseTo(plain.it, 5);
    expect(credulous(view).it).toBeGreaterThan(plain.it * 3);
  });

  it('leaves what stands in the title', () => {
    expect(primary(classified('Cyber Essentials certification', '', '72000000'))).toBe('security');
  });
});
