import { parseSubjects } from './subject.ts';

/**
 * What IT buyers buy, in all 14 categories of the taxonomy. Every sentence is ours; the shapes (length, vagueness, generic
 * CPV codes on half of them) are those of real notices (docs/adr/0005-how-categories-are-assigned.md).
 */
export const IT_SUBJECTS = parseSubjects(`
software | services | 90-640 | 48000000 48450000 | Finance and procurement system replacement
{self} is looking for a cloud-based finance and e-procurement system to replace an ageing on-premises ledger used by {users} staff. Scope covers general ledger, purchase to pay, budgeting and bank reconciliation, with data brought across from the present product. A contract of {years} years is foreseen.
software | services | 120-900 | 48000000 72000000 48450000 | HR and Payroll Software - {town}
Provision, configuration and annual support of an integrated human resources and payroll package for about {users} employees, with self-service for managers and a recruitment module. {self} would rather configure a proven product than have one written.
software | supplies | 40-300 | 48000000 72268000 | Microsoft 365 and Azure licence renewal {ref}
Renewal of the enterprise agreement for roughly {users} Microsoft 365 seats together with server licences. Resellers must be able to transact by the end of {month}.
software | services | 60-420 | 48100000 | Housing management system: lettings, rents and repairs modules
{self} invites offers for a housing management system holding tenancies, rent accounts and repairs for its {users} homes. The software must offer an open API and a tenants' app.
software | services | 30-180 | 48000000 72260000 | Case management software for Trading Standards and Licensing
A line-of-business application is sought for regulatory casework, inspections on mobile devices and online payments. Hosting by the supplier is preferred; existing records need to be migrated.
digital | services | 80-750 | 72413000 72212220 72000000 | Redevelopment of the corporate website and content management system
{self} wants to rebuild its public website on an open-source CMS, following user research with residents, and to meet WCAG 2.2 AA. The agency will carry out discovery, design, development and three years of support.
digital | services | 150-1200 | 72200000 72262000 | Digital transformation partner - agile delivery teams
Multidisciplinary teams (product manager, service designer, developers, testers) are wanted to take four citizen-facing services from discovery through beta to live, working to the government service standard.
digital | services | 40-260 | 72212000 | Mobile app for volunteers: design and development
A native app for iOS and Android that lets {users} volunteers see shifts, report incidents and exchange messages. Source code will belong to {self}.
cloud | services | 200-2500 | 72400000 72415000 | Cloud hosting and migration of line of business applications
{self} will leave its own data centre and seeks a partner to migrate some {few} applications to public cloud (IaaS and PaaS), then to run the landing zone under a managed hosting contract.
cloud | services | 50-350 | 72910000 48710000 | Backup and disaster recovery as a service
Off-site, immutable backup for virtual servers and Microsoft 365 data of about {users} users, with a tested disaster recovery failover twice a year.
cloud | services | 60-500 | 72317000 72514000 | Data centre colocation, {town}
Rack space with resilient power in a tier 3 data centre within forty miles of {town}, including remote hands and cross-connects.
data | services | 70-560 | 72316000 48613000 72300000 | Data warehouse and Power BI reporting platform
{self} intends to build a cloud data warehouse that brings together finance, workforce and performance data, and to replace spreadsheets with Power BI dashboards. Support and knowledge transfer for the analytics team are included.
data | services | 40-300 | 38221000 72300000 | GIS and address management software
Supply of a geographic information system with web mapping for staff and the public, maintenance of the local gazetteer and loading of geospatial data layers.
data | services | 90-700 | 72000000 72316000 | Artificial intelligence pilot: triage of incoming correspondence
A machine learning solution to sort letters and e-mails by subject and urgency. {self} wants explainable models, human review and a data protection assessment before anything goes live.
security | services | 30-220 | 72810000 72000000 | IT health check and penetration testing {ref}
Annual penetration testing of external infrastructure, web applications and wireless networks by a CHECK accredited company, with re-tests and a plain report for the audit committee.
security | services | 180-1500 | 72000000 72253000 48730000 | Managed Security Operations Centre (SOC) and SIEM
A 24/7 security operations centre service including SIEM, threat hunting and incident response for around {users} endpoints and {few} sites. The cyber security partner will work beside an in-house team of three.
security | services | 60-480 | 48730000 48760000 72250000 | Identity and access management platform with single sign-on
Replacement of the identity management product used for joiners, movers and leavers; multi-factor authentication and privileged access management form separate lots.
networks | services | 150-1900 | 32400000 72720000 64210000 | Wide area network and internet connectivity refresh (SD-WAN)
{self} seeks an SD-WAN service for {few} sites, with resilient fibre circuits at the main offices, firewalls and a managed service for {years} years.
networks | supplies | 60-650 | 32420000 32413100 | LAN switching and Wi-Fi 6E replacement
Supply, installation and support of network switches and about {users} wireless access points over a summer shutdown. Old equipment is to be removed and recycled.
networks | works | 40-380 | 45314320 32421000 | Structured cabling of the {town} campus buildings
Category 6A data cabling and fibre backbone with cabinets, testing and labelling, in occupied buildings, for the IT department.
telecoms | services | 80-620 | 64210000 32550000 64216000 | Unified communications and contact centre platform
Replacement of the PSTN telephone system before switch-off by cloud telephony integrated with Microsoft Teams and an omnichannel contact centre for {few} advisers.
telecoms | services | 50-400 | 64212000 32250000 | Mobile voice and data services, {few}00 connections
SIM-only connections, handsets and mobile device management for field staff. Coverage in rural parts of the county is a deciding factor.
telecoms | services | 20-140 | 64212100 64200000 | SMS and messaging gateway for appointment reminders
A gateway able to send around {users} text messages a week through an API, with delivery receipts and two-way replies.
hardware | supplies | 150-2100 | 30213100 30230000 30200000 | Supply of laptops, docking stations and monitors
Framework call for {users} laptops with docking stations and monitors over {years} years, delivered imaged and asset-tagged. Refurbished devices will be considered.
hardware | supplies | 70-700 | 48820000 30233141 30233000 | Server and storage array refresh - {ref}
Replacement of virtualisation hosts and a storage array at two computer rooms, with five years of hardware support.
hardware | services | 90-800 | 30232110 50313200 30120000 | Managed print service and multifunctional devices
Lease and upkeep of about {few}0 multifunctional printers, with print management software, secure release and consumables.
support | services | 200-3000 | 72250000 72253200 50324100 | Managed IT service including service desk and end user support
{self} means to outsource its service desk, device support and server administration for {users} users. The provider takes over from the present supplier in {month}.
support | services | 40-320 | 72267000 72611000 | Application support and maintenance for a bespoke Java platform
Second and third line support, security patching and small changes to an existing grants application, under an agreed service level.
consultancy | services | 60-450 | 72220000 72246000 72224000 | ICT strategy and enterprise architecture advice
Independent consultants are asked to review the present technology estate, write a five-year ICT strategy and set out an enterprise architecture with a costed roadmap.
consultancy | services | 80-900 | 72224000 72000000 | Programme management and business analysis for an ERP implementation
{self} needs experienced digital specialists - programme manager, solution architect and business analysts - to lead the client side of its ERP programme for {years} years.
health | services | 300-4800 | 48814000 48180000 72000000 | Electronic patient record: optimisation and replacement of order communications
The procurement covers software to extend the electronic patient record with order communications, electronic prescribing and clinical noting, meeting DCB0129 and DTAC.
health | services | 90-850 | 48814000 33195000 | Telecare monitoring platform and digital alarms
{self} wants to move {users} telecare users from analogue lifelines to a digital platform with remote monitoring and an integration to the social care case system.
health | services | 120-1400 | 48180000 48814500 | Laboratory information management system (LIMS)
A hosted LIMS for pathology, with interfaces to analysers and to the patient record, including implementation and data migration.
smart | supplies | 60-560 | 32323500 32234000 35125300 | Public space CCTV upgrade and video management software
Upgrade of {few} analogue cameras to networked CCTV with new video management software, ANPR at four junctions and a refitted control room.
smart | services | 40-420 | 72000000 32441100 | LoRaWAN sensors for damp and air quality in homes
Supply of Internet of Things sensors, gateways and a dashboard that warns landlords of damp and cold in about {users} dwellings.
smart | supplies | 80-640 | 35125300 48000000 | Body-worn video cameras and digital evidence management
Body-worn video for {few}0 officers with docking, encrypted storage and a digital evidence management system.
av | supplies | 40-450 | 32321200 32232000 51310000 | Audio-visual equipment for hybrid meeting rooms
Design, supply and installation of AV and video conferencing equipment in {few} meeting rooms and the council chamber, with a service contract.
av | supplies | 50-380 | 32322000 32321300 | Lecture capture and interactive displays
Replacement of projectors by interactive displays in teaching rooms and a lecture capture system that publishes to the learning environment.
learning | services | 40-360 | 48931000 80420000 | Learning management system and e-learning content
A hosted learning management system for {users} learners with a catalogue of e-learning modules and reporting to the workforce system.
learning | services | 20-160 | 80533100 80533000 | Digital skills and IT training for residents
Courses in everyday digital skills for older residents at libraries, together with tablets for loan and a train-the-trainer package.
`);
