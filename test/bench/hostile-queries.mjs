/** What people paste, fuzzers send and engines stumble over; test/flows/hostile-queries.test.ts checks the answers. */
export const HOSTILE_QUERIES = /** @type {const} */ ([
  ['nothing', ''],
  ['quotes', '"'.repeat(501)],
  ['NEAR(', 'NEAR(cyber security, 5) NEAR('],
  ['C++', 'C++ C# .NET R&D'],
  ['10 kB of words', 'cyber '.repeat(1707)],
  ['10 kB of one word', 'a'.repeat(10_240)],
  ['NUL', 'cyber\0security \0'],
  ['right-to-left', '\u202Eytiruces rebyc\u202C أمن سيبراني'],
  ['20,000 terms', Array.from({ length: 20_000 }, (_, at) => `word${at}`).join(' ')],
  ['20,000 alternatives', Array.from({ length: 20_000 }, (_, at) => `service${at} OR the`).join(' OR ')],
  [
    'a hundred beginnings',
    Array.from({ length: 100 }, (_, at) => `${'abcdefghijklmnop'[at % 16]}${'aeiou'[at % 5]}*`).join(' OR '),
  ],
  ['deep parentheses', `${'('.repeat(900)}cyber${')'.repeat(900)}`],
  ['negations', '-the -a -of -and it:any'],
  ['everything, by value', 'it:any sort:value'],
  ['alternatives that no index holds', '(the OR value:>1) (a OR -region:wales) (of OR closing:>1d) it:any'],
  ['the commonest words, best first', 'the OR and OR of OR a OR service it:any sort:relevance'],
]);
