import { describe, expect, it } from 'vitest';
import { tokens } from '../base/text/tokens.ts';
import type { Cpv } from '../domain/cpv.ts';
import { loadSubcategories } from '../app/load-subcategories.ts';
import { loadTaxonomy } from '../app/load-taxonomy.ts';
import { createSubcategoriser, subcategoriesOf } from './subcategories.ts';
import type { Subcategories, Subcategory } from './subcategories.ts';

const taxonomy = loadTaxonomy();
const shipped = loadSubcategories(taxonomy);
const shippedSubcategorise = createSubcategoriser(shipped, taxonomy.families);

function codes(...all: readonly string[]): readonly Cpv[] {
  return all.map((code, index) => ({ code, description: undefined, main: index === 0 }));
}

function textOf(title: string, description = '', ...cpv: readonly string[]) {
  return {
    title: tokens(title),
    passages: description === '' ? [] : [tokens(description)],
    cpv: codes(...cpv),
  };
}

/** One made-up title for each subcategory. */
const TITLES: readonly (readonly [category: string, slug: string, title: string])[] = [
  ['software', 'licences-resale', 'Adobe licences for the design studio'],
  ['software', 'microsoft', 'Microsoft 365 E3'],
  ['software', 'finance-erp', 'SAP for the finance directorate'],
  ['software', 'hr-payroll', 'HR and payroll system'],
  ['software', 'crm-case-management', 'Complaints case management'],
  ['software', 'procurement-contracts', 'E-procurement and contract management system'],
  ['software', 'documents-records', 'Electronic document and records management (EDRMS)'],
  ['software', 'assets-facilities', 'CAFM for the museum estate'],
  ['software', 'housing', 'Choice based lettings and rents'],
  ['software', 'social-care', "Liquidlogic children's services"],
  ['software', 'revenues-benefits-planning', 'Council tax and business rates'],
  ['software', 'library-culture', 'Library management system'],
  ['software', 'education-admin', 'Student timetabling'],
  ['software', 'justice-blue-light', 'Fire control mobilising system'],
  ['software', 'booking-payments', 'Online booking and payments'],
  ['software', 'sector-other', 'Waste collection software'],
  ['digital', 'websites-cms', 'New website on Drupal'],
  ['digital', 'apps', 'Mobile app for tree wardens'],
  ['digital', 'bespoke-systems', 'Bespoke software development'],
  ['digital', 'discovery-design', 'Discovery and user research'],
  ['digital', 'integration-apis', 'API integration layer'],
  ['digital', 'testing', 'Automated testing'],
  ['digital', 'agile-teams', 'Agile delivery partner'],
  ['cloud', 'public-cloud', 'AWS public cloud'],
  ['cloud', 'hosting', 'Application hosting'],
  ['cloud', 'migration', 'Migration to the cloud of twelve services'],
  ['cloud', 'backup-recovery', 'Veeam backup'],
  ['cloud', 'data-centre', 'Colocation in a data centre'],
  ['data', 'platforms-warehouse', 'Data warehouse'],
  ['data', 'bi-analytics', 'Power BI dashboards'],
  ['data', 'ai-ml', 'Machine learning for potholes'],
  ['data', 'automation', 'Robotic process automation'],
  ['data', 'gis-mapping', 'GIS and aerial imagery'],
  ['data', 'data-supply', 'Company data subscription'],
  ['security', 'soc-monitoring', 'SIEM and security operations centre'],
  ['security', 'testing-assurance', 'Penetration testing'],
  ['security', 'identity-access', 'Single sign-on and multi-factor authentication'],
  ['security', 'endpoint-network-security', 'Firewalls and anti-virus'],
  ['security', 'governance-risk', 'ISO 27001 and cyber risk management'],
  ['networks', 'wan-internet', 'SD-WAN and internet access'],
  ['networks', 'lan-wifi', 'Wi-Fi and LAN switches'],
  ['networks', 'fibre-broadband', 'Full fibre for the villages'],
  ['networks', 'cabling', 'Structured cabling, category 6'],
  ['networks', 'managed-network', 'Managed network service'],
  ['telecoms', 'voice-uc', 'SIP telephony'],
  ['telecoms', 'mobile', 'Mobile phones and SIM cards'],
  ['telecoms', 'contact-centre', 'Omni-channel contact centre'],
  ['telecoms', 'radio-critical', 'TETRA hand-held radios'],
  ['telecoms', 'messaging', 'SMS and text messages'],
  ['hardware', 'laptops-desktops', 'Laptops for the new campus'],
  ['hardware', 'tablets', 'iPads for the wards'],
  ['hardware', 'servers-storage', 'Storage area network'],
  ['hardware', 'print', 'Managed print and photocopiers'],
  ['hardware', 'peripherals', 'Monitors, keyboards and headsets'],
  ['hardware', 'payment-kiosk', 'EPOS tills'],
  ['hardware', 'disposal-reuse', 'WEEE and secure data destruction'],
  ['support', 'managed-service', 'Outsourced managed service'],
  ['support', 'service-desk', 'Service desk'],
  ['support', 'application-support', 'Application support for Oracle'],
  ['support', 'maintenance', 'Hardware maintenance and break-fix'],
  ['support', 'integration-management', 'SIAM'],
  ['consultancy', 'strategy-architecture', 'Enterprise architecture and digital strategy'],
  ['consultancy', 'programme-delivery', 'Programme manager and PMO'],
  ['consultancy', 'business-analysis', 'Business analysts'],
  ['consultancy', 'assurance-audit', 'Independent assurance review'],
  ['consultancy', 'contractors', 'Interim contractors outside IR35'],
  ['health', 'patient-records', 'Electronic patient record'],
  ['health', 'imaging', 'PACS and vendor neutral archive'],
  ['health', 'laboratory', 'LIMS for pathology'],
  ['health', 'pharmacy', 'Electronic prescribing (EPMA)'],
  ['health', 'primary-care', 'GP online consultations'],
  ['health', 'telecare-telehealth', 'Telecare alarms and virtual wards'],
  ['health', 'population-health', 'Population health and risk stratification'],
  ['smart', 'video-security', 'Town-centre CCTV'],
  ['smart', 'body-worn', 'Body-worn video'],
  ['smart', 'access-control', 'Door entry and access control'],
  ['smart', 'parking-traffic', 'Cashless parking and traffic signals'],
  ['smart', 'telematics', 'Telematics for the gritting fleet'],
  ['smart', 'sensors-iot', 'LoRaWAN sensors for damp'],
  ['smart', 'building-systems', 'Building energy management system (BEMS)'],
  ['smart', 'smart-metering', 'Automatic meter reading and telemetry'],
  ['av', 'meeting-rooms', 'Hybrid meeting rooms'],
  ['av', 'digital-signage', 'Digital signage and a video wall'],
  ['av', 'broadcast-streaming', 'Webcasting and live streaming'],
  ['av', 'interactive-displays', 'Interactive whiteboards'],
  ['av', 'lecture-capture', 'Lecture capture'],
  ['learning', 'learning-platforms', 'Moodle virtual learning environment'],
  ['learning', 'content', 'E-learning modules'],
  ['learning', 'it-training', 'IT training courses'],
  ['learning', 'digital-inclusion', 'Digital inclusion and essential digital skills'],
  ['learning', 'simulation', 'Virtual reality simulator'],
];

