import { similarTo } from '../flows/similar.ts';
import { foundForm, lookingForm } from '../present/procurement-card.ts';
import { SHORTCUTS } from '../present/slack-names.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import type { ShortcutCall } from './calls.ts';

/** The message shortcut: a form opens at once, because its trigger holds for three seconds, and fills when the search has answered. */
async function findSimilar(call: ShortcutCall, deps: AnswerDeps): Promise<void> {
  const { team } = call.asker;
  const opened = await deps.slack.ask(team, 'views.open', { trigger_id: call.trigger, view: lookingForm() });
  const id = opened.ok ? viewIdOf(opened.said) : undefined;
  if (id === undefined)
    return call.reply({
      text: 'Slack did not let me open a window. Please choose “Find similar tenders” again.',
    });
  const found = await similarTo(call.text, deps);
  const shown = found && { ...found, to: found.to?.view.title, now: deps.clock.now() };
  await deps.slack.ask(team, 'views.update', { view_id: id, view: foundForm(shown, deps.command) });
}

function viewIdOf({ view }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof view !== 'object' || view === null || !('id' in view)) return undefined;
  return typeof view.id === 'string' ? view.id : undefined;
}

export const SIMILAR: Partial<Answers> = { shortcuts: { [SHORTCUTS.similar]: findSimilar } };
