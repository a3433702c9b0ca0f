import { expect, it } from 'vitest';
import { aProcurement } from '../../test/builders.ts';
import { aBot } from '../../test/bot-world.ts';
import { hastyClock, serve } from '../../test/fake-slack.ts';
import { describeQuery } from '../match/describe.ts';
import { parseQuery } from '../match/parse.ts';
import { startPretendSlack } from '../sandbox/pretend-slack.ts';

function search(text: string) {
  const parsed = parseQuery(text);
  const procurements = Array.from({ length: 5 }, (_, id) => aProcurement({ id }));
  const described = describeQuery(parsed.query);
  return Promise.resolve({ parsed, described, total: 40, procurements, next: undefined, counts: undefined });
}

it.each(['http', 'socket'] as const)(
  'somebody in the pretend workspace is answered over %s',
  async (mode) => {
    let botUrl = '';
    const slack = await startPretendSlack({ now: () => Date.now(), botUrl: () => botUrl });
    const { botToken, signingSecret, appToken, apiUrl } = slack;
    const way = mode === 'http' ? { signingSecret } : { appToken };
    const { bot, close } = await aBot({ botToken, ...way, apiUrl, search, clock: hastyClock });
    const server = bot.listener === undefined ? undefined : await serve(bot.listener);
    botUrl = server?.url ?? '';
    await bot.start();
    expect([bot.state(), slack.connected()]).toEqual(['up', mode === 'socket']);

    const found = await slack.command('/tenders cyber region:wales');
    const help = await slack.command('/tenders');
    const other = await slack.command('/nothing-of-ours x');

    expect(found).toMatchObject({ via: 'ack', ephemeral: true });
    expect(JSON.stringify(found.blocks)).toContain('Penetration testing of the housing portal');
    expect(help).toMatchObject({ via: 'ack', ephemeral: true });
    expect(help.text).toContain('/tenders penetration testing');
    expect(other.text).toContain('Mine is /tenders');
    await server?.close();
    await slack.close();
    await close();
  },
);
