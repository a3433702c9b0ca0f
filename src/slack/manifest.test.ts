import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { DEFAULTS } from '../app/config-defaults.ts';
import { SHORTCUTS } from '../present/slack-names.ts';
import { ANSWERS } from './answers.ts';
import { REDIRECT_PATH } from './install-paths.ts';
import { SCOPES } from './scopes.ts';

const Reached = z.object({ request_url: z.url() });
const MANIFEST = z.object({
  display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }),
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), url: z.url(), should_escape: z.literal(false) })),
    shortcuts: z.array(
      z.object({
        name: z.string().max(24),
        type: z.literal('message'),
        callback_id: z.string(),
        description: z.string().max(150),
      }),
    ),
    unfurl_domains: z.array(z.string()),
  }),
  oauth_config: z.object({
    redirect_urls: z.array(z.url()),
    scopes: z.strictObject({ bot: z.array(z.string()) }),
  }),
  settings: z.object({
    event_subscriptions: Reached.extend({ bot_events: z.array(z.string()) }),
    interactivity: Reached.extend({ is_enabled: z.literal(true) }),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const manifest = MANIFEST.parse(
  parse(readFileSync(new URL('../../slack/manifest.yaml', import.meta.url), 'utf8')),
);
const { features, oauth_config: oauth, settings } = manifest;

/** What each method that we call needs (its page at https://docs.slack.dev/reference/methods). */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  'api.test': [],
  'auth.test': [],
  'oauth.v2.access': [],
  // To a person who never wrote to us it begins the conversation.
  'chat.postMessage': ['chat:write', 'im:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
};

/** What each event needs (its page at https://docs.slack.dev/reference/events). */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  link_shared: ['links:read'],
  app_uninstalled: [],
  tokens_revoked: [],
  member_left_channel: ['channels:read', 'groups:read'],
  user_change: ['users:read'],
  channel_unarchive: ['channels:read'],
  group_unarchive: ['groups:read'],
};

/** The methods that stand in the sources of all that calls Slack. */
function methodsCalled(): string[] {
  const folders = ['../slack', '../notify/slack', '../app'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  const called = files.flatMap((text) =>
    Array.from(
      text.matchAll(/'((?:api|auth|oauth|chat|conversations|users|views|team)\.[\w.]+)'/g),
      (found) => found[1] ?? '',
    ),
  );
  return [...new Set(called)];
}

describe('slack/manifest.yaml', () => {
  it('names exactly the command, the shortcuts and the events that are answered', () => {
    expect(features.slash_commands.map(({ command }) => command)).toEqual([DEFAULTS.command]);
    const shortcuts = features.shortcuts.map((one) => one.callback_id).toSorted();
    expect(shortcuts).toEqual(Object.keys(ANSWERS.shortcuts).toSorted());
    expect(shortcuts).toEqual(Object.values(SHORTCUTS).toSorted());
    expect(settings.event_subscriptions.bot_events.toSorted()).toEqual(
      Object.keys(ANSWERS.events).toSorted(),
    );
  });

  it('asks for exactly the scopes that what we call and hear of needs, and so does an installation by OAuth', () => {
    const methods = methodsCalled();
    expect(methods).toContain('chat.postMessage');
    expect(methods.filter((method) => !Object.hasOwn(METHODS, method))).toEqual([]);

    const needed = new Set([
      'commands',
      ...methods.flatMap((method) => METHODS[method] ?? []),
      ...settings.event_subscriptions.bot_events.flatMap((event) => EVENTS[event] ?? [`unknown ${event}`]),
    ]);

    expect(oauth.scopes.bot.toSorted()).toEqual([...needed].toSorted());
    expect(oauth.scopes.bot).toEqual([...SCOPES]);
  });

  it('is reached at the paths we answer', () => {
    const urls = [
      ...features.slash_commands.map(({ url }) => url),
      settings.interactivity.request_url,
      settings.event_subscriptions.request_url,
    ];
    expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set(['/slack/events']));
    expect(oauth.redirect_urls.map((url) => new URL(url).pathname)).toEqual([REDIRECT_PATH]);
  });

  it('hears of links to the two portals that serve the whole country, and of none else', () => {
    expect(features.unfurl_domains).toEqual(['contractsfinder.service.gov.uk', 'find-tender.service.gov.uk']);
  });
});
