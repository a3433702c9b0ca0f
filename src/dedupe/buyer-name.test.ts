import { describe, expect, it } from 'vitest';
import { buyerForms, kinship } from './buyer-name.ts';

function kin(a: string, b: string): string {
  return kinship(buyerForms(a), buyerForms(b));
}

describe('two spellings of one buyer', () => {
  it.each([
    ['Leeds City Council', 'LEEDS CITY COUNCIL'],
    ['City of Bradford Metropolitan District Council', 'Bradford Council'],
    ['The Council of the City of Wakefield', 'Wakefield Council'],
    ['London Borough of Camden', 'LB Camden'],
    ['London Borough of Camden', 'Camden Council'],
    ['Royal Borough of Kingston upon Thames', 'Kingston Council'],
    ['Essex County Council', 'Essex CC'],
    ['Surrey County Council', 'The County Council of Surrey'],
    ['Telford & Wrekin Council', 'Borough of Telford and Wrekin'],
    ['Kingston upon Hull City Council', 'Hull City Council'],
    ['Newcastle upon Tyne City Council', 'Newcastle City Council'],
    ['University of Leeds', 'The University of Leeds'],
    ['Aston University', 'ASTON UNIVERSITY'],
    ['University Hospitals of Leicester NHS Trust', 'Leicester University Hospitals NHS FT'],
    ['Countess of Chester Hospital', 'Countess of Chester Hospital NHS Foundation Trust'],
    ['DWP', 'Department for Work and Pensions'],
    ['Ministry of Defence', 'Defence Equipment and Support, Ministry of Defence'],
    ['Department of Health and Social Care (DHSC)', 'DHSC'],
    ['Northwick College c/o Redleaf Procurement', 'Northwick College'],
    ['Hartwell Housing Association Limited', 'Hartwell Housing Association Ltd'],
    ['The Police and Crime Commissioner for Kent', 'Kent Police'],
    ['Cyngor Sir Gaerfyrddin Council', 'Carmarthenshire County Council'],
  ])('%s is %s', (a, b) => {
    expect(['same', 'alike']).toContain(kin(a, b));
    expect(kin(b, a)).toBe(kin(a, b));
  });
});

describe('two buyers', () => {
  it.each([
    ['Essex County Council', 'Essex Police'],
    ['Newcastle upon Tyne City Council', 'Newcastle-under-Lyme Borough Council'],
    ['South Ashby District Council', 'Ashby District Council'],
    ['Leicestershire County Council', 'Leicester City Council'],
    ['Nottingham City Council', 'Nottingham County Council'],
    ['Lincoln City Council', 'Lincoln County Council'],
    ['University of Manchester', 'Manchester City Council'],
    ['London Borough of Lewisham', 'London Borough of Hillingdon'],
    ['Ministry of Defence', 'Ministry of Justice'],
    ['Leeds Teaching Hospitals NHS Trust', 'Leeds Community Healthcare NHS Trust'],
    ['NHS Kent and Medway ICB', 'Kent Police'],
    ['Devon and Somerset Fire and Rescue Authority', 'Devon County Council'],
  ])('%s is not %s', (a, b) => {
    expect(['other', 'partly']).toContain(kin(a, b));
    expect(kin(b, a)).toBe(kin(a, b));
  });
});

it('reads nothing into a name that says nothing', () => {
  expect(buyerForms('')).toEqual([]);
  expect(kin('', 'Leeds City Council')).toBe('unknown');
});
