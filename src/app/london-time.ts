import { z } from 'zod';
import { fromLondonWall } from '../base/london.ts';

/** A London day or time from the command line, as UTC milliseconds. */
export const LondonTime = z.string().transform((text, issues) => {
  const at = fromLondonWall(text);
  if (at !== undefined) return at;
  issues.addIssue({
    code: 'custom',
    message: 'must be a London time such as 2026-08-12 or 2026-08-12T06:00',
  });
  return z.NEVER;
});
