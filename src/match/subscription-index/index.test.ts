import { describe, expect, it } from 'vitest';
import type { Leaf } from '../../domain/query.ts';
import { aClassification, aProcurement, aView } from '../../../test/builders.ts';
import { documentOf, type MatchDocument } from '../document.ts';
import { parseQuery } from '../parse.ts';
import { createSubscriptionIndex } from './index.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');

function aDocument(with_: Parameters<typeof aView>[0] = {}, slugs = ['security']): MatchDocument {
  const categories = slugs.map((slug) => ({ slug, name: slug, score: 0.9, reasons: [] }));
  return documentOf(aProcurement({ view: aView(with_), classification: aClassification({ categories }) }));
}

/** Which of these queries find the document; ids count up from 0. */
function found(texts: readonly string[], document: MatchDocument, now = NOW): readonly string[] {
  const index = createSubscriptionIndex();
  for (const [id, text] of texts.entries()) index.put(id, parseQuery(text).query);
  return index.matching(document, now).map((id) => texts[id] ?? '');
}

describe('the index of subscriptions', () => {
  it('finds the queries that match, and no others', () => {
    const texts = [
      'penetration',
      '"penetration testing"',
      '"testing penetration"',
      'penetr*',
      'penetration -guarding',
      'penetration -housing',
      'category:security,cloud region:north-west',
      'category:cloud',
      'region:wales',
      'cpv:7281 buyer:ashcombe',
      'buyer:"borough ashcombe"',
      'value:100k..200k',
      'value:>1m',
      'closing:<60d',
      'closing:<7d',
      'stage:open',
      'stage:award',
      '000101-2026',
      'it:any',
      '-it:broad',
      'guarding OR (penetration portal)',
      'guarding OR penetrate',
    ];
    expect(found(texts, aDocument())).toEqual([
      'penetration',
      '"penetration testing"',
      'penetr*',
      'penetration -guarding',
      'category:security,cloud region:north-west',
      'cpv:7281 buyer:ashcombe',
      'value:100k..200k',
      'closing:<60d',
      'stage:open',
      '000101-2026',
      'it:any',
      'guarding OR (penetration portal)',
      'guarding OR penetrate',
    ]);
  });

  it('lets one document have one value for each of two clauses of the same field', () => {
    const both = aDocument({ regions: ['UKD', 'UKL'] }, ['security', 'cloud']);
    const texts = [
      'category:security category:cloud',
      'category:security category:data',
      'region:stated,wales region:stated,UKD',
      'region:stated,wales region:stated,london',
    ];
    expect(found(texts, both)).toEqual([texts[0], texts[2]]);
    const wide = { min: 1_000_000, max: 90_000_000, gross: undefined, currency: 'GBP' };
    const values = ['value:10k..20k value:800k..900k', 'value:10k..20k value:2m..3m'];
    expect(found(values, aDocument({ value: wide }))).toEqual([values[0]]);
  });

  it('finds a phrase within a longer one, and compound words however they are written', () => {
    const texts = [
      '"managed network"',
      '"managed network service"',
      '"managed network serv*"',
      '"managed network servers"',
      '"network service"',
      'wi-fi',
      '"wi fi"',
      '-wi-fi',
      'title:wi-fi',
      'title:serv*',
      'buyer:"borough council"',
      'buyer:"ashcombe council"',
      '-buyer:"borough council"',
    ];
    const named = { titles: ['Managed network services'], descriptions: ['wifi in every school'] };
    expect(found(texts, aDocument(named))).toEqual([
      '"managed network"',
      '"managed network service"',
      '"managed network serv*"',
      '"network service"',
      'wi-fi',
      'title:serv*',
      'buyer:"borough council"',
    ]);
    const parted = { titles: ['Wi-Fi'], descriptions: ['servers and managed, networks'] };
    expect(found(texts, aDocument(parted))).toEqual([
      '"managed network"',
      'wi-fi',
      '"wi fi"',
      'title:wi-fi',
      'buyer:"borough council"',
    ]);
  });

  it('asks the time clauses at the instant that it is given', () => {
    const document = aDocument();
    expect(found(['stage:open', 'closing:<7d'], document, Date.parse('2026-09-29T09:00:00Z'))).toEqual([
      'stage:open',
      'closing:<7d',
    ]);
    expect(found(['stage:open', 'closing:<7d'], document, Date.parse('2026-09-30T12:00:00Z'))).toEqual([
      'closing:<7d',
    ]);
  });

  it('answers ids in ascending order, in whatever order they were put', () => {
    const index = createSubscriptionIndex();
    const { query } = parseQuery('penetration');
    for (const id of [70, 3, 1_000_000, 12, 9]) index.put(id, query);
    index.remove(12);
    index.put(4, query);
    expect(index.matching(aDocument(), NOW)).toEqual([3, 4, 9, 70, 1_000_000]);
  });

  it('replaces what stands under an id, and forgets what is removed', () => {
    const index = createSubscriptionIndex();
    index.put(1, parseQuery('penetration').query);
    index.put(1, parseQuery('guarding').query);
    expect(index.matching(aDocument(), NOW)).toEqual([]);
    index.put(1, parseQuery('housing').query);
    expect(index.matching(aDocument(), NOW)).toEqual([1]);
    expect(index.size).toBe(1);
    index.remove(1);
    index.remove(1);
    expect(index.matching(aDocument(), NOW)).toEqual([]);
    expect(index.size).toBe(0);
  });

  it('looks only at queries under what a document has', () => {
    const looked = { at: 0 };
    const index = createSubscriptionIndex();
    const words = Array.from({ length: 500 }, (_, at) => `word${at} penetration`);
    for (const [id, text] of words.entries())
      index.put(id, { kind: 'and', of: [parseQuery(text).query, closing(looked)] });
    looked.at = 0;
    // A span of days must be asked of the query itself, and these words are in no text.
    index.matching(aDocument(), NOW);
    expect(looked.at).toBe(0);
    index.put(500, { kind: 'and', of: [parseQuery('testing penetration').query, closing(looked)] });
    looked.at = 0;
    expect(index.matching(aDocument(), NOW)).toEqual([500]);
    expect(looked.at).toBeGreaterThan(0);
  });
});

/** `closing:2026-01-01..` that counts how often it is looked at. */
function closing(looked: { at: number }): Leaf {
  return {
    kind: 'days',
    field: 'closing',
    get from() {
      looked.at += 1;
      return { day: '2026-01-01' };
    },
    to: undefined,
    negated: false,
  };
}
