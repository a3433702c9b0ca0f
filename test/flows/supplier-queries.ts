/**
 * What suppliers would type, each with recorded notices it must and must not find, by their numbers alone. Chosen by reading
 * the notices, from what small suppliers say goes wrong elsewhere: false friends (heat networks, guarding, drains with CCTV),
 * codes that are wrong, words that every notice holds, call-offs and awards among the tenders.
 */
export interface SupplierQuery {
  readonly who: string;
  readonly query: string;
  readonly finds: readonly string[];
  /** Tempting, and wrong for who asks. */
  readonly leavesOut: readonly string[];
}

export const SUPPLIER_QUERIES: readonly SupplierQuery[] = [
  {
    who: 'a company that watches networks for attacks and wants to bid',
    query: '(SOC OR SIEM OR XDR OR "managed detection") stage:open',
    finds: ['076134-2026', '076084-2026', '071488-2026'],
    // Guarding; an incident response contract that was awarded long ago.
    leavesOut: ['076292-2026', '071504-2026', '4323290a-9c58-48f1-b3fe-cbc399099c17'],
  },
  {
    who: 'a cyber security consultancy',
    query: 'cyber security -guarding',
    finds: ['076134-2026', '076113-2026', '075858-2026', '2151c2ad-a80a-4bdd-8346-c8917fe8578d'],
    // A skills bootcamp that lists cyber security among its subjects; guards at an embassy; alarm monitoring.
    leavesOut: ['075816-2026', '076453-2026', '075762-2026'],
  },
  {
    who: 'the same, trusting the category rather than words',
    query: 'category:cyber stage:open',
    finds: ['076134-2026', '076084-2026', '075687-2026', '071488-2026'],
    // Manned guarding, building security, and a security product that was bought already.
    leavesOut: [
      '071504-2026',
      'FEB497873',
      '076292-2026',
      'c1dc580d-5788-4ed1-bee3-3b223944a753',
      '075858-2026',
    ],
  },
  {
    who: 'an installer of cameras',
    query: 'CCTV',
    finds: ['076207-2026', '075964-2026', '076421-2026', '111333a3-1572-41c9-a5dd-35940c46780f'],
    // Cameras in drains; house repairs; fire and asbestos checks that list CCTV among their lots.
    leavesOut: ['076297-2026', 'a051c97d-adc8-11e6-9901-0019b9f3037b', 'FEB497762', '076014-2026'],
  },
  {
    who: 'a network installer',
    query: 'network* (switch* OR cabling OR LAN OR WAN OR wi-fi OR connectivity OR equipment)',
    finds: ['076400-2026', '075557-2026', '46a44ea9-2b99-4794-a4e0-6b8c03a7f38d'],
    // Networks of heat, of older people, of neighbours and of soil samples.
    leavesOut: ['075591-2026', '075918-2026', 'APR351124', '075699-2026', '075625-2026', '075968-2026'],
  },
  {
    who: 'somebody who types one word and hopes',
    query: 'network',
    finds: ['076400-2026', '076419-2026', '075553-2026', '46a44ea9-2b99-4794-a4e0-6b8c03a7f38d'],
    leavesOut: ['075591-2026', '075918-2026', '075699-2026', '071548-2026', 'FEB497780'],
  },
  {
    who: 'an IT support company: IT, not the word it',
    query: 'title:IT (support OR managed) it:any',
    finds: ['071510-2026', '2acf9d65-b523-4e42-a279-2277f43ad19c'],
    // Support for families, tenants and consultants, in notices that say "it" on every line.
    leavesOut: ['076452-2026', '076154-2026', '076142-2026', '076069-2026'],
  },
  {
    who: 'a maker of housing software',
    query: 'housing (system OR software)',
    finds: ['075805-2026'],
    // Houses to be insulated, lived in or made safe from fire, and solar panels; all mention a system.
    leavesOut: ['076178-2026', '076347-2026', 'FEB497780', '076205-2026'],
  },
  {
    who: 'a CRM house',
    query: 'CRM OR "case management"',
    finds: ['076190-2026', '076317-2026', '071522-2026', 'f454cf18-658a-4a30-9309-5cd9563d8215'],
    // A study of fares that mentions a CRM.
    leavesOut: ['075910-2026'],
  },
  {
    who: 'an artificial intelligence start-up',
    query: 'AI stage:open',
    finds: ['076367-2026', '075939-2026', '076425-2026'],
    // Recycling and research that mention it; a contract that is let.
    leavesOut: ['076003-2026', '075573-2026', '076434-2026'],
  },
  {
    who: 'a web agency',
    query: 'title:website OR "website hosting" OR "web development"',
    finds: ['076250-2026', '26cc0149-f1e3-48c5-8401-487ef2406258'],
    // Notices that only send their reader to a web site.
    leavesOut: ['075805-2026', 'FEB497808', 'FEB497832', '075834-2026'],
  },
  {
    who: 'a reseller of devices',
    query: 'laptops OR chromebook* OR tablets',
    finds: ['075728-2026', '076023-2026'],
    // Birds on lakes, counted with a laptop; bags and pens with a logo.
    leavesOut: ['21c21591-9f65-4468-a4f4-a187ecc0411e', '8ffa9ebb-085b-46cd-9bf7-b3ded0ef8a9a'],
  },
  {
    who: 'a tester of hospital records systems',
    query: 'EPR OR "electronic patient record*"',
    finds: ['075856-2026', '075846-2026', '8b8ce674-fb0e-4c4c-b82c-4f1455fd3206'],
    // The same three letters on a spectrometer.
    leavesOut: ['1ee36c28-e991-48be-8d2c-e5b5730be271'],
  },
  {
    who: 'a payroll software company',
    query: 'payroll (system OR software OR solution)',
    finds: ['076407-2026', '076166-2026'],
    // A person for the payroll office; a payroll bureau; social care.
    leavesOut: ['076086-2026', '075505-2026', '54675cec-4ac4-4689-b4c6-9fdf369d6d10'],
  },
  {
    who: 'a Microsoft partner',
    query: 'Microsoft',
    finds: ['075551-2026', 'a0495488-1240-4a56-8a13-8aacb365f3a0'],
    // Meetings that are held over a Microsoft product, and answers to be written with one.
    leavesOut: ['076205-2026', '076018-2026', '071451-2026', '7c309f33-b545-4bd2-b87c-16a82e0dcc09'],
  },
  {
    who: 'a supplier on G-Cloud that wants to know who buys there',
    query: 'framework:g-cloud',
    finds: [
      '075928-2026',
      '065418-2026',
      '4323290a-9c58-48f1-b3fe-cbc399099c17',
      '3a49eff4-a7d5-45a6-9acb-133f574b795b',
    ],
    // Bought under other frameworks.
    leavesOut: ['076220-2026', '075654-2026', '076317-2026'],
  },
  {
    who: 'who has always searched by code',
    query: 'cpv:72,48 stage:open',
    finds: ['076425-2026', '076134-2026', '076033-2026', '075903-2026'],
    // Coded as IT and nothing of the kind: a park, recycling, food surveys, building works, facilities.
    leavesOut: ['076409-2026', '076003-2026', '075738-2026', '065406-2026', '076169-2026'],
  },
  {
    who: 'who knows that codes are wrong and wants what the others miss',
    query: 'category:software -cpv:72,48,30,32',
    finds: ['076057-2026', '076166-2026', '075800-2026', '075715-2026'],
    leavesOut: ['076407-2026', '075805-2026', '076086-2026'],
  },
  {
    who: 'a Welsh software house',
    query: 'category:software region:wales',
    // In Wales, and for the whole country.
    finds: ['076335-2026', '075592-2026', 'FEB497840', 'FEB497774', '076440-2026'],
    // Sussex, Cheshire, Aberdeen.
    leavesOut: ['076391-2026', '076183-2026', 'APR350978'],
  },
  {
    who: 'a telephony provider',
    query: 'telephony OR VoIP OR "contact centre" OR "call handling"',
    finds: ['075832-2026', '075891-2026', '075551-2026'],
    // Repairs that are ordered through a contact centre, and people to answer its calls.
    leavesOut: ['f8a70c96-3b6e-4905-9c13-ba254d33b1b4', '7bf3b5be-2951-4e2d-af00-3da6b9b7bfca'],
  },
  {
    who: 'a leaser of printers',
    query: 'print* OR "multi functional" OR multifunction*',
    finds: ['076220-2026', 'FEB497854'],
    // Ink on paper.
    leavesOut: [
      '076395-2026',
      '076354-2026',
      '103c3bca-6e60-490f-a601-820befb566b9',
      '8b22e90d-b659-4f90-83c7-aaf875a9048e',
    ],
  },
  {
    who: 'who wants to be early',
    query: 'category:software,digital stage:pipeline,engagement,planned',
    finds: ['076229-2026', '075820-2026', '075717-2026', '076190-2026', '075530-2026'],
    // Out to tender already, let already, or early and not IT.
    leavesOut: ['076033-2026', '076250-2026', '076394-2026', '076361-2026'],
  },
  {
    who: 'an analytics firm',
    query: '(analytics OR "business intelligence" OR dashboard*) category:data',
    finds: ['075850-2026', '075659-2026', '071483-2026'],
    // Research, evaluation and surveys by people, two of them coded as data analysis.
    leavesOut: ['075573-2026', '78c30ae8-867d-43af-8fe7-52d1ea8e16fa', '075738-2026'],
  },
];
