import { randomBytes } from 'node:crypto';

/** Slack's rotating bot tokens live twelve hours (https://docs.slack.dev/authentication/using-token-rotation). */
const LIFE_S = 43_200;

type Health = 'good' | 'expired' | 'revoked' | 'inactive';

interface Held {
  readonly team: string;
  /** Undefined for all. */
  readonly scopes: string | undefined;
  /** UTC milliseconds; undefined for a token that does not rotate. */
  readonly expires: number | undefined;
  health: Health;
}

/** What an installation is given. */
export interface Minted {
  readonly accessToken: string;
  readonly scopes: string;
  /** Where the app rotates its tokens. */
  readonly refresh: { readonly token: string; readonly expiresIn: number } | undefined;
}

export interface Redeemed {
  readonly team: string;
  readonly user: string;
  readonly minted: Minted;
}

export interface Code {
  readonly team: string;
  readonly user: string;
  readonly scopes: string;
  readonly redirectUri: string;
}

export type TokenError = 'invalid_auth' | 'token_revoked' | 'token_expired' | 'account_inactive';

/** The app's tokens of all workspaces: which may call, which are over. */
export interface Tokens {
  /** The workspace for which a token speaks, or why it does not. */
  readonly holder: (token: string) => Pick<Held, 'team' | 'scopes'> | TokenError;
  /** Takes a given token, for good. */
  readonly give: (token: string, team: string) => void;
  readonly issueCode: (code: Code) => string;
  readonly redeem: (
    code: string,
    redirectUri: string,
  ) => Redeemed | 'invalid_code' | 'code_already_used' | 'bad_redirect_uri';
  /** A refresh token is good once. */
  readonly refresh: (token: string) => Redeemed | 'invalid_refresh_token';
  /** All tokens of a workspace so far; refresh tokens die with `inactive`. */
  readonly set: (team: string, health: Health) => void;
  /** One token, as by auth.revoke. */
  readonly revoke: (token: string) => void;
  /** The newest that still works. */
  readonly current: (team: string) => string | undefined;
}

interface CodeHeld {
  readonly code: Code;
  used: boolean;
}

const ERRORS: Readonly<Record<Exclude<Health, 'good'>, TokenError>> = {
  expired: 'token_expired',
  revoked: 'token_revoked',
  inactive: 'account_inactive',
};

function secret(prefix: string): string {
  return `${prefix}${randomBytes(12).toString('hex')}`;
}

type Codes = Pick<Tokens, 'issueCode' | 'redeem'>;

function codeBook(mint: (whose: Code) => Redeemed): Codes {
  const codes = new Map<string, CodeHeld>();
  return {
    issueCode: (code) => {
      const id = secret('code-');
      codes.set(id, { code, used: false });
      return id;
    },
    redeem: (id, redirectUri) => {
      const one = codes.get(id);
      if (one === undefined) return 'invalid_code';
      if (one.used) return 'code_already_used';
      if (redirectUri !== one.code.redirectUri) return 'bad_redirect_uri';
      one.used = true;
      return mint(one.code);
    },
  };
}

export function tokens(now: () => number, rotates: boolean): Tokens {
  const held = new Map<string, Held>();
  const refreshers = new Map<string, Pick<Code, 'team' | 'user' | 'scopes'>>();

  function healthOf(one: Held): Health {
    return one.health === 'good' && one.expires !== undefined && now() >= one.expires
      ? 'expired'
      : one.health;
  }

  function mint(whose: Pick<Code, 'team' | 'user' | 'scopes'>): Redeemed {
    const { team, user, scopes } = whose;
    const accessToken = secret(rotates ? 'xoxe.xoxb-' : 'xoxb-');
    const expires = rotates ? now() + LIFE_S * 1000 : undefined;
    held.set(accessToken, { team, scopes, expires, health: 'good' });
    if (!rotates) return { team, user, minted: { accessToken, scopes, refresh: undefined } };
    const token = secret('xoxe-1-');
    refreshers.set(token, { team, user, scopes });
    return { team, user, minted: { accessToken, scopes, refresh: { token, expiresIn: LIFE_S } } };
  }

  return {
    holder: (token) => {
      const one = held.get(token);
      if (one === undefined) return 'invalid_auth';
      const health = healthOf(one);
      return health === 'good' ? one : ERRORS[health];
    },
    give: (token, team) =>
      void held.set(token, { team, scopes: undefined, expires: undefined, health: 'good' }),
    ...codeBook(mint),
    refresh: (token) => {
      const whose = refreshers.get(token);
      refreshers.delete(token);
      return whose === undefined ? 'invalid_refresh_token' : mint(whose);
    },
    set: (team, health) => {
      for (const one of held.values()) if (one.team === team) one.health = health;
      if (health !== 'inactive') return;
      for (const [token, whose] of refreshers) if (whose.team === team) refreshers.delete(token);
    },
    revoke: (token) => {
      const one = held.get(token);
      if (one !== undefined) one.health = 'revoked';
    },
    current: (team) => [...held].findLast(([, one]) => one.team === team && healthOf(one) === 'good')?.[0],
  };
}
