import type { MethodAnswer } from './answers.ts';
import { failure } from './answers.ts';
import type { Fields } from './fields.ts';
import { word } from './fields.ts';
import { WORKSPACE } from './seeds.ts';
import type { Redeemed, Tokens } from './tokens.ts';
import type { World } from './world.ts';

function installed({ team, user, minted }: Redeemed, world: World): MethodAnswer {
  const space = world.workspace(team);
  if (space === undefined) return failure('invalid_code');
  const { accessToken, scopes, refresh } = minted;
  const rotating =
    refresh === undefined ? {} : { refresh_token: refresh.token, expires_in: refresh.expiresIn };
  return {
    ok: true,
    access_token: accessToken,
    ...rotating,
    token_type: 'bot',
    scope: scopes,
    bot_user_id: space.team.botUser,
    app_id: WORKSPACE.app,
    team: { id: team, name: space.team.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: user },
  };
}

/** `oauth.v2.access`: a code once for a token, or a refresh token once for the next (https://docs.slack.dev/reference/methods/oauth.v2.access). */
export function oauthAccess(args: Fields, tokens: Tokens, world: World): MethodAnswer {
  if (word(args, 'client_id') !== WORKSPACE.clientId) return failure('invalid_client_id');
  if (word(args, 'client_secret') !== WORKSPACE.clientSecret) return failure('bad_client_secret');
  const grant = word(args, 'grant_type') || 'authorization_code';
  if (grant !== 'authorization_code' && grant !== 'refresh_token') return failure('invalid_grant_type');
  const redeemed =
    grant === 'refresh_token'
      ? tokens.refresh(word(args, 'refresh_token'))
      : tokens.redeem(word(args, 'code'), word(args, 'redirect_uri'));
  return typeof redeemed === 'string' ? failure(redeemed) : installed(redeemed, world);
}
