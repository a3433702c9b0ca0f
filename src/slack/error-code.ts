/**
 * A stable word for what went wrong between us and Slack: Slack's own (`invalid_auth`), the system's (`ECONNREFUSED`), the
 * library's (`slack_webapi_request_error`), or the error's name. Never its message, which may carry what was asked.
 */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const said = wordAt(error, ['data', 'error']) ?? wordAt(error, ['original', 'cause', 'code']);
  return said ?? wordAt(error, ['cause', 'code']) ?? wordAt(error, ['code']) ?? error.name;
}

function wordAt(value: unknown, path: readonly string[]): string | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, key);
  }
  return typeof at === 'string' && /^\w{1,60}$/.test(at) ? at : undefined;
}
