import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { subcategoriesOf } from '../classify/subcategories.ts';
import { SUBCATEGORY_SLUGS } from '../match/subcategories.ts';
import { loadSubcategories, parseSubcategories } from './load-subcategories.ts';
import { loadTaxonomy } from './load-taxonomy.ts';

const taxonomy = loadTaxonomy();
const SHIPPED = readFileSync(new URL('../../config/subcategories.yaml', import.meta.url), 'utf8');

/** The shipped file with one thing changed. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const shipped = parseDocument(SHIPPED);
  shipped.setIn(path, value);
  return String(shipped);
}

/** As agreed: a slug more or less is another yardstick. */
const AGREED = {
  software:
    'licences-resale microsoft finance-erp hr-payroll crm-case-management procurement-contracts documents-records assets-facilities housing social-care revenues-benefits-planning library-culture education-admin justice-blue-light booking-payments sector-other',
  digital: 'websites-cms apps bespoke-systems discovery-design integration-apis testing agile-teams',
  cloud: 'public-cloud hosting migration backup-recovery data-centre',
  data: 'platforms-warehouse bi-analytics ai-ml automation gis-mapping data-supply',
  security: 'soc-monitoring testing-assurance identity-access endpoint-network-security governance-risk',
  networks: 'wan-internet lan-wifi fibre-broadband cabling managed-network',
  telecoms: 'voice-uc mobile contact-centre radio-critical messaging',
  hardware: 'laptops-desktops tablets servers-storage print peripherals payment-kiosk disposal-reuse',
  support: 'managed-service service-desk application-support maintenance integration-management',
  consultancy: 'strategy-architecture programme-delivery business-analysis assurance-audit contractors',
  health: 'patient-records imaging laboratory pharmacy primary-care telecare-telehealth population-health',
  smart:
    'video-security body-worn access-control parking-traffic telematics sensors-iot building-systems smart-metering',
  av: 'meeting-rooms digital-signage broadcast-streaming interactive-displays lecture-capture',
  learning: 'learning-platforms content it-training digital-inclusion simulation',
};

describe('the shipped subcategories', () => {
  const subcategories = loadSubcategories(taxonomy);

  it('are those that a query may name', () => {
    const shipped = [...loadSubcategories(taxonomy).categories.values()].flat().map(({ slug }) => slug);
    expect([...SUBCATEGORY_SLUGS].toSorted()).toEqual(shipped.toSorted());
  });

  it('are exactly those agreed, under the categories of the taxonomy', () => {
    const agreed = Object.entries(AGREED).map(([category, slugs]) => [category, slugs.split(' ')]);
    expect([...subcategoriesOf(subcategories)]).toEqual(agreed);
    expect([...subcategories.categories.keys()]).toEqual(taxonomy.categories.map(({ slug }) => slug));
  });

  it('have a name and terms each, and one takes what is left', () => {
    const all = [...subcategories.categories.values()].flat();
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { terms } of all) expect(terms.length).toBeGreaterThan(0);
    expect(all.filter(({ other }) => other).map(({ slug }) => slug)).toEqual(['sector-other']);
  });
});

describe('subcategories that break a rule', () => {
  const first = ['categories', 'cloud', 'hosting'];

  it.each([
    [[...first, 'terms'], ['$nothing host'], /categories\.cloud\.hosting\.terms: '\$nothing' is no family/],
    [[...first, 'terms'], ['host', 'HOST'], /categories\.cloud\.hosting\.terms: 'host' stands twice/],
    [[...first, 'terms'], ['rack & host'], /hosting\.terms: 'rack & host' holds a word without letters/],
    [[...first, 'terms'], ['hosting|Data_Lake', 'azure'], /categories\.cloud: 'azure' stands twice/],
    [[...first, 'codes'], ['48x'], /categories\.cloud\.hosting\.codes\.0: must be a CPV prefix/],
    [[...first, 'codes'], ['4871'], /categories\.cloud: code '4871' stands twice/],
    [[...first, 'surprise'], true, /categories\.cloud\.hosting: .*surprise/],
    [
      ['categories', 'software', 'housing', 'other'],
      true,
      /software: 'housing', 'sector-other' are both other/,
    ],
    [
      ['categories', 'cloud', 'apps'],
      { name: 'Apps', terms: [], codes: [] },
      /categories: 'apps' stands twice/,
    ],
    [['categories', 'cloud', 'Big Host'], { name: 'B', terms: [], codes: [] }, /Big Host/],
    [['categories', 'games'], {}, /categories: category 'games' does not exist/],
    [['falseFriends'], ['$nothing lift'], /falseFriends: '\$nothing' is no family/],
  ])('are refused with the key: %j %j', (path, value, message) => {
    const broken = changed(path, value);
    expect(() => parseSubcategories(broken, 'subcategories.yaml', taxonomy)).toThrow(message);
    expect(() => parseSubcategories(broken, 'subcategories.yaml', taxonomy)).toThrow(
      /^subcategories\.yaml: /,
    );
  });

  it('are refused where the file is no YAML, or says a slug twice in one category', () => {
    expect(() => parseSubcategories('falseFriends: [', 'x', taxonomy)).toThrow(/Flow sequence .* at line 1/);
    const twice = 'falseFriends: []\ncategories: { cloud: { a: {}, a: {} } }';
    expect(() => parseSubcategories(twice, 'x', taxonomy)).toThrow(/unique/);
  });
});
