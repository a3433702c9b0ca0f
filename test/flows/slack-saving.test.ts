import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aNotice } from '../builders.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { buttonsOf, wordsOf } from '../slack-words.ts';

const [SAM, ALEX] = ['U01SAM0000', 'U02ALEX000'];
const [TENDERS, GENERAL, ELSEWHERE, BID_TEAM] = ['C01TENDERS', 'C02GENERAL', 'C03ELSEWHERE', 'C05BIDTEAM'];

let world: BotWorld;

beforeEach(async () => {
  world = await openBotWorld();
  await world.collect('find-a-tender');
  world.portals['find-a-tender'].publish(aNotice({ published: world.clock.now() }));
  world.clock.advance(3_600_000);
  await world.collect('find-a-tender');
});

afterEach(async () => {
  await world.close();
});

const form = (user = SAM): string => wordsOf(world.slack.modal(user)?.view);
const saved = async () => await world.store.subscriptions.list();

async function formSays(words: string | RegExp, user = SAM): Promise<void> {
  await vi.waitFor(() => expect(form(user)).toMatch(words), { timeout: 3_000 });
}

describe('saving a search', () => {
  it('opens a form that says what the query means and how much it would bring', async () => {
    const answer = await world.slack.command('/tenders save penetration category:security');
    expect(answer.via).toBe('view');
    const opened = world.slack.calls().find(({ method }) => method === 'views.open');
    expect(JSON.stringify(opened?.args)).toContain('Counting how much that would bring');
    await formSays(/The latest:/);
    expect(form()).toContain("Looks for:* IT procurements that mention 'penetration'");
    expect(form()).toMatch(/1 would have come as new in the .*days?/);
    expect(form()).toContain('Penetration testing of the housing portal');
    expect(form()).toContain('Here, in #tenders');
    expect(form()).toContain('By saving, you ask that what matches is posted there');
    expect(await saved()).toEqual([]);
  });

  it('proves that it can post before it saves: the proof says who set it up, and anyone can press it', async () => {
    await world.slack.command('/tenders save penetration category:security');
    const handedIn = await world.slack.submit();
    expect(wordsOf(handedIn.view?.view)).toContain('Checking that I can post there');
    await formSays(/Saved/);
    expect(form()).toContain('1 that matches is open now');

    const [alert] = await saved();
    expect(alert).toMatchObject({
      query: 'penetration category:security it:balanced',
      cadence: 'instant',
      wanted: ['new', 'changes'],
      maker: SAM,
      state: 'active',
      subscriber: { address: { channel: 'slack', team: 'home', id: TENDERS } },
    });
    const [post, ...rest] = world.slack.posts();
    expect(rest).toEqual([]);
    expect(post?.channel).toBe(TENDERS);
    expect(wordsOf(post?.blocks)).toMatch(
      /Tender alert set up by <@U01SAM0000>[^]*Anyone here can change it: \/tenders alerts/,
    );
    expect(buttonsOf(post?.blocks)).toEqual(['Edit', 'Pause', 'Delete']);
  });

  it('keeps who agreed, when, and the words that were shown', async () => {
    await world.slack.command('/tenders save "penetration testing"');
    const shown = form();
    const at = world.clock.now();
    await world.slack.submit();
    await formSays(/Saved/);
    const database = new Database(world.database, { readonly: true });
    const [consent] = database
      .prepare(
        'select consent_by as by, consent_at as at, consent_words as words, consent_form as form from subscription',
      )
      .all() as { by: string; at: number; words: string; form: string }[];
    database.close();
    expect(consent).toMatchObject({ by: 'subscriber', form: 'slack-save-1' });
    expect(consent?.at).toBeGreaterThanOrEqual(at);
    expect(shown).toContain(consent?.words);
  });

  it('tells the channel from then on, what is open already first', async () => {
    await world.slack.command('/tenders save penetration category:security');
    await world.slack.submit();
    await formSays(/Saved/);
    world.portals['find-a-tender'].publish(
      aNotice({
        noticeId: '000102-2026',
        ocid: 'ocds-h6vhtk-0a0002',
        title: 'Penetration testing of the library',
        published: world.clock.now(),
      }),
    );
    world.clock.advance(3_600_000);
    await world.collect('find-a-tender');
    world.clock.advance(3_600_000);
    await world.send();
    const told = world.channels.slack.sent.flatMap(({ message }) => message.items.map((item) => item.kind));
    expect(told.toSorted()).toEqual(['new', 'offered']);
  });

  it('takes the last search of this person in this channel where nothing is named', async () => {
    await world.slack.command('/tenders penetration sort:deadline');
    await world.slack.command('/tenders archaeology', { channel: GENERAL });
    await world.slack.command('/tenders save');
    await formSays(/mention 'penetration'/);
    expect(form()).not.toContain('sort:');
    const empty = await world.slack.command('/tenders save', { user: ALEX });
    expect(wordsOf(empty.view?.view)).not.toContain('Looks for');
  });

  it('looks for what only begins like a command', async () => {
    const answer = await world.slack.command('/tenders save energy');
    expect(answer.via).toBe('ack');
    expect(world.slack.modal()).toBeUndefined();
    for (const typed of [
      'save (SOC OR SIEM)',
      'save cyber region:wales',
      'save SOC OR SIEM',
      'save cyber -guarding',
    ]) {
      expect((await world.slack.command(`/tenders ${typed}`)).via, typed).toBe('view');
      await world.slack.closeModal();
    }
  });

  it('shows what another query means when Enter is pressed, and keeps what else was chosen', async () => {
    await world.slack.command('/tenders save penetration category:security');
    await formSays(/The latest:/);
    const { fillIn } = world.slack;
    await fillIn({ values: { cadence: 'weekly' } });
    await fillIn({ values: { query: 'archaeology' } });
    await formSays(/mention 'archaeology'/);
    await world.slack.submit();
    await formSays(/Saved/);
    expect(await saved()).toMatchObject([{ cadence: 'weekly', query: 'archaeology it:balanced' }]);
  });

  it('points at mistakes, and saves nothing of a query that was not understood', async () => {
    await world.slack.command('/tenders save cyber regoin:wales value:10k..20k');
    await formSays(/`regoin:` is not a field; did you mean `region:`\?[^]*\^\^\^/);
    const answer = await world.slack.submit();
    expect(answer.errors['query']).toContain('did you mean ‘region:’?');
    await world.slack.submit({ values: { query: 'cyber', wanted: ['changes'] } }).then(({ errors }) => {
      expect(errors['wanted']).toContain('Choose new opportunities or who won');
    });
    expect(await saved()).toEqual([]);
    expect(world.slack.posts()).toEqual([]);
  });

  it('sends a direct message, and says so there first', async () => {
    await world.slack.command('/tenders save penetration category:security');
    await world.slack.submit({ values: { where: 'me' } });
    await formSays(/Saved/);
    expect(await saved()).toMatchObject([{ subscriber: { address: { id: SAM } } }]);
    expect(wordsOf(world.slack.posts()[0]?.blocks)).toContain('Your tender alert is set up');
  });

  it('posts to another channel that was chosen, and asks for it where none was', async () => {
    await world.slack.command('/tenders save penetration category:security');
    const answer = await world.slack.submit({ values: { where: 'other' } });
    expect(answer.errors).toEqual({ other: 'Choose the channel.' });
    await world.slack.submit({ values: { where: 'other', other: GENERAL } });
    await formSays(/Saved/);
    expect(await saved()).toMatchObject([{ subscriber: { address: { id: GENERAL } } }]);
  });

  it.each([
    ['a channel that it is not in', ELSEWHERE, 'I am not in that channel'],
    ['a private channel that it is not in', BID_TEAM, 'I am not in that channel'],
  ])('saves nothing for %s, and says how to invite it', async (_, channel, why) => {
    await world.slack.command('/tenders save penetration category:security', { channel });
    await world.slack.submit({ values: { cadence: 'daily' } });
    await formSays(/Nothing was saved/);
    expect(form()).toContain(why);
    expect(form()).toContain('type /invite <@U00TENDERB>');
    expect(await saved()).toEqual([]);
    expect(world.slack.posts()).toEqual([]);

    await world.slack.invite(channel);
    const again = await world.slack.submit();
    expect(wordsOf(again.view?.view)).toContain('Checking');
    await formSays(/Saved/);
    expect(await saved()).toMatchObject([{ cadence: 'daily', subscriber: { address: { id: channel } } }]);
  });

  it('says what else keeps it from posting', async () => {
    await world.slack.command('/tenders save penetration category:security');
    world.slack.faults([{ kind: 'error', method: 'chat.postMessage', error: 'restricted_action' }]);
    await world.slack.submit();
    await formSays(/does not let me post in that channel/);
    world.slack.faults([{ kind: 'status-500', method: 'chat.postMessage' }]);
    await world.slack.submit();
    await formSays(/did not take my message just now/);
    expect(await saved()).toEqual([]);
  });

  it('leaves nothing false in the channel where nobody learns whether the proof arrived', async () => {
    await world.slack.command('/tenders save penetration category:security');
    world.slack.faults([{ kind: 'reset-after', method: 'chat.postMessage' }]);
    await world.slack.submit();
    await formSays(/Nothing was saved/);
    expect(await saved()).toEqual([]);
    const [post] = world.slack.posts();
    const said = `${post?.text}\n${wordsOf(post?.blocks)}`;
    expect(said).toContain('<@U01SAM0000> is setting up a tender alert here:');
    expect(said).toContain('If this line stays, it was not saved');
    expect(said).not.toMatch(/set up by|alert set up:|\bon\b/);
    expect(buttonsOf(post?.blocks)).toEqual([]);
  });

  it('says in another message that it is kept where the first cannot be changed', async () => {
    await world.slack.command('/tenders save penetration category:security');
    world.slack.faults([{ kind: 'error', method: 'chat.update', error: 'cant_update_message' }]);
    await world.slack.submit();
    await formSays(/Saved/);
    expect(world.slack.posts()).toHaveLength(1);
    const said = (): string => wordsOf(world.slack.posts()[0]?.blocks);
    expect(said()).toContain('Tender alert set up by <@U01SAM0000>');
    await world.slack.command('/tenders pause', { user: ALEX });
    await vi.waitFor(() => expect(said()).toContain('Paused by <@U02ALEX000>'));
  });

  describe('counts what would come', () => {
    const muteFor = async (id: string): Promise<void> => {
      await world.store.transaction(async (tx) => {
        const whose = await tx.subscriptions.subscriber({ channel: 'slack', team: 'home', id });
        await tx.subscriptions.mute(whose.id, { kind: 'term', term: 'penetration' }, world.clock.now());
      });
    };

    it('where it is to go, and again when that changes', async () => {
      await muteFor(SAM);
      await muteFor(GENERAL);
      await world.slack.command('/tenders save penetration category:security');
      await formSays(/The latest:/);
      for (const [values, brings] of [
        [{ where: 'me' }, false],
        [{ where: 'here' }, true],
        [{ where: 'other', other: GENERAL }, false],
        [{ other: ELSEWHERE }, true],
      ] as const) {
        await world.slack.fillIn({ values });
        await vi.waitFor(() => expect(form().includes('The latest:'), JSON.stringify(values)).toBe(brings));
      }
    });

    it('of the kinds that are chosen, and again when they change', async () => {
      await world.slack.command('/tenders save penetration category:security');
      await formSays(/The latest:/);
      await world.slack.fillIn({ values: { wanted: ['awards'] } });
      await vi.waitFor(() => expect(form()).not.toContain('The latest:'));
    });

    it('where an alert goes that is changed, whatever whoever changes it has muted', async () => {
      await muteFor(SAM);
      await world.slack.command('/tenders save penetration category:security');
      await world.slack.submit();
      await formSays(/Saved/);
      await world.slack.closeModal();
      const { ts = '' } = world.slack.posts()[0] ?? {};
      await world.slack.click({ label: 'Edit', ts });
      await vi.waitFor(() => expect(form()).toMatch(/Change an alert[^]*The latest:/));
    });
  });

  it('asks which is meant where a channel was chosen and another place, too', async () => {
    await world.slack.command('/tenders save penetration category:security');
    const answer = await world.slack.submit({ values: { other: GENERAL } });
    expect(answer.errors['other']).toContain('Which do you mean?');
    const mine = await world.slack.submit({ values: { where: 'me' } });
    expect(mine.errors['other']).toContain('Which do you mean?');
    expect(world.slack.posts()).toEqual([]);
    await world.slack.submit({ values: { where: 'here', other: TENDERS } });
    await formSays(/Saved/);
    expect(await saved()).toMatchObject([{ subscriber: { address: { id: TENDERS } } }]);
  });

  it('takes its message back where it cannot be kept', async () => {
    await world.slack.command('/tenders save penetration category:security');
    const database = new Database(world.database);
    database.exec(
      "create trigger no_room before insert on subscription begin select raise(abort, 'no room'); end",
    );
    database.close();
    await world.slack.submit();
    await formSays(/could not be kept: that is our fault/);
    expect(world.slack.posts()).toEqual([]);
    expect(await saved()).toEqual([]);
  });

  it('says so where the same alert is there already, beside the query', async () => {
    await world.slack.command('/tenders save penetration category:security');
    await world.slack.submit();
    await formSays(/Saved/);
    await world.slack.command('/tenders save penetration category:security', { user: ALEX });
    const { errors } = await world.slack.submit({ user: ALEX });
    expect(errors['query']).toContain('That channel has this alert already');
    expect(await saved()).toHaveLength(1);
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('opens an empty form from the App Home, for me or for a channel', async () => {
    await world.slack.openHome();
    await vi.waitFor(() => expect(world.slack.home()).toBeDefined());
    await world.slack.click({ actionId: 'new-alert', view: 'home' });
    expect(form()).not.toContain('Here, in');
    await world.slack.submit({ values: { query: 'penetration' } });
    await formSays(/Saved/);
    await vi.waitFor(() => expect(wordsOf(world.slack.home()?.view)).toContain("mention 'penetration'"));
  });
});
