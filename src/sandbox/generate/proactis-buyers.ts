import type { FictionalBuyer } from './buyers.ts';
import { parseBuyers } from './buyers.ts';

/** Buyers that do not exist, for the two Proactis portals; none of them buys on the others. */
export const SCOTTISH_BUYERS: readonly FictionalBuyer[] = parseBuyers(`
Strathorrin Council | council | Orrinbridge | PH98 1AA | UKM77
Dunfarrow and Lomondside Council | council | Dunfarrow | G98 2BB | UKM82
NHS Strathorrin | nhs | Orrinbridge | PH98 3CC | UKM77
University of Dunfarrow | university | Dunfarrow | G98 4DD | UKM82
Kinfearn Housing Association Ltd | housing | Kinfearn | EH98 5EE | UKM75
Scottish Peatlands Agency | central | Kinfearn | EH98 6FF | UKM75
Kinfearn and Coastal College | college | Kinfearn | EH98 7GG | UKM75
`);

export const WELSH_BUYERS: readonly FictionalBuyer[] = parseBuyers(`
Cyngor Bro Hafren / Bro Hafren Council | council | Aberhafren | CF98 1AA | UKL22
Dyffryn Celyn County Borough Council | council | Celyn | SA98 2BB | UKL18
Bro Hafren University Health Board | nhs | Aberhafren | CF98 3CC | UKL22
Prifysgol Celyn / Celyn University | university | Celyn | SA98 4DD | UKL18
Cartrefi Hafren Cyf | housing | Aberhafren | CF98 5EE | UKL22
Mid Hafren Fire and Rescue Service | fire | Aberhafren | CF98 6FF | UKL22
`);
