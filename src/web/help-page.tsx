import { frame } from './frame.tsx';

const EXAMPLES: readonly (readonly [query: string, finds: string])[] = [
  [
    'penetration testing',
    'both words, in any order and in any of their forms: “penetration tests of the portal”',
  ],
  ['"service desk"', 'the two words next to each other'],
  ['SOC OR SIEM', 'one of them; short words in capitals count only where the notice writes them so'],
  ['wi-fi -school', 'wi-fi (or wifi), and no mention of a school'],
  ['category:security region:wales', 'cyber security, in Wales or nationwide'],
  ['category:software value:50k..500k', 'software worth £50,000 to £500,000, or of no stated value'],
  ['cloud closing:>7d', 'cloud, with more than seven days left'],
  ['buyer:"NHS Wales"', 'whatever IT buyers of that name want'],
  ['stage:pipeline,engagement,planned', 'what is not out to tender yet'],
  ['licen*', 'words that begin so: licence, licensing, license'],
  ['012345-2026', 'the procurement with this notice number'],
];

/** How to say what one looks for, and what alerts are. */
export function helpPage(): string {
  return frame(
    'How to say what you look for',
    <>
      <p>
        Write the words that must occur. Only IT is searched unless you say otherwise (<code>it:any</code>).
        What cannot be understood is pointed at, and you see how the rest was understood before anything
        begins.
      </p>
      <ul>
        {EXAMPLES.map(([query, finds]) => (
          <li>
            <code>{query}</code> finds {finds}
          </li>
        ))}
      </ul>
      <h2>What you are sent</h2>
      <p>
        Each procurement comes once, wherever and however often it is published, and again when something
        about it changes that matters: a deadline, a value, the end of it. You choose whether that is at once,
        once a day or once a week.
      </p>
      <h2>How to stop</h2>
      <p>
        Every mail has a link that ends what it told you of, and one that shows all that you are sent. You
        need no password for either.
      </p>
      <p>
        <a class="button" href="/join">
          Get tender alerts by e-mail
        </a>
      </p>
    </>,
  );
}
