import type { Answers } from './answering.ts';

/** How each command is written, in the order in which help lists them. */
export const WRITTEN: Readonly<Record<string, string>> = {
  help: 'help',
  alerts: 'alerts',
  save: 'save category:security',
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
  /** `almost`: the first word is this command's, or one that is used for it elsewhere, but the rest has not its shape. */
  | { readonly as: 'search'; readonly text: string; readonly almost: string | undefined };

/** What people type who know other bots, the command that does it here, and whether more may stand behind. */
const ELSEWHERE: Readonly<Record<string, { readonly command: string; readonly isAlone: boolean }>> = {
  unsubscribe: { command: 'alerts', isAlone: false },
  stop: { command: 'alerts', isAlone: true },
  unmute: { command: 'mute', isAlone: false },
  subscribe: { command: 'save', isAlone: false },
};

const DOES_IT: Readonly<Record<string, (command: string) => string>> = {
  alerts: (command) => `To end or pause an alert, type \`${command} alerts\`.`,
  mute: (command) => `To take a mute back, type \`${command} mute\`, which lists them.`,
  save: (command) => `To be told of what you look for, type \`${command} ${WRITTEN['save'] ?? ''}\`.`,
};

/**
 * A first word is a command only where the rest has that command's shape; everything else is looked for: `help desk`, `status
 * page`, `follow up services`. Nothing at all asks for help.
 */
export function readTyped(written: string, commands: Answers['commands']): Typed {
  const text = written.trim();
  if (/^[?!.]*$/.test(text)) return { as: 'command', word: 'help', rest: '' };
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const isAlone = /^[!?.]*$/.test(rest);
  // `help!`, `alerts ?`
  const word = (isAlone ? first.replace(/[!?.]+$/, '') : first).toLowerCase();
  // What everybody has as an object is no command: `constructor`.
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (command === undefined) return { as: 'search', text, almost: elsewhere(word, isAlone) };
  const behind = isAlone ? '' : rest;
  return command.takes(behind) ? { as: 'command', word, rest: behind } : { as: 'search', text, almost: word };
}

function elsewhere(word: string, isAlone: boolean): string | undefined {
  const meant = Object.hasOwn(ELSEWHERE, word) ? ELSEWHERE[word] : undefined;
  return meant === undefined || (meant.isAlone && !isAlone) ? undefined : meant.command;
}

/** What of a search that began as `save …` is worth saving; undefined where it did not. */
export function wordsToSave(text: string): string | undefined {
  return /^(?:save|subscribe(?:\s+to)?)\s+(\S.*)$/isu.exec(text.trim())?.[1];
}

/** How the command is written that a search almost was, or would be here. `command` comes with its slash. */
export function almostWords(text: string, almost: string, command: string): string {
  const searched = 'I searched for these words.';
  if (!text.trim().toLowerCase().startsWith(almost)) return `${searched} ${DOES_IT[almost]?.(command) ?? ''}`;
  const also = almost === 'mute' ? `, or \`${command} mute buyer NAME\`` : '';
  return `${searched} The command is written \`${command} ${WRITTEN[almost] ?? almost}\`${also}.`;
}
