import { describe, expect, it } from 'vitest';
import { cannotPostWords } from './cannot-post.ts';

const words = (code: string, with_: { isPerson?: boolean; bot?: string } = {}): string =>
  cannotPostWords({ code, isPerson: with_.isPerson ?? false, bot: with_.bot });

describe('cannotPostWords', () => {
  it.each(['channel_not_found', 'not_in_channel'])('says how to invite the bot for %s', (code) => {
    expect(words(code, { bot: 'U0BOT' })).toBe(
      'I am not in that channel, so I cannot post there. Invite me there: type /invite <@U0BOT>',
    );
    expect(words(code)).toContain('type `/invite` and my name');
  });

  it.each([
    ['channel_not_found', true, 'does not let me write to you directly'],
    ['user_disabled', true, 'does not let me write to you directly'],
    ['is_archived', false, 'archived'],
    ['restricted_action_read_only_channel', false, 'Whoever looks after it can allow it'],
    ['token_revoked', false, 'install me anew'],
    ['access_denied', false, 'must let me in'],
    ['enterprise_is_restricted', false, 'must let me in'],
    ['team_access_not_granted', true, 'must let me in'],
    ['not_installed', true, 'install me anew'],
    ['internal_error', false, 'try again in a minute'],
  ])('says what %s means (to a person: %s)', (code, isPerson, remedy) => {
    expect(words(code, { isPerson })).toContain(remedy);
  });
});
