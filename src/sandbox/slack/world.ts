import { WORKSPACE, teamFacts } from './seeds.ts';
import type { Tokens } from './tokens.ts';
import { tokens } from './tokens.ts';
import type { Workspace } from './workspace.ts';
import { workspace } from './workspace.ts';

/** All pretend workspaces that the app may be in. */
export interface World {
  readonly now: () => number;
  readonly tokens: Tokens;
  readonly workspaces: () => readonly Workspace[];
  readonly workspace: (id: string) => Workspace | undefined;
  /** A further workspace, with the same channels and people as the first. */
  readonly add: (id: string, name: string) => Workspace;
}

export function world(now: () => number, rotates: boolean): World {
  const held = new Map<string, Workspace>();
  const all = tokens(now, rotates);
  function add(id: string, name: string): Workspace {
    const made = workspace(now, teamFacts(id, name));
    held.set(id, made);
    return made;
  }
  add(WORKSPACE.team, WORKSPACE.teamName);
  all.give(WORKSPACE.botToken, WORKSPACE.team);
  return { now, tokens: all, workspaces: () => [...held.values()], workspace: (id) => held.get(id), add };
}
