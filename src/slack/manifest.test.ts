import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { fakeClock } from '../../test/fake-clock.ts';
import { keptLog } from '../../test/fake-slack.ts';
import { App, HTTPReceiver } from '@slack/bolt';
import { boltLogger } from './bolt-logger.ts';
import type { AnswerDeps } from './answer-command.ts';
import { registerListeners } from './register-listeners.ts';

const MANIFEST = z.object({
  features: z.object({ slash_commands: z.array(z.object({ command: z.string(), url: z.url() })) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ interactivity: z.object({ request_url: z.url() }) }),
});

const manifest = MANIFEST.parse(
  parse(readFileSync(new URL('../../slack/manifest.yaml', import.meta.url), 'utf8')),
);

describe('slack/manifest.yaml', () => {
  it('names exactly the commands that are registered', () => {
    const receiver = new HTTPReceiver({ signingSecret: 'x', logger: boltLogger(keptLog()) });
    const app = new App({ receiver, authorize: () => Promise.resolve({}), logger: boltLogger(keptLog()) });
    const register = vi.spyOn(app, 'command');
    registerListeners(app, {
      command: '/tenders',
      search: vi.fn<AnswerDeps['search']>(),
      clock: fakeClock(),
      log: keptLog(),
      ackWithinMs: 1,
    });

    const registered = register.mock.calls.map(([name]) => name).filter((name) => typeof name === 'string');

    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(registered);
  });

  it('asks for no more than it needs, and is reached at the one path we answer', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(['commands', 'chat:write']);
    const urls = [
      ...manifest.features.slash_commands.map(({ url }) => url),
      manifest.settings.interactivity.request_url,
    ];
    expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set(['/slack/events']));
  });
});
