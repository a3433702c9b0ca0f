import { describe, expect, it } from 'vitest';
import { errorCode } from './error-code.ts';

describe('errorCode', () => {
  it.each([
    [
      "Slack's own word",
      Object.assign(new Error('x'), { code: 'slack_x', data: { error: 'invalid_auth' } }),
      'invalid_auth',
    ],
    [
      "the system's word under fetch's",
      Object.assign(new Error('x'), {
        code: 'slack_x',
        original: new TypeError('fetch failed', {
          cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
        }),
      }),
      'ECONNREFUSED',
    ],
    [
      "the library's word",
      Object.assign(new Error('x'), { code: 'slack_bolt_respond_error' }),
      'slack_bolt_respond_error',
    ],
    ['the name where there is no word', new RangeError('a secret'), 'RangeError'],
    [
      'no page that Slack answered in place of a word',
      Object.assign(new Error('x'), { data: { error: '<html>a secret</html>' } }),
      'Error',
    ],
    ['nothing of what is no error', 'a secret', 'unknown'],
  ])('finds %s', (_what, error, code) => {
    expect(errorCode(error)).toBe(code);
  });
});
