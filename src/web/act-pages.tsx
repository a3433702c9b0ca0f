import type { MessageLinks } from '../domain/delivery.ts';
import { FOLLOW_CONSENT, type Action, type Acted } from '../flows/act.ts';
import { calendarAct } from '../present/acts.ts';
import { buyerName } from '../present/buyer-words.ts';
import { cardOf } from '../present/card.ts';
import { ItemCard } from '../present/item-card.tsx';
import { frame, messagePage, Press } from './frame.tsx';

/** What a page about one button says: `asks` and `press` before it is pressed, `done` and `undo` after, `undone` at last. */
interface ActWords {
  readonly asks: string;
  /** What comes of it, before and after. */
  readonly means: readonly string[];
  readonly press: string;
  readonly done: string;
  readonly undo: string;
  readonly undone: string;
}

const MUTED = 'You hear nothing more of it, whatever your alerts look for: no change, no reminder, no award.';

const WORDS: Readonly<Record<Action, (buyer: string) => ActWords>> = {
  follow: () => ({
    asks: 'Follow this procurement?',
    means: [`${FOLLOW_CONSENT.words} That mail comes at once, however often your other mails come.`],
    press: 'Yes, follow it',
    done: 'You follow this procurement',
    undo: 'Stop following it',
    undone: 'You do not follow this procurement',
  }),
  mute: () => ({
    asks: 'Mute this procurement?',
    means: [MUTED],
    press: 'Yes, mute it',
    done: 'This procurement is muted',
    undo: 'Hear of it again',
    undone: 'This procurement is not muted any more',
  }),
  'mute-buyer': (buyer) => ({
    asks: `Mute ${buyer}?`,
    means: [`You hear of nothing more that ${buyer} publishes, but for what you follow.`],
    press: 'Yes, mute this buyer',
    done: `${buyer} is muted`,
    undo: 'Hear of this buyer again',
    undone: `${buyer} is not muted any more`,
  }),
  'not-relevant': () => ({
    asks: 'Is this not relevant to you?',
    means: [
      MUTED,
      'Whoever runs this service sees that it was nothing for you, and may look whether it is information technology at all.',
    ],
    press: 'Yes, it is not relevant',
    done: 'Thank you: this is noted',
    undo: 'Hear of it again',
    undone: 'This procurement is not muted any more',
  }),
};

function wordsOf({ action, procurement }: Acted): ActWords {
  return WORDS[action](buyerName(procurement.view.buyer));
}

/** Where a page stands: what it has been asked, and when (UTC milliseconds). */
interface Place {
  /** Of this button: `/a/SECRET/follow/12`. */
  readonly path: string;
  readonly links: MessageLinks;
  readonly now: number;
}

/** Before the button is pressed; after it was, what it did with the way back. */
export function actPage(acted: Acted, { path, links, now }: Place): string {
  const words = wordsOf(acted);
  const about = <About acted={acted} links={links} now={now} />;
  if (acted.isDone)
    return frame(
      words.done,
      <>
        <Means words={words} />
        <Press to={`${path}/undo`} label={words.undo} kind="quiet" />
        {about}
      </>,
    );
  return frame(
    words.asks,
    <>
      {acted.refused === undefined ? null : (
        <p class="error" role="alert">
          That could not be done: {acted.refused}.
        </p>
      )}
      <Means words={words} />
      <Press to={path} label={words.press} />
      {about}
    </>,
  );
}

/** After it was taken back. */
export function undonePage(acted: Acted, { path, links, now }: Place): string {
  const words = wordsOf(acted);
  return frame(
    words.undone,
    <>
      <Press to={path} label={words.press.replace('Yes, ', 'No, ')} kind="quiet" />
      <About acted={acted} links={links} now={now} />
    </>,
  );
}

/** What every link answers that is nobody's, has expired, or is about something else: nobody learns which. */
export function deadLinkPage(): string {
  return messagePage(
    'This link leads nowhere',
    'It may be old, or a mail program may have cut it short. Nothing was changed. The links of a newer mail work.',
  );
}

function Means({ words }: { readonly words: ActWords }) {
  return (
    <>
      {words.means.map((sentence) => (
        <p>{sentence}</p>
      ))}
    </>
  );
}

function About({ acted, links, now }: { readonly acted: Acted } & Omit<Place, 'path'>) {
  const item = { procurement: acted.procurement, kind: 'offered', changes: [], because: [] } as const;
  const card = cardOf(item, now);
  return (
    <>
      <ItemCard card={{ ...card, badge: 'From your mail', acts: calendarAct(item, links, now) }} level="h2" />
      <p>
        <a href={links.manage}>See all that you are sent</a>
      </p>
    </>
  );
}
