import { parseSubjects } from './subject.ts';

/** What is bought more than once, or told in two ways. All sentences are ours. */
export const LOOKALIKE_SUBJECTS = parseSubjects(`
security | services | 380-460 | 72000000 48730000 | Managed Detection and Response Service for Depots, Schools and Civic Buildings
A managed detection and response service is wanted for about 4,200 endpoints in depots, schools and civic buildings. Analysts watch alerts round the clock, isolate infected machines and report each month to the head of digital. The present licences end in March and their agents must be removed by the new supplier.
networks | services | 150-240 | 32421000 45314320 | Network cabling at the Harbour Road offices
New data cabling and cabinets on four floors of the Harbour Road offices, tested, labelled and handed over floor by floor so that staff can stay at work. Old copper is to be stripped out and recycled.
security | services | 40-90 | 72810000 72000000 | Annual penetration test of council websites
A yearly penetration test of twelve public websites and two payment services by CHECK testers, with one re-test and a briefing for councillors who sit on the audit committee.
support | services | 900-1800 | 72253000 72250000 | Service desk and field engineering framework for moorland offices
One framework for service desk staff and field engineers, from which any moorland office calls off what it needs for a season or a year without another competition.
cloud | services | 300-700 | 72415000 72400000 | Hosting of the orchard register and its public map
Hosting, patching and watching of the orchard register and its public map in two United Kingdom regions, with a yearly rehearsal of recovery.
support | services | 90-160 | 72253000 | Field engineers for the winter season at upland weather stations
Six field engineers for five months, to look after loggers and radio links at upland weather stations that are cut off by snow. Called off without further competition.
`);
