import { BUYER_TYPES } from '../domain/notice.ts';
import { PORTALS } from '../domain/portal.ts';
import type { FactField } from '../domain/query.ts';
import { CATEGORY_SLUGS } from './categories.ts';
import { SUBCATEGORY_SLUGS } from './subcategories.ts';

/** What a field that takes a few words takes, and how its values are said in a sentence. */
export interface FactWords {
  /** What an unknown value is not. */
  readonly noun: string;
  readonly values: readonly string[];
  /** Other words for them, in small letters. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Whether the beginning of any slug is a value, too. */
  readonly takesSlugs?: true;
  /** What "procurements that …" says: of a value, and of its opposite. */
  readonly says: (value: string) => string;
  readonly denies: (value: string) => string;
}

const YES_NO: Readonly<Record<string, string>> = { true: 'yes', y: 'yes', false: 'no', n: 'no' };

/** Fields whose values follow one verb: `are in the category cloud`. */
function plain(
  noun: string,
  values: readonly string[],
  { verb, not, aliases = {}, words = {} }: Verbs,
): FactWords {
  const said = (value: string): string => words[value] ?? value;
  return {
    noun,
    values,
    aliases,
    says: (value) => `${verb} ${said(value)}`,
    denies: (value) => `${not} ${said(value)}`,
  };
}

interface Verbs {
  readonly verb: string;
  readonly not: string;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly words?: Readonly<Record<string, string>>;
}

function suited(whom: string, noun: string): FactWords {
  return {
    noun,
    values: ['yes', 'no'],
    aliases: YES_NO,
    says: (value) => `${value === 'yes' ? 'say that they suit' : 'say that they do not suit'} ${whom}`,
    denies: (value) => `do not say that they ${value === 'yes' ? 'suit' : 'are unsuitable for'} ${whom}`,
  };
}

const CATEGORY_ALIASES: Readonly<Record<string, string>> = {
  cyber: 'security',
  'cyber-security': 'security',
  cybersecurity: 'security',
  ai: 'data',
  analytics: 'data',
  hosting: 'cloud',
  networking: 'networks',
  connectivity: 'networks',
  telephony: 'telecoms',
  devices: 'hardware',
  consulting: 'consultancy',
  iot: 'smart',
  cctv: 'smart',
  'audio-visual': 'av',
  audiovisual: 'av',
  healthcare: 'health',
  training: 'learning',
};

const BUYER_ALIASES: Readonly<Record<string, string>> = {
  council: 'local',
  councils: 'local',
  'local-government': 'local',
  'central-government': 'central',
  health: 'nhs',
  school: 'education',
  schools: 'education',
  college: 'education',
  university: 'education',
  universities: 'education',
  police: 'blue-light',
  fire: 'blue-light',
  utilities: 'utility',
};

const BUYERS: Readonly<Record<string, string>> = {
  central: 'central government',
  local: 'local government',
  nhs: 'the NHS',
  education: 'schools, colleges and universities',
  'blue-light': 'police, fire and ambulance services',
  housing: 'housing associations',
  devolved: 'devolved government',
  utility: 'utilities',
  other: 'other public bodies',
};

const PORTAL_NAMES: Readonly<Record<string, string>> = {
  'contracts-finder': 'Contracts Finder',
  'find-a-tender': 'Find a Tender',
  'public-contracts-scotland': 'Public Contracts Scotland',
  sell2wales: 'Sell2Wales',
};

const FRAMEWORK: Readonly<Record<string, readonly [string, string]>> = {
  yes: ['have to do with a framework', 'have nothing to do with a framework'],
  no: ['have nothing to do with a framework', 'have to do with a framework'],
  'call-off': ['are bought under a framework', 'are not bought under a framework'],
  new: ['set up a framework', 'do not set up a framework'],
  'dynamic-market': ['belong to a dynamic market', 'belong to no dynamic market'],
  named: ['name a framework', 'name no framework'],
};

const framework: FactWords = {
  noun: 'a framework',
  values: Object.keys(FRAMEWORK),
  aliases: { ...YES_NO, calloff: 'call-off', dps: 'dynamic-market', gcloud: 'g-cloud' },
  takesSlugs: true,
  says: (value) => FRAMEWORK[value]?.[0] ?? `name the framework ${value}`,
  denies: (value) => FRAMEWORK[value]?.[1] ?? `do not name the framework ${value}`,
};

export const FACT_WORDS: Readonly<Record<FactField, FactWords>> = {
  category: plain('a category', CATEGORY_SLUGS, {
    verb: 'are in the category',
    not: 'are not in the category',
    aliases: CATEGORY_ALIASES,
  }),
  subcategory: plain('a subcategory', SUBCATEGORY_SLUGS, {
    verb: 'are in the subcategory',
    not: 'are not in the subcategory',
  }),
  'buyer-type': plain('a kind of buyer', BUYER_TYPES, {
    verb: 'are bought by',
    not: 'are not bought by',
    aliases: BUYER_ALIASES,
    words: BUYERS,
  }),
  portal: plain('a portal', PORTALS, {
    verb: 'are published on',
    not: 'are not published on',
    aliases: {
      cf: 'contracts-finder',
      contractsfinder: 'contracts-finder',
      fts: 'find-a-tender',
      findatender: 'find-a-tender',
      pcs: 'public-contracts-scotland',
      s2w: 'sell2wales',
    },
    words: PORTAL_NAMES,
  }),
  sme: suited('small and medium enterprises', 'an answer to `sme:`'),
  vcse: suited('voluntary, community and social enterprises', 'an answer to `vcse:`'),
  framework,
  procedure: plain(
    'a procedure',
    ['open', 'restricted', 'competitive-flexible', 'direct-award', 'dynamic-market', 'call-off'],
    {
      verb: 'are bought by the procedure',
      not: 'are not bought by the procedure',
      aliases: { flexible: 'competitive-flexible', direct: 'direct-award', dps: 'dynamic-market' },
    },
  ),
  threshold: plain('a side of the threshold', ['above', 'below'], {
    verb: 'are stated to be',
    not: 'are not stated to be',
    aliases: { over: 'above', under: 'below' },
    words: { above: 'above the threshold', below: 'below the threshold' },
  }),
};
