import { frame } from './frame.tsx';

/** The front page: what this is and where to begin. */
export function aboutPage({
  slackCommand,
  canJoin,
}: {
  readonly slackCommand: string | undefined;
  readonly canJoin: boolean;
}): string {
  return frame(
    'tenderbell',
    <>
      <p>
        tenderbell watches the UK public tender portals, finds the information-technology opportunities in
        them, and tells the people who asked: by e-mail and in Slack.
      </p>
      {canJoin ? (
        <p>
          <a class="button" href="/join">
            Get tender alerts by e-mail
          </a>
        </p>
      ) : (
        <></>
      )}
      <ul>
        {slackCommand === undefined ? (
          <></>
        ) : (
          <li>
            In Slack, type <code>{slackCommand} help</code>.
          </li>
        )}
        <li>
          <a href="/help">How to say what you look for</a>
        </li>
        <li>
          <a href="/readyz">Is everything working?</a>
        </li>
      </ul>
    </>,
  );
}
