import { dirname, resolve } from 'node:path';
import { PORTALS, PORTAL_NAMES, type PortalId } from '../domain/portal.ts';
import { disagreement } from './config-disagreement.ts';
import { refusalOf } from './config-refusal.ts';
import { KNOWN_KEYS, configSchema } from './config-schema.ts';
import { settle, type Config } from './config-settle.ts';
import { overlaid, readTree } from './config-tree.ts';
import { isLoopbackUrl } from './config-urls.ts';
import { readSecrets } from './secrets.ts';

/** Where to look: `path` is what `--config` says, `root` the working directory. */
export interface ConfigSource {
  readonly path?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
}

/**
 * The configuration in force: the YAML file at `path` or at `TENDERBELL_CONFIG`, the environment's values over it, the
 * embedded defaults for the rest. Paths that the file states, and the default ones, resolve against the file's directory
 * (`root` where there is no file); `path` itself and paths from the environment against `root`. `refused` is one line that
 * names the key, the variable or the file, and never repeats a secret.
 */
export function loadConfig({
  path,
  env,
  root,
}: ConfigSource): { readonly config: Config } | { readonly refused: string } {
  const named = path ?? (env['TENDERBELL_CONFIG'] === '' ? undefined : env['TENDERBELL_CONFIG']);
  const file = named === undefined ? undefined : resolve(root, named);
  const read = file === undefined ? { tree: {} } : readTree(file);
  if ('refused' in read) return read;
  const given = readSecrets(env, root);
  if ('refused' in given) return given;
  const raw = overlaid(read.tree, given);
  const variables = new Map(given.map(({ key, variable }) => [key, variable]));
  const parsed = configSchema.safeParse(raw);
  const refused = parsed.success
    ? disagreement(parsed.data)
    : refusalOf(parsed.error.issues, { raw, known: KNOWN_KEYS, variables });
  if (refused !== undefined) return { refused: file === undefined ? refused : `${file}: ${refused}` };
  const home = file === undefined ? root : dirname(file);
  const databaseRoot = variables.has('database') ? root : home;
  return { config: settle(parsed.data ?? {}, { file, root: home, databaseRoot }) };
}

/** The portals among `asked` (else the enabled ones) that are live and may not be read, because nobody says who calls. */
export function portalsNeedingContact(config: Config, asked?: readonly PortalId[]): readonly PortalId[] {
  if (config.contact !== undefined) return [];
  const wanted = asked ?? PORTALS.filter((id) => config.portals[id].enabled);
  return wanted.filter((id) => !isLoopbackUrl(config.portals[id].url ?? ''));
}

/** One line for those portals: how to set the key, and what needs none. The verb ends with `EXIT.config`. */
export function contactRefusal(portals: readonly PortalId[]): string {
  const names = portals.map((id) => PORTAL_NAMES[id]).join(' and ');
  return `contact is not set, and ${names} should know who calls: put \`contact: you@your-company.example\` into a file given by --config, or try \`npm run sandbox\`, which calls nobody`;
}
