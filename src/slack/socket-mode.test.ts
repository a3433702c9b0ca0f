import { afterEach, describe, expect, it, vi } from 'vitest';
import { aProcurement } from '../../test/builders.ts';
import { aBot } from '../../test/bot-world.ts';
import { hastyClock, slashCommand, startFakeSlack, type FakeSlack } from '../../test/fake-slack.ts';
import { describeQuery } from '../match/describe.ts';
import { parseQuery } from '../match/parse.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function search(text: string) {
  const parsed = parseQuery(text);
  const described = describeQuery(parsed.query);
  return Promise.resolve({
    parsed,
    described,
    total: 1,
    procurements: [aProcurement()],
    next: undefined,
    counts: undefined,
  });
}

async function aSocketBot(slack: FakeSlack) {
  const { bot, log, close } = await aBot({
    appToken: 'xapp-1-secret',
    apiUrl: slack.apiUrl,
    search,
    clock: hastyClock,
  });
  open.push(close);
  return { bot, log };
}

async function aSlack(): Promise<FakeSlack> {
  const slack = await startFakeSlack();
  open.push(slack.close);
  return slack;
}

describe('a slash command over Socket Mode', () => {
  it('is answered in the acknowledgement, as over HTTP', async () => {
    const slack = await aSlack();
    const { bot } = await aSocketBot(slack);
    await bot.start();
    expect(bot.listener).toBeUndefined();
    expect(bot.state()).toBe('up');

    const found = await slack.envelope('slash_commands', slashCommand());
    const help = await slack.envelope('slash_commands', slashCommand({ text: 'help' }));
    const unknown = await slack.envelope('slash_commands', slashCommand({ command: '/other' }));

    expect(found).toMatchObject({ response_type: 'ephemeral' });
    expect(JSON.stringify(found)).toContain('Penetration testing of the housing portal');
    expect(help['text']).toContain('/tenders penetration testing');
    expect(unknown['text']).toContain('Mine is /tenders');
  });

  it('connects anew when Slack recycles the connection', async () => {
    const slack = await aSlack();
    const { bot } = await aSocketBot(slack);
    await bot.start();
    const [first] = slack.sockets;

    first?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));

    const opened = () => slack.calls.filter((method) => method === 'apps.connections.open');
    await vi.waitFor(() => expect(opened()).toHaveLength(2));
    await vi.waitFor(() => expect([...slack.sockets].some((socket) => socket !== first)).toBe(true));
    await vi.waitFor(() => expect(bot.state()).toBe('up'));
    expect((await slack.envelope('slash_commands', slashCommand({ text: 'help' })))['text']).toContain(
      '/tenders',
    );
  });

  it('outlives a Slack that goes away while it is connected, and comes back when Slack does', async () => {
    const slack = await aSlack();
    const { bot, log } = await aSocketBot(slack);
    await bot.start();

    slack.down = true;
    for (const socket of slack.sockets) socket.terminate();
    await vi.waitFor(() => expect(bot.state()).toBe('down'));
    await vi.waitFor(() => expect(slack.calls.length).toBeGreaterThan(3));
    slack.down = false;

    await vi.waitFor(() => expect(bot.state()).toBe('up'));
    expect((await slack.envelope('slash_commands', slashCommand()))['blocks']).toBeDefined();
    expect(log.lines.filter((line) => line.includes('cannot be reached'))).toHaveLength(1);
    expect(log.lines.join('\n')).toContain('Slack answers again');
    expect(log.lines.join('\n')).not.toContain('secret');
    expect(log.lines.join('\n')).not.toContain('ticket');
  });

  it('says goodbye when stopped, and does not come back', async () => {
    const slack = await aSlack();
    const { bot } = await aSocketBot(slack);
    await bot.start();

    await bot.stop();

    await vi.waitFor(() => expect(slack.sockets.size).toBe(0));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(slack.calls).toHaveLength(1);
    expect(bot.state()).toBe('down');
  });
});
