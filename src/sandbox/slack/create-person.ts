import type { Person } from './person.ts';
import type { PersonOptions } from './person-clicks.ts';
import { personClicks } from './person-clicks.ts';
import { personEvents } from './person-events.ts';
import { personModals } from './person-modals.ts';

/** Whoever sits at the keyboard of a pretend workspace. */
export function createPerson(options: PersonOptions): Person {
  const { useInView, ...clicks } = personClicks(options);
  return { ...clicks, ...personModals(options, { ...clicks, useInView }), ...personEvents(options) };
}
