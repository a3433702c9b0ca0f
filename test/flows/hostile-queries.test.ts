import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run as importVerb } from '../../src/app/commands/import.ts';
import { run as searchVerb } from '../../src/app/commands/search.ts';
import type { Context } from '../../src/app/context.ts';
import { EXIT } from '../../src/app/exit-codes.ts';
import { searchProcurements, type Found } from '../../src/flows/search.ts';
import { documentOf } from '../../src/match/document.ts';
import { matches } from '../../src/match/evaluate.ts';
import { LONGEST_QUERY, parseQuery } from '../../src/match/parse.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { Reply } from '../../src/slack/calls.ts';
import { answerSearch, remembering } from '../../src/slack/searching.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';
import { quiet } from '../portal-fixtures.ts';

/** An answer is due within 200 ms. Three times that, so that a busy machine proves nothing. */
const SOON = 600;

const LONE = String.fromCharCode(0xd800);
const BELL = '\u0007';

/** What people paste, fuzzers send, and full-text engines and SQL take for their own. */
const HOSTILE: readonly (readonly [name: string, query: string])[] = [
  ['nothing', ''],
  ['spaces', ' \t\r\n\u00A0\u2003 '],
  ['one quote', '"'],
  ['many quotes', '"'.repeat(501)],
  ['odd quotes', 'say "cyber security AND "cloud'],
  ['typographic quotes that do not match', '„cyber“ ‘security" ”cloud'],
  ['an apostrophe', "O'Brien's 'cyber' OR ''"],
  ['a thousand apostrophes', "' ".repeat(900)],
  ['empty phrases', '"" OR ""'],
  ['NEAR(', 'NEAR('],
  ['NEAR with a distance', 'NEAR(cyber security, 5)'],
  ['NEAR/', 'cyber NEAR/3 security'],
  ['a first-token mark', '^cyber title:^cyber'],
  ['a column filter', '{title body}: cyber'],
  ['a column filter without', '- {title}: cyber'],
  ['a column by name', 'facts:_it_balanced body:cyber rowid:1'],
  ['a fact as a word', '_it_balanced _portal_find_a_tender'],
  ['a plus', 'cyber + security +'],
  ['a star alone', '*'],
  ['stars', '** cyber* *security* c*er'],
  ['a phrase and a star', '"cyber sec" *'],
  ['C++', 'C++'],
  ['C++ and its kin', 'C++ C# F# .NET ASP.NET R&D R & D'],
  ['operators alone', 'AND OR NOT AND OR NOT'],
  ['operators in a row', 'cyber AND OR NOT NOT OR AND cloud'],
  ['nothing but minus', '-'.repeat(500)],
  ['five hundred minuses and a word', `${'-'.repeat(500)}cyber`],
  ['negation inside negation', `${'-('.repeat(15)}cyber OR cloud${')'.repeat(15)}`],
  ['NOT of everything', 'NOT (NOT (NOT it:any))'],
  ['deep parentheses', `${'('.repeat(900)}cyber${')'.repeat(900)}`],
  ['deep parentheses with something in each', `${'(a OR (b '.repeat(180)}c${'))'.repeat(180)}`],
  ['parentheses that open', '('.repeat(2000)],
  ['parentheses that close', ')'.repeat(2000)],
  ['parentheses the wrong way round', ')('.repeat(700)],
  ['an SQL statement', `'; drop table procurement; --`],
  ['an SQL condition', `" OR 1=1 -- /* x */ cyber') OR ('1'='1`],
  ['SQL wildcards', '% _ %cyber_ [a-z] \\%'],
  ['back-slashes', '\\"cyber\\" \\0 \\u0000 \\\\'],
  ['question marks and parameters', '? ?1 :name @name $name ??'],
  ['NUL', 'cyber\u0000security \u0000'],
  ['control characters', `${BELL}cyber\u001b[31m\u0085security\u007f`],
  ['right-to-left', '\u202Eytiruces rebyc\u202C أمن سيبراني -שמירה'],
  ['emoji', '😀 👩‍💻 cyber🇬🇧 security😀'],
  ['lone surrogates', `${LONE} cyber${LONE} ${LONE}security`],
  ['a thousand accents on one letter', `e${'\u0301'.repeat(1000)} cyber`],
  ['zero width', 'cy\u200Bber\u200D sec\uFEFFurity'],
  ['a script without spaces', '網絡安全セキュリティ'.repeat(50)],
  ['10 kB of one word', 'a'.repeat(10_240)],
  ['10 kB of words', 'cyber '.repeat(1707)],
  ['10 kB of hyphens in one word', `a${'-a'.repeat(5120)}`],
  ['10 kB of stars', 'ab* '.repeat(2560)],
  ['10 kB of fields', 'region:wales,scotland '.repeat(466)],
  ['20,000 terms', Array.from({ length: 20_000 }, (_, at) => `word${at}`).join(' ')],
  ['20,000 alternatives', Array.from({ length: 20_000 }, (_, at) => `word${at}`).join(' OR ')],
  ['as many alternatives as fit', Array.from({ length: 100 }, (_, at) => `w${at}*`).join(' OR ')],
  ['a thousand values', `category:${'security,'.repeat(1000)}`],
  ['a thousand commas', `region:${','.repeat(1000)}`],
  ['a thousand colons', `${'region:'.repeat(280)}wales`],
  ['a field in a field', 'region:buyer:portal:"find-a-tender"'],
  ['fields of the prototype', '__proto__:x constructor:y toString:z hasOwnProperty:q'],
  ['values of the prototype', 'category:constructor portal:__proto__ framework:toString sme:valueOf'],
  ['numbers beyond reason', 'value:>1e309 value:99999999999999999999 cpv:999999999 closing:>99999y'],
  ['money beyond reason', 'value:999999999999bn..1p value:-1..-2 value:£'],
  ['days that are none', 'ends:2027-02-31 published:0000-00-00..9999-99-99 closing:..'],
  ['an address', 'https://user:pw@www.find-tender.service.gov.uk:99/Notice/%00?x="y"#(z)'],
  ['addresses by the hundred', 'https://www.find-tender.service.gov.uk/Notice/000101-2026 '.repeat(30)],
  ['a pattern that backtracks', `${'a'.repeat(60)}! 2${'0'.repeat(1500)}- ocds-${'a-'.repeat(400)}!`],
  ['a quote that is never closed, again and again', `'a ${"'b ".repeat(600)}`],
  ['spaces by the thousand', `region:${' '.repeat(1900)}wales`],
  ['HTML', '<script>alert(1)</script> &lt;b&gt; <https://x.example|y>'],
  ['Slack', '<@U123> <!channel> *cyber* _cloud_ ~x~ `code`'],
];

