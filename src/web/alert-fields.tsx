import { CADENCES, WANTED, type Cadence, type Wanted } from '../domain/subscription.ts';
import { LONGEST_QUERY, type QueryMessage } from '../match/parse.ts';
import { CADENCE_WORDS, WANTED_WORDS } from './choices.ts';
import { Choices, Input } from './fields.tsx';
import type { Fault } from './frame.tsx';
import { Mistakes } from './query-parts.tsx';

/** What every form about an alert asks: what for, what of it, how often. */

interface AboutQuery {
  readonly query: string;
  readonly faults: readonly Fault[];
  /** What of it was not understood. */
  readonly messages: readonly QueryMessage[];
}

export function QueryField({ query, faults, messages }: AboutQuery) {
  return (
    <>
      <Input
        name="query"
        type="search"
        label="What do you look for?"
        hint={
          'Words that must occur, and clauses such as region:wales or value:50k..500k. In quotes: "penetration testing".'
        }
        value={query}
        faults={faults}
        attributes={{ required: true, maxlength: LONGEST_QUERY, autocomplete: 'off', spellcheck: 'false' }}
      />
      <p>
        <a href="/help">How to say what you look for</a>
      </p>
      <Mistakes query={query} messages={messages} />
    </>
  );
}

export function WantedField({
  wanted,
  faults,
}: {
  readonly wanted: readonly Wanted[];
  readonly faults: readonly Fault[];
}) {
  return (
    <Choices
      name="wanted"
      label="What do you want to hear of?"
      choices={WANTED.map((one) => [one, WANTED_WORDS[one]] as const)}
      chosen={wanted}
      faults={faults}
      many
    />
  );
}

export function CadenceField({ cadence }: { readonly cadence: Cadence }) {
  return (
    <Choices
      name="cadence"
      label="How often?"
      choices={CADENCES.map((one) => [one, CADENCE_WORDS[one]] as const)}
      chosen={[cadence]}
      many={false}
    />
  );
}
