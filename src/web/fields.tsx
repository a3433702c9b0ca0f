import type { Child, PropsWithChildren } from 'hono/jsx';
import type { Fault } from './frame.tsx';

/** The pieces of forms. Each input has its label, its hint and what is wrong with it, tied to it for those who hear the page. */

interface FieldProps {
  /** Its name, and its id. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly faults?: readonly Fault[] | undefined;
}

interface InputProps extends FieldProps {
  readonly type: 'text' | 'email' | 'search' | 'number' | 'date';
  readonly value: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined;
}

export function Input({ name, label, hint, faults = [], type, value, attributes = {} }: InputProps) {
  const wrong = wordsFor(name, faults);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <Notes name={name} hint={hint} wrong={wrong} />
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        aria-describedby={describedBy(name, hint, wrong)}
        aria-invalid={wrong === undefined ? undefined : 'true'}
        {...attributes}
      />
    </div>
  );
}

/** What may be chosen: its value, and what it is called. */
type Choice = readonly [value: string, words: string];

interface ChoicesProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  /** One of them, or any number. */
  readonly many: boolean;
}

export function Choices({ name, label, hint, faults = [], choices, chosen, many }: ChoicesProps) {
  const wrong = wordsFor(name, faults);
  return (
    <fieldset aria-describedby={describedBy(name, hint, wrong)}>
      <legend>{label}</legend>
      <Notes name={name} hint={hint} wrong={wrong} />
      {choices.map(([value, words], at) => (
        <label class="choice">
          <input
            id={at === 0 ? name : undefined}
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={value}
            checked={chosen.includes(value)}
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

export function Select({ name, label, hint, choices, chosen }: Omit<ChoicesProps, 'many' | 'faults'>) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <Notes name={name} hint={hint} wrong={undefined} />
      <select id={name} name={name} aria-describedby={describedBy(name, hint, undefined)}>
        {choices.map(([value, words]) => (
          <option value={value} selected={chosen.includes(value)}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What is so, label by label. */
export function FactTable({ rows }: { readonly rows: readonly (readonly [label: string, words: Child])[] }) {
  return (
    <table class="facts">
      <tbody>
        {rows.map(([label, words]) => (
          <tr>
            <th scope="row">{label}</th>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Buttons in a row. */
export function Actions({ children }: PropsWithChildren) {
  return <div class="actions">{children}</div>;
}

interface NotesProps {
  readonly name: string;
  readonly hint: string | undefined;
  readonly wrong: string | undefined;
}

function Notes({ name, hint, wrong }: NotesProps) {
  return (
    <>
      {hint === undefined ? (
        <></>
      ) : (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {wrong === undefined ? (
        <></>
      ) : (
        <p class="error" id={`${name}-wrong`}>
          {wrong}
        </p>
      )}
    </>
  );
}

function wordsFor(name: string, faults: readonly Fault[]): string | undefined {
  const own = faults.filter((fault) => fault.field === name).map((fault) => fault.words);
  return own.length === 0 ? undefined : own.join(' ');
}

function describedBy(name: string, hint: string | undefined, wrong: string | undefined): string | undefined {
  const ids = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(wrong === undefined ? [] : [`${name}-wrong`]),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
}
