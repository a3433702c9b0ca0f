/** What the app may do, and all it asks for; `slack/manifest.yaml` says why for each. */
export const SCOPES = [
  'commands',
  'chat:write',
  'im:write',
  'channels:read',
  'groups:read',
  'users:read',
  'links:read',
  'links:write',
] as const;

/** Those that an installation lacks, which was made before they were needed; none where Slack has not said what it has. */
export function missingScopes(held: readonly string[]): readonly string[] {
  return held.length === 0 ? [] : SCOPES.filter((scope) => !held.includes(scope));
}
