import { hash } from 'node:crypto';
import type { Procurement } from '../domain/procurement.ts';
import type { PartyField } from '../domain/query.ts';
import { documentOf, type MatchText, type Party } from '../match/document.ts';

/**
 * What the full-text table holds of a procurement: tokens that the program made, so that its own tokenizer and stemmer
 * are the only ones.
 */
export interface IndexRow {
  readonly title: string;
  readonly body: string;
  readonly parties: string;
  readonly facts: string;
}

/** A stem of a buyer's or a supplier's name, apart from the same stem in a text. */
export function partyToken(field: PartyField, stem: string): string {
  return field === 'buyer' ? `_buy_${stem}` : `_sup_${stem}`;
}

/** Stands between two texts, so that no phrase runs from one into the next; no text can hold it. */
const BREAK = ' _ ';

/** The row by which a procurement is found: its texts as stems, its facts as tokens. */
export function indexRow(procurement: Pick<Procurement, 'view' | 'classification'>): IndexRow {
  const { texts, facts, parties } = documentOf(procurement);
  return {
    title: columnOf(texts.filter(({ place }) => place === 'title')),
    body: columnOf(texts.filter(({ place }) => place === 'description')),
    parties: [...namesOf('buyer', parties.buyer), ...namesOf('supplier', parties.supplier)].join(BREAK),
    facts: [...facts].join(' '),
  };
}

/** The texts' stems, and each joined word by itself: it stands next to no other. */
function columnOf(texts: readonly MatchText[]): string {
  return texts.flatMap(({ stems, joined }) => [stems.join(' '), ...joined]).join(BREAK);
}

function namesOf(field: PartyField, parties: readonly Party[]): readonly string[] {
  return parties.map(({ stems }) => stems.map((stem) => partyToken(field, stem)).join(' '));
}

/** Changes with the row, and with nothing else: an equal one need not be indexed again. */
export function fingerprintOf({ title, body, parties, facts }: IndexRow): string {
  // No token holds a line feed.
  return hash('sha1', `${title}\n${body}\n${parties}\n${facts}`, 'base64');
}
