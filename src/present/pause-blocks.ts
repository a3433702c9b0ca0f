import type { Subscription } from '../domain/subscription.ts';
import { alertTitle } from './alert-words.ts';
import { actions, context, section, topText, type SlackReply } from './blocks.ts';
import { button } from './elements.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { ACTS } from './slack-names.ts';

export interface PausedShown {
  readonly alerts: readonly Subscription[];
  /** In words; undefined where it ends by somebody's word. */
  readonly until: string | undefined;
  readonly isPerson: boolean;
  readonly command: string;
}

/** More titles than these stand as a number. */
const MOST_NAMED = 20;

/** Which alerts rest, until when, and how they go on. */
export function pausedReply({ alerts, until, isPerson, command }: PausedShown): SlackReply {
  const whose = isPerson ? 'Your' : 'This channel’s';
  const many = alerts.length === 1 ? 'alert is' : `${alerts.length} alerts are`;
  const end = until === undefined ? 'until somebody resumes' : `until ${until}`;
  const head = `${whose} ${many} paused ${end}.`;
  const titles = alerts.slice(0, MOST_NAMED).map((one) => `• ${escapeMrkdwn(alertTitle(one))}`);
  const left = alerts.length - titles.length;
  const goes = alerts.length === 1 ? 'It goes on by itself then' : 'They go on by themselves then';
  const by = until === undefined ? '' : `${goes}. `;
  return {
    text: topText(head),
    blocks: [
      section([`*${escapeMrkdwn(head)}*`, ...titles, ...(left > 0 ? [`and ${left} more`] : [])].join('\n')),
      context(
        `${by}What is published meanwhile and is still open then is told when that is over. Sooner: ${command} resume`,
      ),
      actions(button({ label: 'Resume', act: ACTS.resume, value: alerts.map((one) => one.id).join(',') })),
    ],
  };
}
