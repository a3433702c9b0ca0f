import type { Answers } from './answering.ts';

/** How each command is written, in the order in which help lists them. */
export const WRITTEN: Readonly<Record<string, string>> = {
  help: 'help',
  alerts: 'alerts',
  save: 'save',
  follow: 'follow URL',
  why: 'why URL',
  mute: 'mute "a phrase"',
  digest: 'digest',
  pause: 'pause 2 weeks',
  resume: 'resume',
  status: 'status',
  feedback: 'feedback',
};

/** What somebody typed behind the command. */
export type Typed =
  | { readonly as: 'command'; readonly word: string; readonly rest: string }
  /** `almost`: the first word is this command's, but the rest has not its shape. */
  | { readonly as: 'search'; readonly text: string; readonly almost: string | undefined };

/**
 * A first word is a command only where the rest has that command's shape; everything else is looked for: `help desk`, `status
 * page`, `follow up services`. Nothing at all asks for help.
 */
export function readTyped(written: string, commands: Answers['commands']): Typed {
  const text = written.trim();
  if (text === '' || text === '?') return { as: 'command', word: 'help', rest: '' };
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const word = first.toLowerCase();
  // What everybody has as an object is no command: `constructor`.
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (command === undefined) return { as: 'search', text, almost: undefined };
  return command.takes(rest) ? { as: 'command', word, rest } : { as: 'search', text, almost: word };
}
