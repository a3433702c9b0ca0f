import { context, input, modal, type SlackModal } from './blocks.ts';
import { FORMS } from './slack-names.ts';

export const FEEDBACK_QUESTION = 'words';

/** As long as a text input may be (https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element). */
export const LONGEST_FEEDBACK = 3_000;

/** A letter to whoever runs this. */
export function feedbackForm(): SlackModal {
  return modal({
    name: FORMS.feedback,
    title: 'Feedback',
    submit: 'Send',
    memo: '',
    blocks: [
      input({
        name: FEEDBACK_QUESTION,
        label: 'What works, what does not, what is missing?',
        element: {
          type: 'plain_text_input',
          action_id: FEEDBACK_QUESTION,
          multiline: true,
          max_length: LONGEST_FEEDBACK,
        },
      }),
      context('It goes to whoever runs this, without your name. Add an address if you want an answer.'),
    ],
  });
}
