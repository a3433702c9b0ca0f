import type { Cadence, Subscription, Wanted } from '../domain/subscription.ts';
import type { QueryMessage } from '../match/parse.ts';
import { CadenceField, QueryField, WantedField } from './alert-fields.tsx';
import { Actions, Input } from './fields.tsx';
import { ErrorSummary, frame, type Fault } from './frame.tsx';

/** What was filled in. */
export interface EditFields {
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  /** As typed: a number of days, or nothing. */
  readonly minDaysLeft: string;
}

export function editFieldsOf({ query, cadence, wanted, minDaysLeft }: Subscription): EditFields {
  return { query, cadence, wanted, minDaysLeft: minDaysLeft === undefined ? '' : String(minDaysLeft) };
}

export interface EditState {
  readonly fields: EditFields;
  /** Where the page of all that they have is, and where this form posts to. */
  readonly back: string;
  readonly to: string;
  readonly faults?: readonly Fault[] | undefined;
  readonly messages?: readonly QueryMessage[] | undefined;
}

export function editPage({ fields, back, to, faults = [], messages = [] }: EditState): string {
  return frame(
    'Change an alert',
    <>
      <ErrorSummary faults={faults} />
      <form method="post" action={to} novalidate>
        <QueryField query={fields.query} faults={faults} messages={messages} />
        <CadenceField cadence={fields.cadence} />
        <WantedField wanted={fields.wanted} faults={faults} />
        <Input
          name="minDaysLeft"
          type="number"
          label="Days you need before a deadline"
          hint="What closes sooner is not told as new. Leave it empty to hear of all."
          value={fields.minDaysLeft}
          faults={faults}
          attributes={{ min: 0, max: 365, inputmode: 'numeric' }}
        />
        <Actions>
          <button class="button" type="submit">
            Save
          </button>
          <a class="button quiet" href={back}>
            Leave it as it was
          </a>
        </Actions>
      </form>
    </>,
  );
}