describe('the shipped subcategories', () => {
  it.each(TITLES)('%s: %s, for instance: %s', (category, slug, title) => {
    expect(shippedSubcategorise(textOf(title), [category])[0]).toBe(slug);
  });

  it('has one of these titles for each', () => {
    const all = [...subcategoriesOf(shipped).values()].flat();
    expect(TITLES.map(([, slug]) => slug)).toEqual(all);
  });

  /** Without the false friend each of these would be something else. */
  it.each([
    ['software', 'Payment terms: thirty days', ['sector-other']],
    ['software', 'Critical event management', ['sector-other']],
    ['software', 'A trust for health and social care', ['sector-other']],
    ['software', 'Digital services for the housing association', ['sector-other']],
    ['networks', 'Copper switch-off', []],
    ['digital', 'Soft market testing tool', []],
    ['security', 'Premises at risk', []],
    ['data', 'After a mapping exercise', []],
    ['networks', 'PSTN switch-off: new circuits', ['wan-internet']],
  ])('%s: %s is %j', (category, title, slugs) => {
    expect(shippedSubcategorise(textOf(title), [category])).toEqual(slugs);
  });

  it.each([
    ['software', 'Procurement of a rota', ['hr-payroll']],
    ['software', 'Payroll for a police force', ['hr-payroll']],
    ['software', 'A licence for the library catalogue', ['licences-resale', 'library-culture']],
    ['software', 'Policy wanted, and supporters', ['sector-other']],
    ['consultancy', 'Developed services', []],
    ['support', 'Services for an agency', []],
  ])('%s: %s is %j, whatever its stems are those of', (category, title, slugs) => {
    expect(shippedSubcategorise(textOf(title), [category])).toEqual(slugs);
  });

  it.each([
    ['software', 'House styles', ['sector-other']],
    ['software', 'Housing', ['sector-other']],
    ['software', 'Housing management system', ['housing']],
    ['software', 'Repairs software', ['housing']],
    ['software', 'Rent', ['sector-other']],
    ['software', 'Regulatory affairs', ['sector-other']],
    ['software', 'Revenues system', ['revenues-benefits-planning']],
    ['software', 'Occupational health', ['sector-other']],
    ['software', 'Occupational health software', ['hr-payroll']],
    ['security', 'Risk, compliance and resilience', []],
    ['security', 'Compliance software', ['governance-risk']],
    ['support', 'Roof repairs', []],
    ['support', 'Laptop repairs', ['maintenance']],
    ['consultancy', 'Compliance', []],
    ['security', 'Guards for CCTV monitoring', []],
  ])('%s: a common word counts beside a product alone: %s', (category, title, slugs) => {
    expect(shippedSubcategorise(textOf(title), [category])).toEqual(slugs);
  });

  it('takes what a description names before a title that says nothing more than security', () => {
    const text = textOf('Cyber security services', 'Penetration testing and a SOC.');
    expect(shippedSubcategorise(text, ['security'])).toEqual(['testing-assurance', 'soc-monitoring']);
  });

  it('reads the same words by the category: LMS', () => {
    expect(shippedSubcategorise(textOf('LMS'), ['learning'])).toEqual(['learning-platforms']);
    expect(shippedSubcategorise(textOf('Platform as a service'), ['learning', 'cloud'])).toContain(
      'public-cloud',
    );
  });

  it('takes a code alone for enough, and a generic one for nothing', () => {
    expect(shippedSubcategorise(textOf('Lot 3', '', '48000000', '30213100'), ['hardware'])).toEqual([
      'laptops-desktops',
    ]);
    expect(shippedSubcategorise(textOf('Lot 3', '', '30200000'), ['hardware'])).toEqual([]);
  });

  it('says "other software" of what nothing else speaks for, where software comes first', () => {
    expect(shippedSubcategorise(textOf('Zorblax'), ['software'])).toEqual(['sector-other']);
    expect(shippedSubcategorise(textOf('Zorblax'), ['data', 'software'])).toEqual([]);
    expect(shippedSubcategorise(textOf('Zorblax'), ['data'])).toEqual([]);
  });
});

