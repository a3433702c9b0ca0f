import ical, {
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import type { Procurement } from '../domain/procurement.ts';
import type { Deadline } from '../domain/stage.ts';
import { factsOf } from './card.ts';
import { buyerLine } from './buyer-words.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';

/** A procurement whose deadline stands in somebody's calendar. */
export interface CalendarEntry {
  readonly procurement: Procurement;
  /** When it last changed for its reader, UTC milliseconds; undefined for when a notice of it was last published. */
  readonly changedAt?: number | undefined;
}

export interface CalendarSetting {
  /** What the calendar is called where it is subscribed to. */
  readonly name: string;
  /** UTC milliseconds: where a procurement stands is asked then. */
  readonly now: number;
}

/** How often a program that follows the feed should look again. */
const REFRESH_SECONDS = 3_600;
const MINUTE = 60_000;

/**
 * The deadlines as iCalendar (RFC 5545), one event for each procurement that states one. A program that has read it before
 * finds the same event under its UID, with a SEQUENCE that has grown where it changed. What ended is cancelled, so that it goes.
 */
export function calendarOf(entries: readonly CalendarEntry[], { name, now }: CalendarSetting): string {
  const calendar = ical({
    // The library escapes what events hold, but not its own name.
    name: line(name, LONGEST.operator),
    prodId: { company: 'tenderbell', product: 'tenderbell', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const entry of entries) {
    const { deadline } = entry.procurement.view;
    const when = deadline && whenOf(deadline);
    if (when !== undefined) calendar.createEvent({ ...eventOf(entry, now), ...when });
  }
  return `${calendar.toString()}\r\n`;
}

/** The exact instant, which every program shows in its own zone; the London day, where no time is stated. */
function whenOf(deadline: Deadline): (Pick<ICalEventData, 'allDay'> & { readonly start: Date }) | undefined {
  const start = new Date(deadline.timed ? deadline.at : Date.parse(`${deadline.day}T00:00:00Z`));
  if (Number.isNaN(start.getTime())) return undefined;
  return deadline.timed ? { start } : { start, allDay: true };
}

function eventOf({ procurement, changedAt }: CalendarEntry, now: number): Omit<ICalEventData, 'start'> {
  const { id, view } = procurement;
  const facts = factsOf(procurement, now);
  const changed = Math.max(view.updated, changedAt ?? 0);
  return {
    id: `procurement-${id}.deadline@tenderbell`,
    // Minutes, so that it fits into 32 bits for longer than seconds would.
    sequence: Math.floor(changed / MINUTE),
    stamp: new Date(changed),
    lastModified: new Date(changed),
    summary: `Deadline: ${facts.title} – ${facts.buyer}`,
    description: [
      buyerLine(facts),
      `Deadline: ${facts.deadlineBrief}, London time`,
      `Value: ${facts.value}`,
      `Stage: ${facts.stage}`,
      ...(facts.url === undefined ? [] : [`See on ${facts.portal}: ${facts.url}`]),
    ].join('\n'),
    ...(facts.url === undefined ? {} : { url: asUri(facts.url) }),
    transparency: ICalEventTransparency.TRANSPARENT,
    status: view.stage === 'closed' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  };
}

/** The library writes a backslash before a comma and a semicolon in an address, too, where it would belong to the address. */
function asUri(url: string): string {
  return url.replaceAll(',', '%2C').replaceAll(';', '%3B');
}
