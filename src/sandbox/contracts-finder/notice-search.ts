import type { Context } from 'hono';
import { londonIso } from '../generate/london-iso.ts';
import type { Desk } from '../portal/frame.ts';
import type { Reader } from './current.ts';
import { current } from './current.ts';
import { escaped } from './entities.ts';
import type { ListedNotice } from './listed-notice.ts';
import { statusOf } from './listed-notice.ts';
import { criteriaOf } from './notice-criteria.ts';
import { UNKNOWN } from './ocds-records.ts';
import { JSON_HEADERS } from './ocds-search.ts';
import type { ContractsFinderSwitches } from './switches.ts';

type CfDesk = Desk<ContractsFinderSwitches>;

function iso(at: number | undefined): string | null {
  return at === undefined ? null : londonIso(at);
}

/** Every code under which a code falls, itself included. */
function ancestors(code: string): readonly string[] {
  return [2, 3, 4, 5, 8].map((digits) => code.slice(0, digits).padEnd(8, '0'));
}

/** `lastNotifableUpdate` lacks its second "i" in answers, and has it in requests. */
function itemOf(notice: ListedNotice, now: number) {
  const codes = notice.cpv.map(({ id }) => id);
  return {
    id: notice.guid,
    parentId: null,
    noticeIdentifier: notice.reference,
    title: escaped(notice.title),
    description: escaped(notice.description),
    organisationName: escaped(notice.buyer),
    cpvCodes: codes.join(' '),
    cpvCodesExtended: [...new Set(codes.flatMap(ancestors))].join(' '),
    cpvDescription: notice.cpv[0]?.description ?? '',
    cpvDescriptionExpanded: notice.cpv.map(({ description }) => description).join(' '),
    sector: '',
    publishedDate: iso(notice.first),
    deadlineDate: iso(notice.deadline),
    awardedDate: iso(notice.award?.date),
    approachMarketDate: iso(notice.approach),
    start: iso(notice.start),
    end: iso(notice.end),
    lastNotifableUpdate: iso(notice.published),
    valueLow: notice.low ?? 0,
    valueHigh: notice.high ?? 0,
    awardedValue: notice.award?.value ?? null,
    awardedSupplier: notice.award?.suppliers.map(({ name }) => escaped(name)).join(', ') ?? null,
    awardedToSme: notice.award?.suppliers.some(({ isSme }) => isSme) ?? false,
    awardedToVcse: false,
    postcode: notice.postcode ?? null,
    coordinates: '0,0',
    region: notice.region ?? '',
    regionText: notice.region ?? '',
    isSubNotice: false,
    isSuitableForSme: notice.sme,
    isSuitableForVco: notice.vcse,
    noticeType: notice.type,
    noticeStatus: statusOf(notice, now),
  };
}

/** How many of each, the commonest first. */
function facet(names: readonly string[]) {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const items = [...counts].map(([name, count]) => ({ name, count }));
  return { items: items.toSorted((a, b) => b.count - a.count), other: 0 };
}

/** `POST /api/rest/2/search_notices/json`: no pages; `hitCount` says how many there are, the list may hold fewer. */
export async function noticeSearch(c: Context, desk: CfDesk, read: Reader): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const criteria = criteriaOf(body);
  if (criteria === undefined) return c.json({ code: 'ValidationError', errors: 3100 }, 400);
  const { v2Cap, v2NullItem } = desk.switches();
  const now = desk.now();
  const hits = read(current(desk.held))
    .filter((notice) => criteria.keeps(notice, now))
    .toSorted((a, b) => b.first - a.first);
  const maxHits = Math.min(criteria.size, v2Cap === false ? Infinity : v2Cap);
  const list = hits.slice(0, maxHits).map((notice) => ({ score: 1, item: itemOf(notice, now) }));
  const isWhole = list.length > 0 && list.length < maxHits;
  const answer = {
    hitCount: hits.length,
    maxHits,
    noticeList: isWhole && v2NullItem ? [...list, { score: 0, item: null }] : list,
    byRegion: facet(hits.flatMap(({ region }) => region ?? [])),
    byType: facet(hits.map(({ type }) => type)),
    byStatus: facet(hits.map((notice) => statusOf(notice, now))),
  };
  return new Response(JSON.stringify(answer), { headers: JSON_HEADERS });
}

function awardsOf({ award, guid }: ListedNotice) {
  if (award === undefined) return [];
  return award.suppliers.map((supplier) => ({
    noticeId: guid,
    supplierName: escaped(supplier.name),
    supplierAddress: escaped(supplier.address),
    supplierAwardedToSme: supplier.isSme,
    awardedDate: iso(award.date),
    value: award.value ?? null,
    startDate: iso(award.start),
    endDate: iso(award.end),
  }));
}

/** `GET /api/rest/2/get_published_notice/json/{guid}`. */
export function fullNotice(c: Context, desk: CfDesk, options: { read: Reader; guid: string }): Response {
  const notice = options.read(current(desk.held)).find((one) => one.guid === options.guid.toLowerCase());
  if (notice === undefined) return c.json(UNKNOWN, 404);
  const item = itemOf(notice, desk.now());
  const full = {
    id: notice.guid,
    notice: {
      id: notice.guid,
      parentId: null,
      identifier: notice.reference,
      title: item.title,
      description: item.description,
      type: notice.type,
      status: item.noticeStatus,
      procedureType: notice.procedure ?? null,
      isFrameworkAgreement: /framework/i.test(notice.procedure ?? ''),
      valueLow: item.valueLow,
      valueHigh: item.valueHigh,
      publishedDate: item.publishedDate,
      deadlineDate: item.deadlineDate,
      approachMarketDate: item.approachMarketDate,
      start: item.start,
      end: item.end,
      cpvCodes: notice.cpv.map(({ id }) => id),
      organisationName: item.organisationName,
      linkReason: null,
    },
    awards: awardsOf(notice),
    additionalDetails: [],
    isPublished: true,
    isPreAwarded: false,
    withdrawnDate: null,
    withdrawnReason: null,
    cpvCodes: notice.cpv.map(({ id }) => id),
    numberOfViews: 0,
  };
  return new Response(JSON.stringify(full), { headers: JSON_HEADERS });
}
