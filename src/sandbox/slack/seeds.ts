import type { SlackChannel, SlackUser } from './workspace.ts';

/** Ids and secrets of the pretend app and its first workspace; secrets only in form. */
export const WORKSPACE = {
  team: 'T01SANDBOX',
  teamName: 'tenderbell sandbox',
  app: 'A01SANDBOX',
  bot: 'B01SANDBOX',
  botUser: 'U00TENDERB',
  botToken: 'xoxb-sandbox-bot-token',
  appToken: 'xapp-1-sandbox-app-token',
  signingSecret: '5a4db0c55a4db0c55a4db0c55a4db0c5',
  clientId: '1111111111.2222222222',
  clientSecret: 'c11e47c11e47c11e47c11e47c11e47c1',
} as const;

/** What a workspace is called, and its app's ids in it. */
export interface TeamFacts {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly bot: string;
  readonly botUser: string;
}

export function teamFacts(id: string, name: string): TeamFacts {
  const domain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const rest = id.slice(1);
  return id === WORKSPACE.team
    ? { id, name, domain, bot: WORKSPACE.bot, botUser: WORKSPACE.botUser }
    : { id, name, domain, bot: `B${rest}`, botUser: `U00${rest}` };
}

function channel(id: string, name: string, more: Partial<SlackChannel> = {}): SlackChannel {
  return { id, name, state: 'member', isPrivate: false, im: undefined, ...more };
}

/** Every kind of place in which a person may type a command. */
export const CHANNELS: readonly SlackChannel[] = [
  channel('C01TENDERS', 'tenders'),
  channel('C02GENERAL', 'general'),
  channel('C03ELSEWHERE', 'elsewhere', { state: 'not-in-channel' }),
  channel('C04OLDTIMES', 'old-times', { state: 'archived' }),
  channel('C05BIDTEAM', 'bid-team', {
    state: 'not-in-channel',
    isPrivate: true,
    members: ['U01SAM0000', 'U02ALEX000'],
  }),
  channel('C06PARTNERS', 'with-partners', {
    shared: true,
    members: ['U01SAM0000', 'U02ALEX000', 'U03GUEST00', 'U04PARTNER'],
  }),
  channel('D09SAMALEX', 'alex', {
    state: 'not-in-channel',
    isPrivate: true,
    im: 'U02ALEX000',
    members: ['U01SAM0000', 'U02ALEX000'],
  }),
];

export const USERS: readonly SlackUser[] = [
  { id: 'U01SAM0000', name: 'sam' },
  { id: 'U02ALEX000', name: 'alex' },
  { id: 'U03GUEST00', name: 'gil', guest: true },
  { id: 'U04PARTNER', name: 'pat', homeTeam: 'T09PARTNER' },
];
