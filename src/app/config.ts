import { dirname, resolve } from 'node:path';
import { PORTALS, PORTAL_NAMES, type PortalId } from '../domain/portal.ts';
import { certificateFault } from './config-certificates.ts';
import { disagreement } from './config-disagreement.ts';
import { refusalOf } from './config-refusal.ts';
import { KNOWN_KEYS, configSchema, type ConfigFile } from './config-schema.ts';
import { settle, type Config } from './config-settle.ts';
import { overlaid, readTree } from './config-tree.ts';
import { isLoopbackUrl } from './config-urls.ts';
import { readSecrets, type Given } from './secrets.ts';

/** Where to look: `path` is what `--config` says, `root` the working directory. */
export interface ConfigSource {
  readonly path?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
  /** For the one verb that writes them: files of certificates may be missing or spoilt. */
  readonly lacksCertificates?: boolean | undefined;
}

/**
 * The configuration in force: the YAML file at `path` or at `TENDERBELL_CONFIG`, the environment's values over it, the
 * embedded defaults for the rest. Paths that the file states, and the default ones, resolve against the file's directory
 * (`root` where there is no file); `path` itself and paths from the environment against `root`. `refused` is one line that
 * names the key, the variable or the file, and never repeats a secret.
 */
export function loadConfig(source: ConfigSource): { readonly config: Config } | { readonly refused: string } {
  const { path, env, root, lacksCertificates = false } = source;
  const named = path ?? (env['TENDERBELL_CONFIG'] === '' ? undefined : env['TENDERBELL_CONFIG']);
  const file = named === undefined ? undefined : resolve(root, named);
  const read = file === undefined ? { tree: {} } : readTree(file);
  if ('refused' in read) return read;
  const given = readSecrets(env, root);
  if ('refused' in given) return given;
  const checked = checkedFile(read.tree, given);
  if ('refused' in checked) return refusing(file, checked.refused);
  const home = file === undefined ? root : dirname(file);
  const databaseRoot = given.some(({ key }) => key === 'database') ? root : home;
  const config = settle(checked.stated, { file, root: home, databaseRoot });
  const fault = lacksCertificates ? undefined : certificateFault(config);
  return fault === undefined ? { config } : refusing(file, fault);
}

function refusing(file: string | undefined, line: string): { readonly refused: string } {
  return { refused: file === undefined ? line : `${file}: ${line}` };
}

/** What the file and the environment state together. */
function checkedFile(
  tree: unknown,
  given: readonly Given[],
): { readonly stated: ConfigFile } | { readonly refused: string } {
  const raw = overlaid(tree, given);
  const variables = new Map(given.map(({ key, variable }) => [key, variable]));
  const { success, data, error } = configSchema.safeParse(raw);
  if (!success) return { refused: refusalOf(error.issues, { raw, known: KNOWN_KEYS, variables }) };
  const refused = disagreement(data);
  return refused === undefined ? { stated: data } : { refused };
}

/** The portals among `asked` (else the enabled ones) that are live and may not be read, because nobody says who calls. */
export function portalsNeedingContact(config: Config, asked?: readonly PortalId[]): readonly PortalId[] {
  if (config.contact !== undefined) return [];
  const wanted = asked ?? PORTALS.filter((id) => config.portals[id].enabled);
  return wanted.filter((id) => !isLoopbackUrl(config.portals[id].url ?? ''));
}

/** One line for those portals: how to set the key, and what needs none. The verb ends with `EXIT.config`. */
export function contactRefusal(portals: readonly PortalId[]): string {
  const names = portals.map((id) => PORTAL_NAMES[id]);
  const listed = new Intl.ListFormat('en-GB').format(names);
  return `contact is not set, and ${listed} should know who calls: put \`contact: you@your-company.example\` into a file given by --config, or try \`npm run sandbox\`, which calls nobody`;
}
