/**
 * Names of the CPV codes that the generator uses: Common Procurement Vocabulary 2008, Regulation (EC) No 213/2008
 * (https://eur-lex.europa.eu/eli/reg/2008/213/oj), reuse permitted with the source named.
 */
const TABLE = `
09323000 District heating
15000000 Food, beverages, tobacco and related products
18110000 Occupational clothing
30120000 Photocopying and offset printing equipment
30200000 Computer equipment and supplies
30213100 Portable computers
30230000 Computer-related equipment
30232110 Laser printers
30233000 Media storage and reader devices
30233141 Redundant Array of Independent Disk (RAID)
32232000 Video-conferencing equipment
32234000 Closed-circuit television cameras
32250000 Mobile telephones
32321200 Audio-visual equipment
32321300 Audio-visual materials
32322000 Multimedia equipment
32323500 Video-surveillance system
32400000 Networks
32413100 Network routers
32420000 Network equipment
32421000 Network cabling
32441100 Telemetry surveillance system
32550000 Telephone equipment
33192000 Medical furniture
33192100 Beds for medical use
33195000 Patient-monitoring system
34100000 Motor vehicles
34144510 Vehicles for refuse
35113400 Protective and safety clothing
35125300 Security cameras
37535200 Playground equipment
38221000 Geographic information systems (GIS or equivalent)
39141000 Kitchen furniture and equipment
39172100 Servery counters
42416100 Lifts
45000000 Construction work
45212200 Construction work for sports facilities
45214200 Construction work for school buildings
45232140 District-heating mains construction work
45233120 Road construction works
45233140 Roadworks
45261900 Roof repair and maintenance work
45311000 Electrical wiring and fitting work
45312100 Fire-alarm system installation work
45314320 Installation of computer cabling
45315000 Electrical installation work of heating and other electrical building-equipment
45453100 Refurbishment work
48000000 Software package and information systems
48100000 Industry specific software package
48180000 Medical software package
48450000 Time accounting or human resources software package
48613000 Electronic data management (EDM)
48710000 Backup or recovery software package
48730000 Security software package
48760000 Virus protection software package
48814000 Medical information systems
48814500 Casemix system
48820000 Servers
48931000 Training software package
50313200 Photocopier maintenance services
50324100 System maintenance services
50413200 Repair and maintenance services of firefighting equipment
50750000 Lift-maintenance services
51310000 Installation services of radio, television, sound and video equipment
55524000 School catering services
60112000 Public road transport services
60130000 Special-purpose road passenger-transport services
64200000 Telecommunications services
64210000 Telephone and data transmission services
64212000 Mobile-telephone services
64212100 Short Message Service (SMS) services
64216000 Electronic message and information services
66510000 Insurance services
71000000 Architectural, construction, engineering and inspection services
71200000 Architectural and related services
72000000 IT services: consulting, software development, Internet and support
72200000 Software programming and consultancy services
72212000 Programming services of application software
72212220 Internet and intranet software development services
72220000 Systems and technical consultancy services
72224000 Project management consultancy services
72246000 Systems consultancy services
72250000 System and support services
72253000 Helpdesk and support services
72253200 Systems support services
72260000 Software-related services
72262000 Software development services
72267000 Software maintenance and repair services
72268000 Software supply services
72300000 Data services
72316000 Data analysis services
72317000 Data storage services
72400000 Internet services
72413000 World wide web (www) site design services
72415000 World wide web (www) site operation host services
72514000 Computer facilities management services
72611000 Technical computer support services
72720000 Wide area network services
72810000 Computer audit services
72910000 Computer back-up services
73200000 Research and development consultancy services
77310000 Planting and maintenance services of green areas
77314000 Grounds maintenance services
79100000 Legal services
79310000 Market research services
79340000 Advertising and marketing services
79341000 Advertising services
79512000 Call centre
79600000 Recruitment services
79620000 Supply services of personnel including temporary staff
79710000 Security services
79800000 Printing and related services
79810000 Printing services
80420000 E-learning services
80500000 Training services
80533000 Computer-user familiarisation and training services
80533100 Computer training services
85100000 Health services
85121200 Medical specialist services
85310000 Social work services
85311100 Welfare services for the elderly
90500000 Refuse and waste related services
90513000 Non-hazardous refuse and waste treatment and disposal services
90910000 Cleaning services
90911200 Building-cleaning services
92000000 Recreational, cultural and sporting services
92331210 Children animation services
`;

const NAMES: ReadonlyMap<string, string> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => [line.slice(0, 8), line.slice(9)] as const),
);

/** Throws for a code that the generator's subjects use and the table lacks: that is a bug. */
export function cpvName(code: string): string {
  const name = NAMES.get(code);
  if (name === undefined) throw new Error(`no name for CPV ${code}`);
  return name;
}
