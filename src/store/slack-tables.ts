import type { Sort } from '../domain/query.ts';
import type { JsonColumn } from './rows.ts';

/** The columns of `schema-1-slack.ts` as Kysely sees them. */
export interface InstallationTable {
  team: string;
  slack_id: string | null;
  name: string | null;
  bot_user: string | null;
  scopes: JsonColumn<readonly string[]>;
  installed_by: string | null;
  installed_at: number;
  sealed: string | null;
  inactive_since: number | null;
  inactive_code: string | null;
  inactive_reason: string | null;
  moving_since: number | null;
}

export interface AskedSearchTable {
  id: string;
  team: string;
  user: string;
  channel: string;
  text: string;
  sort: Sort | null;
  trail: JsonColumn<readonly string[]>;
  asked_at: number;
}
