import type { Confirmed, Offered } from '../flows/confirm.ts';
import { CADENCE_WORDS, WANTED_WORDS } from './choices.ts';
import { FactTable } from './fields.tsx';
import { Press, frame } from './frame.tsx';
import { Expected, OpenNow, sentence } from './query-parts.tsx';

/** What a link asks to confirm: nothing happens before its button is pressed. */
export function confirmPage(offered: Offered, now: number): string {
  const { signUp, expected, open, openNow } = offered;
  return frame(
    'Do you want these alerts?',
    <>
      <p>{signUp.words}</p>
      <Wish offered={offered} />
      <Press label="Yes, send me these" />
      <p>If you did not ask for them, close this page: nothing is sent.</p>
      <h2>What to expect</h2>
      <Expected expected={{ ...expected, latest: [] }} />
      <OpenNow open={open} total={openNow} now={now} />
    </>,
  );
}

export function confirmedPage(confirmed: Confirmed, now: number): string {
  const { isKnown, manage, open, openNow } = confirmed;
  return frame(
    isKnown ? 'You have these alerts already' : 'Your alerts have begun',
    <>
      <p class="notice" role="status">
        {becameWords(confirmed)}
      </p>
      <Wish offered={confirmed} />
      <p>
        <a class="button quiet" href={`/m/${manage}`}>
          Change how often, add a pause, or see all that you are sent
        </a>
      </p>
      <OpenNow open={open} total={openNow} now={now} />
    </>,
  );
}

function becameWords({ isKnown, isResumed }: Confirmed): string {
  if (!isKnown) return 'Thank you. Every mail has a link that changes or ends them.';
  return isResumed
    ? 'You subscribed to this before, and it was paused. It goes on now, as it stands below; what you missed and is still open comes, too.'
    : 'You subscribed to this before: it is now as it stands below, and you get each message once.';
}

function Wish({ offered: { signUp, expected } }: { readonly offered: Offered }) {
  return (
    <div class="card">
      <FactTable
        rows={[
          ['Look for', sentence(expected.described)],
          ['Query', <code>{signUp.query}</code>],
          ['How often', CADENCE_WORDS[signUp.cadence]],
          ['Tells of', signUp.wanted.map((one) => WANTED_WORDS[one]).join('; ')],
        ]}
      />
    </div>
  );
}

/** The same whether a link was used, is too old, was altered or never was one. */
export function deadLinkPage(): string {
  return frame(
    'This link does nothing any more',
    <>
      <p>
        It was used already, is more than a week old, or is not complete. If you have confirmed, all is well:
        your alerts come.
      </p>
      <p>
        <a href="/join">Ask for alerts anew</a>
      </p>
    </>,
  );
}
