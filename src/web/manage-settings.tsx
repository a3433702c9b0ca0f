import { londonDate } from '../base/london.ts';
import { HOLIDAYS, OTHERS_CALL_OFFS, type Subscriber } from '../domain/subscription.ts';
import { frameworksSaid } from '../flows/say-frameworks.ts';
import { CALL_OFF_WORDS, HOLIDAY_WORDS, WEEKDAYS } from './choices.ts';
import { Choices, Input, Select } from './fields.tsx';
import { Press, type Fault } from './frame.tsx';

interface SettingProps {
  readonly subscriber: Subscriber;
  /** The manage page's own address. */
  readonly here: string;
  readonly faults: readonly Fault[];
}

const DAY_CHOICES = WEEKDAYS.map(([day, words]) => [String(day), words] as const);
const HOURS = Array.from(
  { length: 24 },
  (_, hour) => [String(hour), `${String(hour).padStart(2, '0')}:00`] as const,
);

/** When digests come. */
export function TimetableForm({ subscriber: { timetable, heartbeat }, here, faults }: SettingProps) {
  return (
    <form method="post" action={`${here}/timetable`}>
      <h2>When daily and weekly alerts come</h2>
      <Choices
        name="days"
        label="Daily ones, on"
        choices={DAY_CHOICES}
        chosen={timetable.days.map(String)}
        faults={faults}
        many
      />
      <Select
        name="weekday"
        label="Weekly ones, on"
        choices={DAY_CHOICES}
        chosen={[String(timetable.weekday)]}
      />
      <Select name="hour" label="At (London time)" choices={HOURS} chosen={[String(timetable.hour)]} />
      <Select
        name="holidays"
        label="Not on the bank holidays of"
        hint="A weekly one comes on the next working day then."
        choices={HOLIDAYS.map((one) => [one, HOLIDAY_WORDS[one]] as const)}
        chosen={[timetable.holidays]}
      />
      <Choices
        name="heartbeat"
        label="When there is nothing to tell"
        choices={[['yes', 'Send a short mail that says so']]}
        chosen={heartbeat ? ['yes'] : []}
        many
      />
      <button class="button" type="submit">
        Save when they come
      </button>
    </form>
  );
}

/** Which frameworks they are on. */
export function Frameworks({
  subscriber,
  here,
  faults,
  known,
}: SettingProps & { readonly known: readonly string[] }) {
  const said = frameworksSaid(subscriber);
  const on = said === undefined ? 'unsaid' : said.length === 0 ? 'none' : 'these';
  return (
    <form method="post" action={`${here}/frameworks`}>
      <h2>Frameworks</h2>
      <Choices
        name="on"
        label="Which frameworks are you on?"
        choices={[
          ['unsaid', 'I do not say'],
          ['none', 'None'],
          ['these', 'These:'],
        ]}
        chosen={[on]}
        many={false}
      />
      <Input
        name="frameworks"
        type="text"
        label="Their names, with commas between them"
        hint="Such as: G-Cloud 14, Digital Outcomes 6"
        value={said?.join(', ') ?? ''}
        faults={faults}
        attributes={{ maxlength: 2000, autocomplete: 'off' }}
      />
      <details>
        <summary>All names that we know</summary>
        <p>{known.join(', ')}</p>
      </details>
      <Choices
        name="others"
        label="Call-offs from other frameworks"
        choices={OTHERS_CALL_OFFS.map((one) => [one, CALL_OFF_WORDS[one]] as const)}
        chosen={[subscriber.othersCallOffs]}
        many={false}
      />
      <button class="button" type="submit">
        Save frameworks
      </button>
    </form>
  );
}

interface CalendarsProps {
  readonly made: readonly number[];
  readonly here: string;
  /** One that was made just now. */
  readonly address: string | undefined;
}

/** The private calendar of deadlines. */
export function Calendars({ made, here, address }: CalendarsProps) {
  return (
    <>
      <h2>Deadlines in your calendar</h2>
      <p>
        A calendar program that subscribes to your private address shows the deadlines of what you follow, of
        what you were told of and of what is open and fits your alerts, and moves them when they move.
      </p>
      {address === undefined ? (
        <></>
      ) : (
        <div class="notice" role="status">
          <p>
            Copy this into your calendar program now. It is not shown again, and whoever has it can read it:
          </p>
          <p>
            <code>{address}</code>
          </p>
        </div>
      )}
      {made.length === 0 ? (
        <p>You have no such address.</p>
      ) : (
        <p>
          {made.length === 1 ? 'One was' : `${made.length} were`} made: {made.map(londonDate).join('; ')}.
        </p>
      )}
      <div class="actions">
        <Press to={`${here}/calendar`} label="Make a new address" kind="quiet" />
        {made.length === 0 ? (
          <></>
        ) : (
          <Press to={`${here}/calendar/stop`} label="Stop all addresses" kind="danger" />
        )}
      </div>
    </>
  );
}
