import type { AnswerDeps } from './answering.ts';

/**
 * Whether the app was granted these scopes in a workspace, as far as is known: a call that is refused for a scope that is lacking
 * counts against the whole workspace, so what can be done without is not asked.
 */
export async function isGranted(
  team: string,
  scopes: readonly string[],
  { store }: Pick<AnswerDeps, 'store'>,
): Promise<boolean> {
  const granted = (await store.installations.of(team))?.scopes ?? [];
  return granted.length === 0 || scopes.every((scope) => granted.includes(scope));
}

/** What reading who is in which channel takes, public and private. */
export const READ_CHANNELS = ['channels:read', 'groups:read'] as const;
