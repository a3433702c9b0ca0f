import { describe, expect, it } from 'vitest';
import { pageFacts } from '../generate/contracts-finder-page.ts';
import { createWorld } from '../generate/world.ts';
import { offOf } from '../portal/switch-board.ts';
import { createPretendContractsFinder } from '../pretend-contracts-finder.ts';
import { noticeGuid } from './guid.ts';
import type { ContractsFinderSwitches } from './switches.ts';
import { CONTRACTS_FINDER_SWITCHES } from './switches.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');
const world = createWorld({ seed: 'cf', now: NOW });
const cf = [...world.backlog, ...world.fresh(NOW)].filter((one) => one.portal === 'contracts-finder');
const opportunities = cf.filter((one) => one.tags[0] === 'tender');

function portal(switches: Partial<ContractsFinderSwitches> = {}, releases = cf) {
  const all = { ...offOf(CONTRACTS_FINDER_SWITCHES), ...switches };
  const made = createPretendContractsFinder({ now: () => NOW, switches: all });
  made.publish(releases);
  return made;
}

async function pageOf(path: string, switches: Partial<ContractsFinderSwitches> = {}): Promise<string> {
  return (await portal(switches).app.request(path)).text();
}

/** The texts below a label of a notice's page. */
function below(html: string, label: string): string[] {
  const found = html.matchAll(
    /<h4>(?:<strong>)?([^<]*)(?:<\/strong>)?<\/h4>\s*<(p|ul)[^>]*>([\s\S]*?)<\/\2>/g,
  );
  return [...found]
    .filter(([, name]) => name === label)
    .map(([, , , text = '']) => text.replace(/<[^>]*>/g, ''));
}