function sub(slug: string, terms: readonly string[], more: Partial<Subcategory> = {}): Subcategory {
  return { slug, name: slug, terms, codes: [], other: false, ...more };
}

const small: Subcategories = {
  falseFriends: ['red herring'],
  categories: new Map([
    [
      'fish',
      [
        sub('red', ['red|crimson', 'rose'], { codes: ['03', '0331'] }),
        sub('blue', ['blue', 'azure sea']),
        sub('green', ['green', '$leaf'], { codes: ['0311'] }),
        sub('rest', ['rest'], { other: true }),
      ],
    ],
    ['fowl', [sub('tall', ['tall', 'red tall']), sub('small', ['small'])]],
    ['game', [sub('wild', ['wild']), sub('tame', ['tame'])]],
  ]),
};
const subcategorise = createSubcategoriser(small, { leaf: ['oak', 'ash'] });
const all = ['fish', 'fowl', 'game'];

describe('a subcategoriser', () => {
  it('looks only where a category was given', () => {
    expect(subcategorise(textOf('red tall wild'), [])).toEqual([]);
    expect(subcategorise(textOf('red tall wild'), ['game'])).toEqual(['wild']);
    expect(subcategorise(textOf('red tall wild'), ['birds'])).toEqual([]);
  });

  it("does not let one category's long phrase hide another's word", () => {
    expect(subcategorise(textOf('red tall'), ['fish', 'fowl'])).toEqual(['red', 'tall']);
  });

  it('counts the title three times, and each phrase once', () => {
    expect(subcategorise(textOf('red', 'blue azure sea'), ['fish'])).toEqual(['red', 'blue']);
    expect(subcategorise(textOf('red', 'blue blue blue blue'), ['fish'])).toEqual(['red']);
    expect(subcategorise(textOf('red', 'green oak ash elm'), ['fish'])).toEqual(['red', 'green']);
    expect(subcategorise(textOf('', 'red green oak'), ['fish'])).toEqual(['green', 'red']);
  });

  it('puts what is spoken for first before its equal', () => {
    expect(subcategorise(textOf('green and red'), ['fish'])).toEqual(['green', 'red']);
    expect(subcategorise(textOf('red and green'), ['fish'])).toEqual(['red', 'green']);
  });

  it('gives at most two of a category and four together', () => {
    expect(subcategorise(textOf('red blue green'), ['fish'])).toEqual(['red', 'blue']);
    expect(subcategorise(textOf('red blue tall small wild tame'), all)).toEqual([
      'red',
      'blue',
      'tall',
      'small',
    ]);
  });

  it('takes the longest prefix of a code, and each subcategory once', () => {
    expect(subcategorise(textOf('', '', '03110000'), ['fish'])).toEqual(['green']);
    expect(subcategorise(textOf('', '', '03000000', '03310000', '03311000', '03110000'), ['fish'])).toEqual([
      'red',
      'green',
    ]);
    expect(subcategorise(textOf('', 'green oak', '03000000', '03310000', '03311000'), ['fish'])).toEqual([
      'green',
      'red',
    ]);
  });

  it('lets a false friend swallow its words', () => {
    expect(subcategorise(textOf('red herring'), ['fish'])).toEqual(['rest']);
  });

  it('never gives what takes the rest beside another', () => {
    expect(subcategorise(textOf('red rest'), ['fish'])).toEqual(['red']);
    expect(subcategorise(textOf('rest', 'red'), ['fish'])).toEqual(['rest']);
  });

  it('reads only so much of a hostile text', () => {
    const long = {
      title: tokens('tall '.repeat(10_000)),
      passages: [tokens(`${'small '.repeat(50_000)} wild`)],
      cpv: codes(...Array.from({ length: 10_000 }, () => '99000000'), '03110000'),
    };
    expect(subcategorise(long, ['fowl', 'game', 'fish'])).toEqual(['tall']);
  });

  it('names the subcategories of each category in order', () => {
    expect(subcategoriesOf(small).get('fish')).toEqual(['red', 'blue', 'green', 'rest']);
    expect([...subcategoriesOf(small).keys()]).toEqual(all);
  });
});
