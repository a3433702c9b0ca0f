import { stems } from '../base/text/tokens.ts';
import { createPhraseBook } from './phrases.ts';
import type { PhraseBook } from './phrases.ts';

/** What a phrase says of its sentence: above 0 that it says what is wanted, below 0 that it speaks of something else. */
type Weight = number;

/** Phrases of people who want something, as terms (`a|b`), by how surely. */
const WANTING: readonly (readonly [Weight, readonly string[]])[] = [
  [
    3,
    [
      'seeking|looking|wishes|wishing|intends|intending to',
      'seeking|seek|seeks a|an|the|suitable|suitably|experienced|qualified|tenders|quotations|quotes|bids|proposals|expressions',
      'is|are|be|was seeking|inviting|procuring|purchasing|commissioning|tendering',
      'would like|wish|intend|seeks|seek to',
      'looking for',
      'has|have|had a requirement|need',
      'requirement|need is|exists for|to',
      'required to provide|supply|deliver|support|carry|undertake',
      'required for the',
      'contract|agreement|framework|procurement|tender|requirement|project|opportunity|service|lot|dps|notice is for',
      'contract|procurement|tender|project|notice|opportunity|lot covers|concerns|comprises|relates',
      'purpose|aim|objective of this|the',
      'invites|invite|invited tenders|bids|quotations|quotes|proposals|suppliers|submissions|expressions|applications|offers|bidders',
      'in need of',
      'requires|require|required a|an|the|support|supply|assistance|services|one',
      'need|needs a|an',
      'scope|service|works|requirement|solution|contract|project|framework|system|lot includes|include|including|comprises|covers|consists|consist|comprise',
      'will include|cover|comprise|involve|consist',
      'set|setting|put|putting up|in_place a',
    ],
  ],
  [
    2,
    [
      'provision|supply|procurement|purchase|renewal|replacement|implementation|maintenance|development|delivery|installation|appointment|lease|rental|hire|upgrade|creation|refresh of',
      'supply|design|delivery|installation install|installation|implementation|delivery|supply|support|build|maintenance',
      'tender|tenders|procurement|contract|contracts|agreement|framework|dps for',
      'awarded a contract',
      'to provide|supply|deliver|design|develop|build|install|implement|undertake|replace|support|maintain|upgrade|host|migrate|manage|conduct|create|produce|procure|purchase|appoint|commission|buy|acquire|source|identify',
      'will provide|supply|deliver',
      'wishes|aims|plans|planning|proposes|proposing to',
      'appoint a|an',
      'quotation|quotations|quotes|bids|proposals for',
    ],
  ],
  [1, ['system|solution|service|software|platform must|should|shall|will']],
];

/** Phrases of sentences about the procedure, the buyer or the bidders. */
const ELSEWHERE: readonly (readonly [Weight, readonly string[]])[] = [
  [
    -3,
    [
      'insurance|insurances of|cover',
      'evidence of|that',
      'provide evidence|proof|details|information|references|a_response',
      'required to complete|confirm|demonstrate|submit|hold|register|attend|sign|have',
      'award|evaluation|selection criteria',
      'evaluated on|against|in',
      'financial standing|accounts',
      'annual turnover',
      'site visit',
      'shortlist',
      'short listed',
      'interested suppliers|parties|bidders|providers|organisations|applicants|contractors|vendors',
      'bidder|tenderer|applicant|supplier|provider must|should|shall|are',
      'tender|bid|quotation|quote|submission|response must|should|shall|may|will',
      'questionnaire',
      'deadline',
      'contract was|is|will_be|has_been|been awarded|let',
      'already been',
      'award of contract',
      'successful bidder|supplier|tenderer was|is',
      'council|trust|university|authority|company|college|school|association is_a|is_an|is_one|are_a',
      'located in|at|near',
      'population of',
      'established|founded|formed|incorporated in',
      'cpv',
      'tender|procurement|competition|process|exercise|procedure was|has_been|is_being|will_be conducted|run|undertaken|carried|concluded',
      'two|single stage',
      'open|restricted|negotiated procedure',
      'divided|split into',
      'current|existing contract|provider|supplier|arrangements|agreement',
      'further|mini competition',
      'contact details|name|point|officer',
      'expected|anticipated|planned|due|scheduled to|that commence|start|begin|the_contract|run|last',
      'is|will to|be run|last',
      'run for',
      'cover|covers the period',
      'market sounding|testing|test|consultation|event',
      'engagement event|session|exercise',
      'request for information',
      'prior information',
      'not constitute',
      'registered charity|office|company',
      'one of the largest|leading|biggest|most',
      'committed to',
      'our|the mission|vision|values',
      'thank you',
      'for instance|example',
      'as noted|mentioned above',
      'listed|detailed|outlined|described|follows|set_out below',
      'unsuccessful',
      'please',
      'transparency notice',
      'tendered|procured|awarded|sourced|bought|purchased through|via|under|using',
      'wholly owned',
    ],
  ],
  [
    -2,
    [
      'currently|presently|already utilises|uses|use|operates|operate|has|have|used|in_use|utilise|utilised|holds',
      'is|are currently|an_international|an_independent|responsible_for|certified|home_to|made_up',
      'was launched|introduced|created|set_up|opened|implemented',
      'has|have been working|progressively|grown|developed',
      'under the joint',
      'represent|represents',
      'owns',
      'historically|traditionally',
    ],
  ],
];

/** A sentence that begins with one of these leans on the one before it. */
export const LEANING: ReadonlySet<string> = new Set(
  stems(
    'their they it these such however therefore also furthermore additionally moreover thus those he she as following both but',
  ),
);

/** The phrases, to be found in a sentence in one walk over its words; the value is a weight. */
export function createCueBook(): PhraseBook<Weight> {
  return createPhraseBook(
    [...WANTING, ...ELSEWHERE].flatMap(([weight, phrases]) =>
      phrases.map((phrase) => [phrase, weight] as const),
    ),
    {},
  );
}
