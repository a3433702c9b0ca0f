/** The slugs of the IT categories, as in config/taxonomy.yaml (a test holds the two equal). */
export const CATEGORY_SLUGS = [
  'software',
  'digital',
  'cloud',
  'data',
  'security',
  'networks',
  'telecoms',
  'hardware',
  'support',
  'consultancy',
  'health',
  'smart',
  'av',
  'learning',
] as const;
