import type { Context, Hono } from 'hono';
import { londonDay } from '../../base/london.ts';
import type { Desk } from '../portal/frame.ts';
import { poisonReleases } from '../portal/poison.ts';
import { poisonedAnswer } from '../portal/poisoned-answer.ts';
import type { Shelved } from '../portal/shelf.ts';
import type { ProactisSwitches } from './switches.ts';

/** What is different about the two portals of the platform. */
export interface ProactisFacts {
  readonly publisher: string;
  /** `locale=1106` asks for Welsh, 2057 for English (https://api-sell2wales.klickstream.com/v1). */
  readonly hasLocales: boolean;
}

type ProactisDesk = Desk<ProactisSwitches>;

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' };
const WELSH = '1106';

/** As the platform fails: the page of its web server, with what the database said. */
const SQL_ERROR =
  "<!DOCTYPE html><html><head><title>Error converting data type nvarchar to float.</title></head><body><h1>Server Error in '/' Application.</h1><h2><i>Error converting data type nvarchar to float.</i></h2></body></html>";

/** `publishedDate` is now, whatever is in it; there is no paging. */
function packageOf(
  texts: readonly string[],
  { uri, now, facts, hasList }: { uri: string; now: number; facts: ProactisFacts; hasList: boolean },
): string {
  const envelope = {
    uri,
    publishedDate: `${new Date(now).toISOString().slice(0, 19)}Z`,
    publisher: { name: facts.publisher },
    license: 'http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    version: '1.1',
    extensions: ['https://standard.open-contracting.org/profiles/eu/latest/en/extension.json'],
  };
  const list = hasList ? `,"releases":[${texts.join(',')}]` : '';
  return `${JSON.stringify(envelope).slice(0, -1)}${list}}`;
}

function currentMonth(now: number): string {
  const [year = '', month = ''] = londonDay(now).split('-');
  return `${month}-${year}`;
}

/** Releases of a month, by the day in their date; undefined where `month` is none. */
function ofMonth(held: readonly Shelved[], month: string, type: string): readonly Shelved[] | undefined {
  if (!/^(?:0?[1-9]|1[0-2])-\d{4}$/.test(month)) return undefined;
  const [number = '', year = ''] = month.split('-');
  const wanted = `${year}-${number.padStart(2, '0')}`;
  return held.filter(
    (release) =>
      (release.noticeType ?? '2') === type && new Date(release.published).toISOString().startsWith(wanted),
  );
}

function isBroken(switches: ProactisSwitches, month: string, type: string): boolean {
  const { sqlError } = switches;
  return sqlError !== false && (sqlError.includes(type) || sqlError.includes(`${type},${month}`));
}

function answer(
  c: Context,
  desk: ProactisDesk,
  facts: ProactisFacts,
  found: readonly Shelved[],
): Promise<Response> {
  const { absentReleases, bom } = desk.switches();
  const kinds = new Set(desk.poisons.take(1));
  if (bom) kinds.add('bom');
  const isWelsh = facts.hasLocales && c.req.query('locale') === WELSH;
  const texts = found.map((release) => (isWelsh ? (release.welsh ?? release.text) : release.text));
  desk.serve(c, found);
  const body = packageOf(poisonReleases(texts, kinds), {
    uri: c.req.url,
    now: desk.now(),
    facts,
    hasList: found.length > 0 || !absentReleases,
  });
  return poisonedAnswer(body, HEADERS, kinds);
}

/** The routes of the platform: a whole month of one notice type, or the family of one ocid. */
export function proactisRoutes(facts: ProactisFacts): (app: Hono, desk: ProactisDesk) => void {
  return (app, desk) => {
    app.get('*', (c) => {
      const path = c.req.path.toLowerCase();
      if (path.endsWith('/v1/notice')) {
        const found = desk.held.newestFirst().filter((release) => release.ocid === c.req.query('id'));
        return found.length === 0
          ? c.json({ message: 'No notice found' }, 404)
          : answer(c, desk, facts, found);
      }
      if (!path.endsWith('/v1/notices')) return c.json({ message: 'No HTTP resource was found' }, 404);
      if ((c.req.query('outputType') ?? '0') !== '0') return c.text('only outputType=0 is played here', 501);
      const type = c.req.query('noticeType') ?? '2';
      const month = c.req.query('dateFrom') ?? currentMonth(desk.now());
      if (isBroken(desk.switches(), month, type)) return c.html(SQL_ERROR, 500);
      const found = ofMonth(desk.held.newestFirst(), month, type);
      return found === undefined
        ? c.json({ message: 'dateFrom is mm-yyyy' }, 400)
        : answer(c, desk, facts, found);
    });
  };
}
