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
    ['<!channel> <!here>', '<mark>@channel</mark> <mark>@here</mark>'],
    ['<@U1> <#C1> <@U9|pat>', '<mark>@sam</mark> <b>#tenders</b> <mark>@pat</mark>'],
    [
      'by <!date^1796000000^{date_short} at {time}|30 Nov>',
      'by <time title="Mon 30 Nov 2026, 00:53">30 Nov 2026 at 00:53</time>',
    ],
    [
      '<!date^1796000000^{date_num}^https://x.example/|30 Nov>',
      '<a href="https://x.example/" target="_blank" rel="noreferrer"><time title="Mon 30 Nov 2026, 00:53">2026-11-30</time></a>',
    ],
    ['<!date^soon^{date}|next week>', 'next week'],
    [':bell: :nobody_knows: 09:30:15', '🔔 :nobody_knows: 09:30:15'],
    ['&gt; said\nafter', '<q>said</q>after'],
    ['```a *b*```', '<pre>a *b*</pre>'],
    ['snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
  ])('renders %s', async (text, rendered) => {
    expect((await mrkdwn(text, (id) => ({ U1: 'sam', C1: 'tenders' })[id])).toString()).toBe(rendered);
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
