/**
 * What the elements that people press are called, and the forms that they fill in: made in this room, answered in `slack/`. The
 * names stand in messages that are years old, so they never change their meaning.
 */
export const ACTS = {
  /** Of one procurement; the value is its number. */
  details: 'details',
  follow: 'follow',
  /** A menu of one procurement: the value is `CHOICE 12`, or `CHOICE 12 SEARCH` where it stands in an answer to a search. */
  menu: 'menu',
  /** Of the details' form: the value is the procurement's number. */
  muteBuyer: 'mute-buyer',
  notRelevant: 'not-relevant',
  remind: 'remind',
  share: 'share',
  /** Takes back what the button before it did: the value names it. */
  undo: 'undo',
  /** Of an answer to a search: the value is `SEARCH PAGE`, or SEARCH alone. */
  page: 'page',
  /** The same: names are unique within a block. */
  pageBack: 'page-back',
  /** The value is `SEARCH ORDER`. */
  sort: 'sort',
  /** Looks for something else: the value is the query. */
  tryQuery: 'try-query',
  save: 'save',
  /** What a message had no room for: the value is `DELIVERY PAGE`. */
  rest: 'rest',
  /** Of one subscription, or of several that are paused: the value is their numbers, joined by commas, and behind a space where it stands. */
  edit: 'edit',
  pause: 'pause',
  resume: 'resume',
  end: 'end',
  /** Within the form of a subscription: the query was changed, or another answer by which what it would bring is counted. */
  query: 'query',
  wanted: 'wanted',
  where: 'where',
  other: 'other',
  unmute: 'unmute',
  digestTimes: 'digest-times',
  feedback: 'feedback',
  alerts: 'alerts',
  /** Of the App Home. */
  refresh: 'refresh',
  /** Of one subscription that was ended: it goes on as it was. The value is its number. */
  revive: 'revive',
  /** An empty form for an alert, and how to search. */
  newAlert: 'new-alert',
  help: 'help',
  /** Only opens a page. */
  open: 'open',
} as const;

/** What a procurement's menu offers. Values are at most 75 characters. */
export const CHOICES = [
  'details',
  'follow',
  'mute-buyer',
  'not-relevant',
  'remind',
  'share',
  'save',
] as const;
export type MenuChoice = (typeof CHOICES)[number];

/** Forms, by their `callback_id`. */
export const FORMS = {
  save: 'save',
  edit: 'edit',
  share: 'share',
  remind: 'remind',
  feedback: 'feedback',
  digestTimes: 'digest-times',
  details: 'details',
  similar: 'similar',
} as const;

/** Message shortcuts, by their `callback_id` in the manifest. */
export const SHORTCUTS = { similar: 'find-similar' } as const;
