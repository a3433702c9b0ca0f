import type { MatchDocument } from '../document.ts';
import { EVERY, type FeatureBook } from './features.ts';
import { ownFacts } from './gates.ts';

/** Which of the features that queries name a document has. */
export interface Present {
  /** Each once. */
  readonly features: readonly number[];
  /** By feature: `turn` for those that it has. */
  readonly marks: readonly number[];
  /** A number of this document's own, above 0. */
  readonly turn: number;
}

interface Notes {
  features: number[];
  readonly marks: number[];
  turn: number;
}

/** Finds what documents have, one after another: what it answered before no longer holds then. */
export function createReader(book: FeatureBook): (document: MatchDocument, now: number) => Present {
  const notes: Notes = { features: [], marks: [], turn: 0 };
  return (document, now) => {
    notes.turn += 1;
    notes.features = [];
    while (notes.marks.length < book.bound) notes.marks.push(0);
    note(notes, EVERY);
    noteTexts(notes, book, document);
    noteAll(notes, book.ids.fact, document.facts);
    noteAll(notes, book.ids.fact, ownFacts(document, now));
    noteParties(notes, book, document);
    noteAll(notes, book.ids.key, document.keys);
    return notes;
  };
}

function noteTexts(notes: Notes, { ids, beginnings, phrases }: FeatureBook, { texts }: MatchDocument): void {
  const visit = (id: number) => {
    note(notes, id);
  };
  for (const { place, stems, vocabulary } of texts) {
    noteAll(notes, ids.word, vocabulary);
    phrases['in text'].find(stems, visit);
    if (beginnings.size > 0) for (const word of vocabulary) beginnings.of(word).forEach(visit);
    if (place !== 'title') continue;
    noteAll(notes, ids.title, vocabulary);
    phrases['in title'].find(stems, visit);
  }
}

function noteParties(notes: Notes, { ids, phrases }: FeatureBook, { parties }: MatchDocument): void {
  const visit = (id: number) => {
    note(notes, id);
  };
  for (const field of ['buyer', 'supplier'] as const) {
    for (const { stems } of parties[field]) {
      noteAll(notes, ids[field], stems);
      phrases[`in ${field}`].find(stems, visit);
    }
  }
}

function noteAll(notes: Notes, ids: ReadonlyMap<string, number>, texts: Iterable<string>): void {
  if (ids.size === 0) return;
  for (const text of texts) {
    const id = ids.get(text);
    if (id !== undefined) note(notes, id);
  }
}

function note({ features, marks, turn }: Notes, id: number): void {
  if (marks[id] === turn) return;
  marks[id] = turn;
  features.push(id);
}
