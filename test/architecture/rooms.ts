/**
 * The rooms of `src/`, what each may import, and which outside packages it holds. This table is the rule
 * (docs/adr/0001-rooms-and-import-rule.md).
 */
export interface Room {
  /** Other rooms; a path like `base/text` allows only that part. `(types)` allows type imports alone. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Pure rooms may not import `node:` modules. */
  readonly pure: boolean;
  /** Folders inside that never import one another. */
  readonly siblings?: true;
  /** Folders that the others may import all the same. */
  readonly shared?: readonly string[];
}

export const ROOMS: Readonly<Record<string, Room>> = {
  // luxon: London wall time is a date rule, and date rules come from a library; so are bank holidays, from date-holidays.
  // @slack/web-api: the bot and the alerts call Slack alike, each from its own room.
  base: {
    rooms: [],
    packages: ['undici', 'pino', 'stemmer', 'luxon', 'date-holidays', '@slack/web-api'],
    pure: false,
  },
  domain: { rooms: [], packages: [], pure: true },
  dedupe: { rooms: ['domain', 'base/text'], packages: [], pure: true },
  classify: { rooms: ['domain', 'base/text'], packages: [], pure: true },
  match: { rooms: ['domain', 'base/text'], packages: [], pure: true },
  present: { rooms: ['domain', 'base', 'match'], packages: ['hono', 'ical-generator'], pure: true },
  // base/london: nights and days of the week are London's, and the conversion is luxon's.
  flows: {
    rooms: ['domain', 'dedupe', 'classify', 'match', 'base (types)', 'base/london'],
    packages: [],
    pure: true,
  },
  // csv-parse: spreadsheets with escapes. robots-parser: what a site asks of those who read its pages.
  portals: {
    rooms: ['base', 'domain'],
    packages: ['cheerio', 'csv-parse', 'robots-parser'],
    pure: false,
    siblings: true,
    shared: ['walk'],
  },
  notify: {
    rooms: ['base', 'domain', 'present'],
    packages: ['nodemailer', '@slack/web-api', 'postal-mime'],
    pure: false,
    siblings: true,
  },
  store: { rooms: ['base', 'domain', 'match'], packages: ['kysely', 'better-sqlite3'], pure: false },
  // @slack/oauth: Bolt makes an installer of its own only where it has a route for it; ours stands on the web port in Socket Mode, too.
  slack: {
    rooms: ['base', 'domain', 'flows', 'match', 'present'],
    packages: ['@slack/bolt', '@slack/oauth'],
    pure: false,
  },
  web: {
    rooms: ['base', 'domain', 'flows', 'match', 'present'],
    packages: ['hono', '@hono/node-server'],
    pure: false,
  },
  // ws: the pretend Slack speaks Socket Mode, which is a WebSocket. postal-mime: the mailbox page shows what was received.
  sandbox: {
    rooms: ['base', 'domain'],
    packages: ['smtp-server', 'hono', '@hono/node-server', 'ws', 'postal-mime'],
    pure: false,
  },
  // cli-progress: the bar on long work.
  app: {
    rooms: ['*'],
    packages: ['node-cron', 'croner', 'commander', 'zod', 'yaml', 'cli-progress'],
    pure: false,
  },
  'main.ts': { rooms: ['app'], packages: [], pure: false },
};