let root: string;
let store: SqliteStore;
const clock = fakeClock('2026-09-01T09:00:00Z');

/** What a terminal was shown. */
function terminal(): Context & { readonly lines: string[] } {
  const lines: string[] = [];
  const line = (text: string): void => void lines.push(text);
  const { signal } = new AbortController();
  return {
    version: '0',
    configPath: undefined,
    env: {},
    root,
    clock,
    log: quiet,
    out: line,
    say: line,
    signal,
    lines,
  };
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tenderbell-hostile-'));
  mkdirSync(join(root, 'data'));
  const sandbox = await startSandbox({ seed: '1', now: clock.now(), botUrl: () => 'http://127.0.0.1:9' });
  const releases = sandbox.world.backlog.map((release) => release.text).join(',\n');
  await sandbox.close();
  const path = join(root, 'package.json');
  writeFileSync(path, `{"uri": "http://example.org", "version": "1.1", "releases": [${releases}]}`);
  const { clock: _fake, ...context } = terminal();
  expect(await importVerb([path], {}, { ...context, clock })).toBe(EXIT.done);
  const opened = await openStore(join(root, 'data', 'tenderbell.db'), { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  store = opened.store;
});
afterAll(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

async function search(text: string): Promise<Found> {
  const found = await searchProcurements(text, { store, clock }, { limit: 10 });
  if (!('procurements' in found)) throw new Error(`no answer: ${JSON.stringify(found)}`);
  return found;
}

/** The middle one of three goes, milliseconds of real time. */
async function median(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < 3; at += 1) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  return took.toSorted((a, b) => a - b)[1] ?? Infinity;
}

it('there is something to find', async () => {
  expect((await search('it:any')).total).toBeGreaterThan(20);
});

describe.each(HOSTILE)('%s', (_, text) => {
  it('is read within the limits, says where it is wrong, and is read again as itself', async () => {
    const { query, messages, canonical, sort } = parseQuery(text);

    expect(canonical.length).toBeLessThanOrEqual(LONGEST_QUERY);
    for (const { at, length } of messages) {
      expect(at).toBeGreaterThanOrEqual(0);
      expect(length).toBeGreaterThan(0);
      expect(at + length).toBeLessThanOrEqual(text.length);
    }
    expect(parseQuery(canonical)).toEqual({ query, messages: [], canonical, sort });
    expect(await median(async () => void (await Promise.resolve(parseQuery(text))))).toBeLessThan(SOON);
  });

  it('is answered by the store, soon, and as the predicate answers it', async () => {
    const found = await searchProcurements(text, { store, clock }, { limit: 10_000 });
    const all = await searchProcurements('it:any', { store, clock }, { limit: 10_000 });
    if (!('procurements' in found) || !('procurements' in all)) throw new Error('no answer');

    const { query } = found.parsed;
    const met = all.procurements.filter((one) => matches(query, documentOf(one), clock.now()));
    expect(idsOf(found)).toEqual(met.map(({ id }) => id).toSorted((a, b) => a - b));
    expect(await median(() => search(text))).toBeLessThan(SOON);
  });

  it('is answered on the command line', async () => {
    for (const json of [false, true]) {
      const context = terminal();
      expect(await searchVerb([text], { json }, context)).toBe(EXIT.done);
      expect(context.lines.join('\n')).toMatch(json ? /"total":\d/ : /rocurements.*: \d+/su);
    }
  });

  it('is answered in Slack, with a sentence and never with an excuse', async () => {
    const replies: Reply[] = [];
    const call = {
      asker: { team: 'home', user: 'U01', channel: 'C01' },
      text,
      almost: undefined,
      reply: (reply: Reply) => Promise.resolve(void replies.push(reply)),
    };
    const remember = remembering({ store });
    const answer = async (): Promise<void> =>
      await answerSearch(call, { search, remember, clock, command: '/tenders', log: quiet });

    expect(await median(answer)).toBeLessThan(SOON);
    const [reply] = replies;
    expect(reply?.text).toMatch(/ found\b|of [\d,]+ procurements/);
    expect(JSON.stringify(reply)).not.toContain('went wrong');
  });
});

it.each([
  ['a'.repeat(10_240), 'a query has at most 2,000 characters'],
  [Array.from({ length: 200 }, (_, at) => `w${at}`).join(' '), 'a query has at most 100 words and clauses'],
  ['((((((((((((((((((((((cyber))))))))))))))))))))))', 'nest at most 20 deep'],
  ['say "cyber', 'this quotation mark is never closed'],
  ['NEAR(', 'this `(` is never closed'],
  ['facts:_it_balanced', '`facts:` is not a field'],
])('%s: the terminal says so', async (text, said) => {
  const context = terminal();
  await searchVerb([text], {}, context);
  expect(context.lines.join('\n')).toContain(said);
});

function idsOf({ procurements }: Pick<Found, 'procurements'>): readonly number[] {
  return procurements.map(({ id }) => id).toSorted((a, b) => a - b);
}
