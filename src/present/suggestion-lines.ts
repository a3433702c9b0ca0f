import type { Preview } from '../match/preview/preview.ts';
import type { Volume } from '../match/preview/volume.ts';
import type { Why } from '../match/proposal/rungs.ts';
import { oftenWords, previewLines } from './preview-lines.ts';

/** A suggestion as `flows/suggest.ts` makes it. */
export interface Suggested {
  readonly preview: Preview;
  readonly whys: readonly Why[];
  readonly departs: { readonly how: string; readonly because: 'nothing' | 'too-much' } | undefined;
  readonly wider: OtherQuery | undefined;
  readonly narrower: OtherQuery | undefined;
}

interface OtherQuery {
  readonly query: string;
  readonly how: string;
  readonly volume: Volume | undefined;
}

const MOST_LATEST = 3;

/** A suggestion in lines for people: the query, what it means, why, what it would bring, and what to ask instead. */
export function suggestionLines({ preview, whys, departs, wider, narrower }: Suggested): readonly string[] {
  const { query, described, volume } = preview;
  const checked =
    volume === undefined
      ? ['nothing is held yet to check it against; `tenderbell collect` reads the portals, then ask again']
      : previewLines({ ...preview, latest: preview.latest.slice(0, MOST_LATEST), proposals: [] });
  return [
    query,
    described,
    'why:',
    ...whys.map(({ part, because }) => `  ${part}  ${because}`),
    ...(departs === undefined ? [] : [`just that ${BROUGHT[departs.because]}; this is ${departs.how}`]),
    ...checked,
    ...otherLines('wider', wider),
    ...otherLines('narrower', narrower),
  ];
}

const BROUGHT = {
  nothing: 'would have brought nothing of what is held lately',
  'too-much': 'would bring too much to read (say more of what you do, for whom and where)',
} as const;

function otherLines(label: string, other: OtherQuery | undefined): readonly string[] {
  if (other === undefined) return [];
  const often = other.volume === undefined ? '' : `: ${oftenWords(other.volume.perWeek)}`;
  return [`${label}: ${other.query}  (${other.how}${often})`];
}
