/** The slugs of the IT categories and their names, as in config/taxonomy.yaml (a test holds the two equal). */
export const CATEGORIES: Readonly<Record<string, string>> = {
  software: 'Business software and SaaS',
  digital: 'Digital services and bespoke development',
  cloud: 'Cloud, hosting and data centres',
  data: 'Data, analytics and AI',
  security: 'Cyber security and identity',
  networks: 'Networks and connectivity',
  telecoms: 'Telephony, mobile and contact centre',
  hardware: 'Devices, servers and print',
  support: 'IT support and managed services',
  consultancy: 'IT consultancy, programme delivery and people',
  health: 'Health and care technology',
  smart: 'Smart places, IoT and video security',
  av: 'Audio-visual and collaboration',
  learning: 'Digital skills and learning technology',
};

export const CATEGORY_SLUGS = Object.keys(CATEGORIES);
