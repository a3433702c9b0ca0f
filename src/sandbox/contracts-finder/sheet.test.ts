import { describe, expect, it } from 'vitest';
import { londonDay } from '../../base/london.ts';
import { createWorld } from '../generate/world.ts';
import { offOf } from '../portal/switch-board.ts';
import { createPretendContractsFinder } from '../pretend-contracts-finder.ts';
import { sheetOf } from './sheet.ts';
import { CONTRACTS_FINDER_SWITCHES } from './switches.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');
const cf = createWorld({ seed: 'cf', now: NOW }).backlog.filter((one) => one.portal === 'contracts-finder');
const CSV = '/Harvester/Notices/Data/CSV';

function portal(cp1252 = false) {
  const made = createPretendContractsFinder({
    now: () => NOW,
    switches: { ...offOf(CONTRACTS_FINDER_SWITCHES), cp1252 },
  });
  made.publish(cf);
  return made;
}

/** Rows of cells, a backslash escaping what follows it. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') cell += text.charAt((at += 1));
    else if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted || (char !== ',' && char !== '\n')) cell += char;
    else {
      rows.at(-1)?.push(cell);
      cell = '';
      if (char === '\n') rows.push([]);
    }
  }
  return rows.slice(0, -1);
}

function ofDay(day: string) {
  return cf.filter((release) => londonDay(release.published) === day);
}

describe('the pretend spreadsheet', () => {
  it('lays the day’s releases flat, one a row, under JSON pointers', async () => {
    const response = await portal().app.request(`/contracts-finder${CSV}/2026/08/30`);
    const [header = [], ...rows] = rowsOf(await response.text());

    expect(response.headers.get('content-type')).toBe('text/csv');
    expect(rows).toHaveLength(ofDay('2026-08-30').length);
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
    expect(header).toEqual(
      expect.arrayContaining(['releases/0/ocid', 'releases/0/tag/0', 'releases/0/tender/value/amount']),
    );
    const titles = rows.map((row) => row[header.indexOf('releases/0/tender/title')]);
    const descriptions = rows.map((row) => row[header.indexOf('releases/0/tender/description')]);
    for (const release of ofDay('2026-08-30')) {
      const { tender } = JSON.parse(release.text) as { tender: { title: string; description: string } };
      expect(titles).toContain(tender.title);
      expect(descriptions).toContain(tender.description);
    }
  });

  it('has other columns on other days', async () => {
    const headers = ['28', '29', '30'].map(async (day) => {
      const text = await (await portal().app.request(`${CSV}/2026/8/${day}`)).text();
      return rowsOf(text)[0]?.join();
    });

    expect(new Set(await Promise.all(headers)).size).toBe(3);
  });

  it('escapes quotation marks and backslashes by a backslash', () => {
    const text = sheetOf(['{"ocid": "o", "note": "a \\"b\\", c:\\\\d\\ne"}']);

    expect(text).toContain('"a \\"b\\", c:\\\\d\ne"');
    expect(rowsOf(text)[1]?.at(-1)).toBe('a "b", c:\\d\ne');
  });

  it('is empty for a quiet day, not there for one to come, and so far for today', async () => {
    const { app } = portal();
    const quiet = await app.request(`${CSV}/2026/01/05`);
    const today = await (await app.request(`${CSV}/daily`)).text();

    expect([quiet.status, await quiet.text()]).toEqual([200, '']);
    expect((await app.request(`${CSV}/2026/09/02`)).status).toBe(404);
    expect((await app.request(`${CSV}/2026/02/31`)).status).toBe(404);
    expect(rowsOf(today)).toHaveLength(ofDay('2026-09-01').length + 1);
  });

  it('cp1252: comes in bytes that are no UTF-8', async () => {
    const bytes = await (await portal(true).app.request(`${CSV}/2026/08/30`)).arrayBuffer();

    expect(Buffer.from(bytes).toString('utf8')).toContain('\uFFFD');
  });
});
