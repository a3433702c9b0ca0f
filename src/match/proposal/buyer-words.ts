import type { BuyerType } from '../../domain/notice.ts';

/** What suppliers call those who buy from them. */
const CALLED: readonly (readonly [BuyerType, RegExp])[] = [
  [
    'education',
    /\b(?:schools?|colleges?|universit(?:y|ies)|academ(?:y|ies)|academy trusts?|higher education|further education|nurser(?:y|ies))\b/iu,
  ],
  [
    'nhs',
    /\b(?:nhs|hospitals?|health boards?|integrated care (?:boards?|systems?)|gps?|gp (?:practices|surgeries)|clinics?|primary care)\b/iu,
  ],
  ['local', /\b(?:councils?|local (?:government|authorit(?:y|ies))|boroughs|town halls?|parish(?:es)?)\b/iu],
  [
    'blue-light',
    /\b(?:police|fire (?:services?|and rescue|brigades?|authorit(?:y|ies))|ambulance|blue[ -]light|emergency services)\b/iu,
  ],
  [
    'housing',
    /\b(?:housing associations?|housing providers?|(?:registered )?social landlords?|social housing|registered providers)\b/iu,
  ],
  [
    'central',
    /\b(?:central government|government departments?|whitehall|civil service|ministr(?:y|ies)|mod|hmrc|dwp|home office|cabinet office)\b/iu,
  ],
  [
    'devolved',
    /\b(?:devolved|welsh government|scottish government|northern ireland (?:executive|departments?))\b/iu,
  ],
  [
    'utility',
    /\b(?:utilit(?:y|ies)|water compan(?:y|ies)|energy (?:networks|suppliers)|railways?|airports?|ports)\b/iu,
  ],
];

/** A kind of buyer that a text names. */
export interface BuyerNamed {
  readonly type: BuyerType;
  /** As written. */
  readonly written: string;
}

/** The kinds of buyers that a text names, each once. */
export function buyersIn(text: string): readonly BuyerNamed[] {
  return CALLED.flatMap(([type, called]) => {
    const [written] = called.exec(text) ?? [];
    return written === undefined ? [] : { type, written };
  });
}

/** The text without the words that name buyers: they say for whom, not what. */
export function withoutBuyers(text: string): string {
  return CALLED.reduce((rest, [, called]) => rest.replaceAll(new RegExp(called, 'giu'), ' '), text);
}
