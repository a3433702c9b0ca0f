import { londonIso } from '../generate/london-iso.ts';

const EXTENSIONS = [
  'https://standard.open-contracting.org/profiles/eu/latest/en/extension.json',
  'https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/master/extension.json',
];

const PUBLISHER = {
  name: 'Cabinet Office',
  scheme: 'GB-GOR',
  uid: 'D2',
  uri: 'https://www.gov.uk/government/organisations/cabinet-office',
};

/**
 * An OCDS release package whose releases are the given texts, to the byte. `publishedDate` is that of the newest release
 * in it, and the empty string where there is none (docs/portals).
 */
export function releasePackage(parts: {
  readonly uri: string;
  readonly releases: readonly string[];
  /** UTC milliseconds of each release. */
  readonly published: readonly number[];
  readonly next: string | undefined;
}): string {
  const envelope = {
    uri: parts.uri,
    version: '1.1',
    extensions: EXTENSIONS,
    publishedDate: parts.published.length === 0 ? '' : londonIso(Math.max(...parts.published)),
    publisher: PUBLISHER,
    license: 'http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    publicationPolicy: 'https://www.gov.uk/government/publications/open-contracting',
  };
  const head = JSON.stringify(envelope, undefined, 4).slice(0, -2);
  const links =
    parts.next === undefined ? '' : `,\n    "links": {\n        "next": ${JSON.stringify(parts.next)}\n    }`;
  return `${head},\n    "releases": [${parts.releases.join(',\n')}]${links}\n}`;
}
