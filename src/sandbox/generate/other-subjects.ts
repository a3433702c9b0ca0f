import { parseSubjects } from './subject.ts';

/** What everybody else buys: the majority of every portal's day, false friends of IT (config/taxonomy.yaml) among them. */
export const OTHER_SUBJECTS = parseSubjects(`
other | services | 80-900 | 90910000 90911200 | Cleaning of offices, libraries and depots
Daily office cleaning, window cleaning and washroom services at {few} premises. Staff now employed will transfer to the new contractor.
other | works | 300-6000 | 45214200 45000000 | Extension of {town} Primary School: two-form entry
Construction of six classrooms and a hall extension on a live school site, with drainage and landscaping.
other | services | 200-2600 | 85310000 85311100 | Home care and supported living, {town} locality
Personal care for adults in their own homes, commissioned by zone, with an expectation of continuity of carers.
other | supplies | 120-1500 | 34144510 34100000 | Refuse collection vehicles, 26 tonne
Purchase of four refuse vehicles with rear loaders, driver training and a repair contract.
other | services | 90-700 | 77314000 77310000 | Grounds upkeep: parks, verges and cemeteries
Mowing, hedge cutting, leaf clearance and grave digging across the district for {years} years.
other | services | 60-520 | 55524000 15000000 | School meals for the primaries of {town}
Freshly cooked meals for about {users} pupils a day, with allergen care and a share of local produce.
other | works | 150-2400 | 45453100 45261900 | Roof renewals and kitchen refurbishment, planned programme
Replacement of flat roofs and kitchens in tenanted homes, with resident liaison and asbestos surveys.
other | services | 40-300 | 79710000 | Manned guarding and mobile patrols
Security guards at reception desks, key holding and patrols by night. Officers must hold a licence to work on doors.
other | services | 30-240 | 66510000 | Insurance: property, liability and motor
Insurance cover arranged through a broker from the first of {month}, with an option to extend.
other | works | 500-9000 | 45233120 45233140 | Highway resurfacing and junction improvement, Phase {few}
Carriageway resurfacing, kerb works and signals ducting on the northern approach to {town}.
other | services | 60-450 | 90500000 90513000 | Treatment of garden and food waste
Acceptance and composting of kerbside organic waste, at a site within thirty miles of {town}.
other | services | 100-900 | 60130000 60112000 | Home to school transport, routes {few}01 to {few}40
Minibus and taxi transport for pupils with special needs, with passenger assistants on some routes.
other | services | 40-280 | 79100000 | Panel of solicitors for property and planning law
Legal advice and advocacy by a panel of up to five firms, called off by mini-competition.
other | services | 35-260 | 50750000 42416100 | Passenger lifts and platform lift servicing
Quarterly servicing, insurance inspections and call-outs for passenger lifts and platform lifts in {few} sheltered schemes.
other | works | 900-14000 | 45232140 09323000 | {town} Heat Network: energy centre and pipework
Design and construction of a low-carbon heat network with buried pipework to eleven public buildings.
other | services | 25-190 | 50413200 45312100 | Fire alarm and emergency lighting systems: inspection and repair
Routine testing of fire alarm systems and emergency lighting, with repairs up to an agreed limit.
other | supplies | 20-160 | 39172100 39141000 | Servery counters and kitchen equipment
Supply and fitting of heated servery counters and combination ovens at a leisure centre.
other | services | 30-210 | 79340000 79341000 | Digital marketing and advertising for visitor season
Creative campaign, paid social media advertising and photography to bring visitors to {town} outside the summer.
other | services | 40-350 | 79800000 79810000 | Printing of ballot papers and poll cards
Printing, insertion and posting of electoral stationery to a fixed timetable.
other | services | 50-420 | 85121200 85100000 | Community ophthalmology and glaucoma monitoring
A consultant-led clinic in the community for about {users} patients a year, to shorten hospital waits.
other | supplies | 80-900 | 33192000 33192100 | Hospital beds, mattresses and patient hoists
Supply and service of profiling beds and mobile hoists, including bariatric models.
other | services | 20-150 | 73200000 79310000 | Evaluation of the older people's network and befriending scheme
Research by interview and survey into how a peer network of volunteers affects loneliness.
other | services | 40-300 | 80500000 | Apprenticeship training in adult social care
Delivery of level 2 and level 3 apprenticeships for care workers, in classrooms and at work.
other | works | 70-640 | 45311000 45315000 | Electrical rewiring and storage heater replacement
Rewiring of void and tenanted flats with storage heaters renewed and certificates issued.
other | services | 30-220 | 92331210 92000000 | Holiday playschemes and youth work
Play and sports sessions in school holidays for children aged five to thirteen.
other | services | 60-480 | 71200000 71000000 | Architect-led design team for a civic hub
Architectural, structural and cost services from concept to handover for a new civic hub in {town}.
other | supplies | 30-260 | 18110000 35113400 | Uniforms and protective clothing
Uniforms, boots and high-visibility clothing, ordered by depots through the year.
other | services | 50-390 | 79620000 79600000 | Temporary staff for depots and kitchens
Agency drivers, loaders and kitchen assistants at short notice, on agreed margins.
other | services | 20-140 | 79512000 | Out of hours call answering for repairs and lone workers
People to answer tenants' calls at night and at week-ends, log repairs and ring the duty officer.
other | works | 110-1300 | 45212200 37535200 | Playground renewal and skate park
Design and build of inclusive play areas at {few} parks after consultation with families.
`);
