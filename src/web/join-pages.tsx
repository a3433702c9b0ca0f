import type { Cadence, Wanted } from '../domain/subscription.ts';
import type { Foreseen } from '../flows/foresee.ts';
import type { QueryMessage } from '../match/parse.ts';
import { CadenceField, QueryField, WantedField } from './alert-fields.tsx';
import { Actions, Input } from './fields.tsx';
import { ErrorSummary, frame, messagePage, type Fault } from './frame.tsx';
import { Expected, sentence } from './query-parts.tsx';

/** What was filled in so far. */
export interface JoinFields {
  readonly email: string;
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
}

export const EMPTY_FIELDS: JoinFields = {
  email: '',
  query: '',
  cadence: 'daily',
  wanted: ['new', 'changes'],
};

/** The version of the form below: kept with each consent, and raised whenever what it says that is agreed to changes. */
export const JOIN_FORM = 'join-1';

/** What is agreed to. */
export function consentWords(operator: string): string {
  return `I want ${operator} to send tender alerts to this address until I end it. Every mail has a link that ends it at once.`;
}

export interface JoinState {
  readonly fields: JoinFields;
  readonly operator: string;
  readonly faults?: readonly Fault[] | undefined;
  readonly messages?: readonly QueryMessage[] | undefined;
  readonly foreseen?: Foreseen | undefined;
  /** When its reader saw it first, UTC milliseconds. */
  readonly shown: number;
}

/** The form, with what is wrong with it and what it would bring. */
export function joinPage(state: JoinState): string {
  const { fields, operator, faults = [], messages = [], foreseen } = state;
  return frame(
    'Get tender alerts by e-mail',
    <>
      <ErrorSummary faults={faults} />
      <p>
        Tell us what you look for. We read the public tender portals of the United Kingdom and write to you
        when something fits.
      </p>
      <form method="post" action="/join" novalidate>
        <Unseen shown={state.shown} />
        <QueryField query={fields.query} faults={faults} messages={messages} />
        <WantedField wanted={fields.wanted} faults={faults} />
        <Actions>
          <button class="button quiet" type="submit" name="do" value={DO.preview}>
            Show me what that brings
          </button>
        </Actions>
        {foreseen === undefined ? <></> : <Brings foreseen={foreseen} />}
        <CadenceField cadence={fields.cadence} />
        <Input
          name="email"
          type="email"
          label="Your e-mail address"
          hint="We send one mail to it that asks you to confirm. Nothing else comes before you have."
          value={fields.email}
          faults={faults}
          attributes={{ required: true, maxlength: 254, autocomplete: 'email' }}
        />
        <p>{consentWords(operator)}</p>
        <Actions>
          <button class="button" type="submit" name="do" value={DO.ask}>
            Send me a confirmation mail
          </button>
        </Actions>
      </form>
    </>,
  );
}

/** What a form's button says by `do`; `enter` is no button that anybody sees. */
export const DO = { preview: 'preview', ask: 'ask', enter: 'enter' } as const;

/** Only a program fills this in. No name that a browser knows: it would fill it in for people. */
export const TRAP = 'remarks';

/**
 * A form's first button is the one that the enter key presses
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#implicit-submission); it stands aside, as what is
 * there for programs alone, and not hidden: a button that is not drawn is none to some browsers, and to some programs no trap.
 */
function Unseen({ shown }: { readonly shown: number }) {
  return (
    <div class="aside" aria-hidden="true">
      <button type="submit" name="do" value={DO.enter} tabindex={-1}>
        Go on
      </button>
      <label>
        Leave this empty
        <input type="text" name={TRAP} value="" tabindex={-1} autocomplete="off" />
      </label>
      <input type="hidden" name="shown" value={String(shown)} />
    </div>
  );
}

function Brings({ foreseen }: { readonly foreseen: Foreseen }) {
  return (
    <section aria-labelledby="brings" class="card">
      <h2 id="brings">What that brings</h2>
      <p>{sentence(foreseen.expected.described)}.</p>
      <Expected
        expected={foreseen.expected}
        instead={(query) => (
          <button class="button quiet" type="submit" name="instead" value={query}>
            Try this
          </button>
        )}
      />
    </section>
  );
}

/** The same for every address: whether somebody is known here is nobody else's business. */
export function askedPage(): string {
  return frame(
    'Look into your mailbox',
    <>
      <p>
        If mail can be sent to that address, a mail that asks you to confirm is on its way. It comes within a
        few minutes; your alerts begin when you have pressed its button.
      </p>
      <p>
        If it does not come, look where unwanted mail is kept. To one address we write at most once in a
        quarter of an hour and three times a day: who asked for more has to wait.
      </p>
      <p>
        <a href="/join">Ask for something else</a>
      </p>
    </>,
  );
}

/** The same for every address, too. */
export function tooManyPage(): string {
  return messagePage(
    'Too many at once',
    'More was asked for, from your network or in all, than we answer in so short a time. Please try again later.',
  );
}
