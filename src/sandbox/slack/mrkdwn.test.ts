import { describe, expect, it } from 'vitest';
import { mrkdwn } from './mrkdwn.ts';

describe('mrkdwn', () => {
  it.each([
    ['*bold* _it_ ~no~ `code`', '<strong>bold</strong> <em>it</em> <s>no</s> <code>code</code>'],
    ['a &lt;b&gt; &amp; c', 'a &lt;b&gt; &amp; c'],
    [
      '<https://x.example/?a=1&amp;b=2|A &amp; B>',
      '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noreferrer">A &amp; B</a>',
    ],
    ['one\ntwo', 'one<br>two'],
    [
      '*<https://x.example/a_b_c|A>* b',
      '<strong><a href="https://x.example/a_b_c" target="_blank" rel="noreferrer">A</a></strong> b',
    ],
    ['<!channel>', '<mark>!channel</mark>'],
    ['snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
  ])('renders %s', async (text, rendered) => {
    expect((await mrkdwn(text)).toString()).toBe(rendered);
  });

  it.each([
    '<script>alert(1)</script>',
    '<javascript:alert(1)|x>',
    '"><img src=x onerror=y>',
    '<https://x"onx="|y>',
  ])('lets nothing through of %s', async (text) => {
    const rendered = (await mrkdwn(text)).toString();

    expect(rendered).not.toMatch(/<(?:script|img)|href="javascript|"onx="/);
  });
});
