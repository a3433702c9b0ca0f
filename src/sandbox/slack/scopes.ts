/** The scopes of which a bot needs one to call a method, from each method's page at https://docs.slack.dev/reference/methods. */
const READS = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'conversations.info': READS,
  'conversations.members': READS,
  'conversations.open': ['im:write', 'mpim:write', 'channels:manage', 'groups:write'],
  'conversations.join': ['channels:join'],
  'users.conversations': READS,
  'users.info': ['users:read'],
};

/** The scopes of which one is lacking; undefined where the method may be called. `granted` undefined: all. */
export function lackingScope(method: string, granted: string | undefined): string | undefined {
  const needed = NEEDED[method];
  if (granted === undefined || needed === undefined) return undefined;
  const held = granted.split(',').map((scope) => scope.trim());
  return needed.some((scope) => held.includes(scope)) ? undefined : needed.join(',');
}
