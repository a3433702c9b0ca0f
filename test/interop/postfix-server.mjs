/// <reference types="node" />
/// <reference lib="es2023" />
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POSTFIX = '/usr/sbin/postfix';
/** `nobody`, as Debian numbers it: whoever owns the pretend mailboxes. */
const NOBODY = 65_534;

/**
 * A Postfix of its own on loopback, beside any that runs: nothing of it leaves this machine. `lenient` takes mail for everybody
 * and bounces later, as a relay does; `strict` knows its mailboxes; `narrow` takes 80 kB at most.
 *
 * @typedef {object} PostfixServer
 * @property {{ lenient: number; strict: number; narrow: number }} ports
 * @property {(mailbox: string) => Promise<Buffer>} mail The first mail that a mailbox gets, waited for and taken out.
 * @property {() => string} log What postfix said so far.
 * @property {() => void} stop
 */

/** @returns {string | undefined} Why Postfix cannot be tried here. */
export function whyNoPostfix() {
  if (!existsSync(POSTFIX)) return 'postfix is not installed';
  return process.getuid?.() === 0 ? undefined : 'postfix can be started by root alone';
}

/** @returns {Promise<number>} A port that nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** @param {string} directory */
function mainOf(directory) {
  return `compatibility_level = 3.6
queue_directory = ${directory}/queue
data_directory = ${directory}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${directory}/log
maillog_file_prefixes = ${directory}
myhostname = mx.reader.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
notify_classes =
recipient_delimiter = +
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
default_transport = error:no mail leaves this machine
relay_transport = error:no mail leaves this machine
virtual_mailbox_domains = reader.example, bounces.bell.example
virtual_mailbox_base = ${directory}/mail
virtual_mailbox_maps = inline:{ { ann@reader.example = ann/ }, { bounce@bounces.bell.example = bounce/ } }
virtual_uid_maps = static:${NOBODY}
virtual_gid_maps = static:${NOBODY}
`;
}

/** @param {PostfixServer['ports']} ports */
function masterOf(ports) {
  return `127.0.0.1:${ports.lenient} inet n - n - - smtpd
127.0.0.1:${ports.strict} inet n - n - - smtpd -o smtpd_reject_unlisted_recipient=yes
127.0.0.1:${ports.narrow} inet n - n - - smtpd -o message_size_limit=80000 -o smtpd_discard_ehlo_keywords=size
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
}

/** @returns {Promise<PostfixServer>} */
export async function startPostfix() {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-postfix-'));
  const ports = { lenient: await freePort(), strict: await freePort(), narrow: await freePort() };
  chmodSync(directory, 0o755);
  for (const name of ['etc', 'queue', 'data', 'mail']) mkdirSync(join(directory, name));
  chownSync(join(directory, 'mail'), NOBODY, NOBODY);
  chownSync(join(directory, 'data'), uidOf('postfix'), 0);
  writeFileSync(join(directory, 'etc/main.cf'), mainOf(directory));
  writeFileSync(join(directory, 'etc/master.cf'), masterOf(ports));
  const log = () => (existsSync(join(directory, 'log')) ? readFileSync(join(directory, 'log'), 'utf8') : '');
  const stop = () => {
    spawnSync(POSTFIX, ['-c', join(directory, 'etc'), 'stop'], { stdio: 'ignore' });
    rmSync(directory, { recursive: true, force: true });
  };
  const started = spawnSync(POSTFIX, ['-c', join(directory, 'etc'), 'start'], { encoding: 'utf8' });
  if (started.status !== 0) {
    const said = `${started.stderr}${log()}`;
    stop();
    throw new Error(`postfix did not start: ${said}`);
  }
  return {
    ports,
    stop,
    log,
    mail: async (mailbox) => {
      const inbox = join(directory, 'mail', mailbox, 'new');
      for (let tries = 0; tries < 300; tries += 1) {
        for (const name of existsSync(inbox) ? readdirSync(inbox) : []) {
          const raw = readFileSync(join(inbox, name));
          rmSync(join(inbox, name));
          return raw;
        }
        await sleep(100);
      }
      throw new Error(`nothing came to ${mailbox} within 30 seconds`);
    },
  };
}

/** @param {string} name */
function uidOf(name) {
  return Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout);
}
