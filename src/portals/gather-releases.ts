import {
  BROKEN,
  OPEN_LIST,
  OPEN_OBJECT,
  eachElement,
  eachMember,
  endOfValue,
  memberOf,
  type Bytes,
} from './slice-json.ts';

export interface Gathered {
  readonly releases: Bytes[];
  /** True once something was seen that only OCDS has. */
  ocds: boolean;
}

/** Takes what is in one JSON value that is held whole: a package, a list, a record or a release, which may be broken. */
export function gather(value: Bytes, found: Gathered): void {
  if (value[0] === OPEN_LIST) {
    const elements = elementsOf(value);
    if (elements === undefined) return;
    if (elements.length === 0) found.ocds = true;
    for (const element of elements) gather(element, found);
    return;
  }
  const parts = partsOf(value);
  if (parts.records !== undefined) {
    found.ocds = true;
    for (const record of elementsOf(parts.records) ?? []) gatherRecord(record, found);
  } else if (parts.releases !== undefined) {
    found.ocds = true;
    for (const release of elementsOf(parts.releases) ?? []) found.releases.push(release);
  } else {
    if (parts.ocid) found.ocds = true;
    found.releases.push(value);
  }
}

/** A record's full releases; where it only links to them, its compiled release. */
export function gatherRecord(record: Bytes, found: Gathered): void {
  const parts = partsOf(record);
  const listed = parts.releases === undefined ? [] : (elementsOf(parts.releases) ?? []);
  const full = listed.filter((release) => memberOf(release, 0, 'tag') !== undefined);
  if (full.length > 0) found.releases.push(...full);
  else if (parts.compiledRelease !== undefined) found.releases.push(parts.compiledRelease);
}

interface Parts {
  releases?: Bytes;
  records?: Bytes;
  compiledRelease?: Bytes;
  ocid: boolean;
}

function partsOf(value: Bytes): Parts {
  const parts: Parts = { ocid: false };
  if (value[0] !== OPEN_OBJECT) return parts;
  eachMember(value, 0, (key, from) => {
    if (key === 'ocid') parts.ocid = true;
    if (key !== 'releases' && key !== 'records' && key !== 'compiledRelease') return undefined;
    const end = endOfValue(value, from);
    if (end !== BROKEN) parts[key] = value.subarray(from, end);
    return end;
  });
  return parts;
}

function elementsOf(value: Bytes): Bytes[] | undefined {
  const elements: Bytes[] = [];
  const end = eachElement(value, 0, (from, to) => elements.push(value.subarray(from, to)));
  return end === BROKEN ? undefined : elements;
}
