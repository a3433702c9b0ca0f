import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Sandbox } from '../sandbox/index.ts';

export interface SandboxConfigOptions {
  readonly directory: string;
  readonly webPort: number;
}

/** Writes the bot's configuration for the sandbox, as an operator would: the same file and the same checks as in earnest. */
export function writeSandboxConfig(sandbox: Sandbox, { directory, webPort }: SandboxConfigOptions): string {
  const { urls, slack } = sandbox;
  const path = join(directory, 'tenderbell.yaml');
  const config = {
    database: 'sandbox.db',
    publicUrl: `http://127.0.0.1:${webPort}`,
    contact: 'sandbox@tenderbell.example',
    portals: {
      'find-a-tender': portal(urls.findATender),
      'contracts-finder': portal(urls.contractsFinder),
      'public-contracts-scotland': portal(urls.publicContractsScotland),
      sell2wales: portal(urls.sell2wales),
    },
    mail: { url: urls.smtp, from: 'Tenderbell sandbox <bell@tenderbell.example>' },
    operator: {
      name: 'The Sandbox Company',
      postal: '1 Example Street, Exampleton',
      email: 'operator@tenderbell.example',
    },
    slack: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: urls.slackApi },
    web: { host: '127.0.0.1', port: webPort },
  };
  writeFileSync(path, stringify(config));
  return path;
}

/** No spacing: the pretend portals are on this machine. */
function portal(url: string): object {
  return { url, spacingSeconds: 0, everyMinutes: 1 };
}
