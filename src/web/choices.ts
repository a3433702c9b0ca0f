/** What can be chosen in forms, in words. */
export {
  CADENCE_WORDS,
  CALL_OFF_WORDS,
  HOLIDAY_WORDS,
  WANTED_WORDS,
  WEEKDAYS,
} from '../present/choice-words.ts';
