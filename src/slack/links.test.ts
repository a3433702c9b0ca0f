import { SocketModeReceiver } from '@slack/bolt';
import { expect, it, vi } from 'vitest';
import { keptLog, startFakeSlack } from '../../test/fake-slack.ts';
import { boltLogger } from './bolt-logger.ts';
import { hangUp, socketLink } from './links.ts';

it('a connection on which Slack says no hello is given up, and the next one is taken', async () => {
  const slack = await startFakeSlack();
  slack.mute = true;
  const { client } = new SocketModeReceiver({
    appToken: 'xapp-1',
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } } },
    logger: boltLogger(keptLog()),
  });
  const link = socketLink(client, 500);
  const { signal } = new AbortController();

  await expect(link.open(signal)).rejects.toThrow('no hello');
  await vi.waitFor(() => expect(slack.sockets.size).toBe(0));

  slack.mute = false;
  const { over } = await link.open(signal);
  await vi.waitFor(() => expect(slack.sockets.size).toBe(1));

  await hangUp(client, 1000);
  await over;
  await slack.close();
});

it('a peer that does not return the goodbye is hung up on', async () => {
  const disconnect = vi.fn<() => Promise<void>>(() => new Promise(() => undefined));

  await hangUp({ disconnect }, 20);

  expect(disconnect).toHaveBeenCalledTimes(2);
});