/** Labels and values of each row of a result page. */
function rowsOf(html: string): Map<string, string>[] {
  return html
    .split('<div class="search-result">')
    .slice(1)
    .map((row) => {
      const facts = row.matchAll(/search-result-entry"><strong>([^<]*)<\/strong> ([^<]*)</g);
      return new Map([...facts].map(([, label = '', value = '']) => [label, value]));
    });
}

function idsOf(html: string): string[] {
  return [...html.matchAll(/<h2 id=([0-9a-f-]{36})>/g)].map(([, id = '']) => id);
}

/** Of a release that states the day of its deadline alone, as its first or last second: its page alone may know the time. */
function dayAlone(edge: '00:00' | '23:59:59', knows: boolean) {
  const found = opportunities.find((one) => {
    const facts = pageFacts(noticeGuid(one));
    return facts.deadlineIsDay && facts.edgeOfDay === edge && (facts.closes !== undefined) === knows;
  });
  if (found === undefined) throw new Error('the seed has no such notice');
  return { text: found.text, guid: noticeGuid(found), facts: pageFacts(noticeGuid(found)) };
}

describe('pages of results', () => {
  it('show what is open, twenty rows a page, newest first, to a page that finds none', async () => {
    const { app } = portal();
    const pages = await Promise.all(
      [1, 2, 3, 4, 5].map(async (page) => (await app.request(`/search/results?page=${page}`)).text()),
    );
    const ids = pages.map(idsOf);
    const total = Number(/search-result-count">(\d+)</.exec(pages[0] ?? '')?.[1]);
    const flat = ids.flat();
    const newest = cf.filter((one) => one.published === NOW).map(noticeGuid);

    expect(ids[0]).toHaveLength(20);
    expect(new Set(flat).size).toBe(total);
    expect(new Set(flat.slice(0, newest.length))).toEqual(new Set(newest));
    expect(rowsOf(pages.join('')).every((row) => row.get('Notice status') === 'Open')).toBe(true);
    expect(pages[0]).toContain('standard-paginate-next');
    expect(pages[4]).toContain('No opportunities found');
    expect(pages[4]).not.toContain('standard-paginate-next');
  });

  it('want no index and no follower, set a session cookie, and may not be stored', async () => {
    const response = await portal().app.request('/contracts-finder/Search/Results');
    const html = await response.text();

    expect(html).toContain('<meta name="robots" content="noindex, nofollow" />');
    expect(response.headers.get('set-cookie')).toMatch(/^CF_AUTH=/);
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect(html).toMatch(
      /href="http:\/\/localhost\/contracts-finder\/notice\/[0-9a-f-]{36}\?origin=SearchResults&p=1"/,
    );
  });

  it.each([
    [
      2020,
      'Notice type',
      'Closing date',
      /^\d\d\/\d\d\/2026$/,
      'Contract value (high)',
      /^(?:--|&pound;[\d.]+[mk]?)$/,
    ],
    [
      2021,
      'Notice type',
      'Closing',
      /^[ \d]\d \w+ 2026(?:, [ \d]\d(?::\d\d)?[ap]m)?$/,
      'Contract value',
      /^&pound;[\d,]+/,
    ],
    [
      2025,
      'Procurement stage',
      'Closing',
      /^[ \d]\d \w+ 2026(?:, [ \d]\d(?::\d\d)?[ap]m)?$/,
      'Contract value',
      /^&pound;[\d,]+/,
    ],
  ] as const)('have the labels of %i', async (siteLayout, stage, closing, closes, value, sum) => {
    const rows = rowsOf(await pageOf('/Search/Results', { siteLayout }));
    const tenders = rows.filter((row) => row.get(stage) === 'Opportunity');

    expect(rows).toHaveLength(20);
    expect(tenders.length).toBeGreaterThan(5);
    for (const row of tenders) expect(row.get(closing)).toMatch(closes);
    const values = tenders.map((row) => row.get(value)).filter((text) => text !== undefined);
    expect(values.length).toBeGreaterThan(3);
    for (const text of values) expect(text).toMatch(sum);
  });

  it('hold both names of the sum, two spaces before a short hour, days alone, ranges, and the last edit', async () => {
    const { app } = portal();
    const pages = [1, 2, 3].map(async (page) => (await app.request(`/Search/Results?page=${page}`)).text());
    const rows = rowsOf((await Promise.all(pages)).join(''));
    function seen(label: string, text: RegExp): boolean {
      return rows.some((row) => text.test(row.get(label) ?? ''));
    }

    expect(seen('Contract value', /^&pound;/) && seen('Total value', /^&pound;/)).toBe(true);
    expect(seen('Contract value', /^&pound;0$/)).toBe(true);
    expect(seen('Contract value', /^&pound;[\d,]+ to &pound;[\d,]+$/)).toBe(true);
    expect(seen('Closing', /2026, {2}\dpm$/)).toBe(true);
    expect(seen('Closing', /2026$/)).toBe(true);
    expect(seen('Publication date', /2026, last edited [ \d]\d \w+ 2026$/)).toBe(true);
    expect(seen('Procurement stage', /^Future opportunity$/)).toBe(true);
    expect(seen('Approach to market date', /2026$/)).toBe(true);
    expect(rows.some((row) => row.get('Procurement stage') === 'Awarded contract')).toBe(false);
  });
});

describe('a notice’s page', () => {
  it.each(['00:00', '23:59:59'] as const)(
    'knows the closing time where the release states %s',
    async (edge) => {
      const { guid, text, facts } = dayAlone(edge, true);
      const html = await pageOf(`/Notice/${guid}`);

      expect(text).toContain(`T${edge.padEnd(8, ':00')}+01:00"`);
      expect(below(html, 'Closing time')).toHaveLength(1);
      const [hours = 0] = (facts.closes ?? '').split(':').map(Number);
      expect(below(html, 'Closing time')[0]).toMatch(new RegExp(`^${hours % 12 || 12}(?::\\d\\d)?[ap]m$`));
    },
  );

  it('does not know it everywhere', async () => {
    expect(below(await pageOf(`/Notice/${dayAlone('00:00', false).guid}`), 'Closing time')).toEqual([]);
  });

  it('holds files and words that no release has', async () => {
    const rich = opportunities.find((one) => {
      const facts = pageFacts(noticeGuid(one));
      return facts.attachments.length > 0 && facts.additional.length > 0;
    });
    const guid = noticeGuid(rich ?? { id: '' });
    const { attachments, additional } = pageFacts(guid);
    const { app } = portal();
    const html = await (await app.request(`/notice/${guid.toUpperCase()}`)).text();
    const links = [
      ...html.matchAll(/<a href="([^"]*\/Notice\/Attachment\/[^"]*)" id="[^"]*" class="[^"]*\bdownload\b/g),
    ];

    expect(html).toContain('<h3>More information</h3>');
    for (const sentence of additional) expect(html).toContain(sentence.slice(0, 30));
    expect(links.map(([, url]) => url?.split('/').at(-1))).toEqual(attachments.map((file) => file.guid));
    expect((await app.request(links[0]?.[1] ?? '')).status).toBe(200);
    expect(rich?.text).not.toContain(additional[0]);
    expect(rich?.text).not.toContain(attachments[0]?.guid);
  });

  it('says twice when an awarded contract starts', async () => {
    const award = cf.find((one) => one.tags[0] === 'award');
    const html = await pageOf(`/Notice/${noticeGuid(award ?? { id: '' })}`);

    expect(below(html, 'Contract start date')).toHaveLength(2);
    expect(html).toContain('id="supplier_block_0"');
    expect(html).toContain('Awarded contract - ');
  });

  it.each([2020, 2021, 2025] as const)('says the same in the layout of %i', async (siteLayout) => {
    const one = opportunities[0];
    const html = await pageOf(`/Notice/${noticeGuid(one ?? { id: '' })}`, { siteLayout });
    const { tender, buyer } = JSON.parse(one?.text ?? '{}') as {
      tender: { title: string; id: string };
      buyer: { name: string };
    };

    expect(/<h1[^>]*>([^<]*)</.exec(html)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#039;', "'")).toBe(
      tender.title,
    );
    expect(/breadcrumb-description">([^<]*)</.exec(html)?.[1]?.replaceAll('&amp;', '&')).toBe(buyer.name);
    expect(below(html, 'Procurement reference')).toEqual([tender.id]);
    expect(below(html, 'Closing date')[0]).toMatch(siteLayout === 2020 ? /^\d\d\/\d\d\/2026$/ : / 2026$/);
    expect(html.includes('<h4><strong>Industry</strong></h4>')).toBe(siteLayout === 2025);
  });

  it('gives its elements other ids on each request', async () => {
    const { app } = portal();
    const guid = noticeGuid(opportunities[0] ?? { id: '' });
    const pages = [1, 2].map(async () => (await app.request(`/Notice/${guid}`)).text());
    const [one, other] = (await Promise.all(pages)).map(
      (html) => /<button href="#" id="(\w+)"/.exec(html)?.[1],
    );

    expect(one).toMatch(/^[0-9a-f]{13}$/);
    expect(other).not.toBe(one);
  });

  it('is not there for what is unknown', async () => {
    const { app } = portal();

    expect((await app.request('/Notice/11111111-1111-4111-a111-111111111111')).status).toBe(404);
    expect((await app.request('/nowhere')).status).toBe(404);
  });
});

describe('robots.txt', () => {
  it('is not there, or what the switch says', async () => {
    expect((await portal().app.request('/robots.txt')).status).toBe(404);
    const said = await portal({ robots: 'User-agent: *\nDisallow: /' }).app.request('/robots.txt');
    expect([said.status, await said.text()]).toEqual([200, 'User-agent: *\nDisallow: /']);
    expect(said.headers.get('content-type')).toContain('text/plain');
  });
});

describe('the routes together', () => {
  it('tell of the same notices, with the same titles', async () => {
    const { app } = portal();
    const search = '/Published/Notices/OCDS/Search?publishedFrom=2026-08-01&limit=100';
    const { releases } = (await (await app.request(search)).json()) as {
      releases: { id: string; tender: { title: string } }[];
    };
    const v2 = (await (
      await app.request('/api/rest/2/search_notices/json', { method: 'POST', body: '{"searchCriteria":{}}' })
    ).json()) as { noticeList: { item: { id: string; title: string } }[] };
    const titles = new Map(releases.map((one) => [noticeGuid(one), one.tender.title]));

    expect(titles.size).toBe(v2.noticeList.length);
    for (const { item } of v2.noticeList) {
      expect(item.title.replaceAll('&amp;', '&').replaceAll('&#039;', "'")).toBe(titles.get(item.id));
      expect(await (await app.request(`/Notice/${item.id}`)).text()).toContain(`>${item.title}</h1>`);
    }
  });
});
