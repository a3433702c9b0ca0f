import { describe, expect, it } from 'vitest';
import { buyerType, typeOfName } from './buyer-type.ts';
import { cleanLine } from './clean-text.ts';
import { readBuyer } from './parties.ts';

const CENTRAL = 'UK_CA_TYPE publicAuthorityCentralGovernment';
const SUB_CENTRAL = 'UK_CA_TYPE publicAuthoritySubCentralGovernment';
const UNDERTAKING = 'UK_CA_TYPE publicUndertaking';
const UTILITY = 'UK_CA_TYPE privateUtility';

/** A party that states these, each as scheme and id. */
function stating(...classifications: readonly string[]) {
  const split = classifications.map((one) => {
    const [scheme, id] = one.split(' ');
    return { scheme, id };
  });
  return { details: { classifications: split } };
}

describe('a plain name', () => {
  it.each([
    ['Ashcombe Borough Council', 'local'],
    ['BRAMLEY COUNCIL', 'local'],
    ['The Council of the City of Elsmere', 'local'],
    ['London Borough of Fenwick', 'local'],
    ['Cyngor Sir Caerwen', 'local'],
    ['Caerwen CBC', 'local'],
    ['Vale and Moor Combined Authority', 'local'],
    ['Elsmere Hospitals NHS Foundation Trust', 'nhs'],
    ['Bryn University Health Board', 'nhs'],
    ['University Hospitals of Elsmere NHS Trust', 'nhs'],
    ['Marlow Ambulance Service NHS Trust', 'blue-light'],
    ['The Chief Constable of Marlowshire', 'blue-light'],
    ['Police and Crime Commissioner for Marlowshire', 'blue-light'],
    ['Marlow & Fenwick Fire and Rescue Authority', 'blue-light'],
    ['THE UNIVERSITY OF ELSMERE', 'education'],
    ['Coleg Bryn', 'education'],
    ['St Wendred Multi-Academy Trust', 'education'],
    ['Elsmere County Council Schools', 'local'],
    ['Fenwick Housing Association Limited', 'housing'],
    ['ELSMERE HOMES LIMITED', 'housing'],
    ['Scottish Government', 'devolved'],
    ['Department for Infrastructure', 'devolved'],
    ['Department for Transport', 'central'],
    ['HM Treasury', 'central'],
    ['Ministry of Housing, Communities and Local Government', 'central'],
  ])('%s is %s', (name, type) => {
    expect(typeOfName(name)).toBe(type);
  });

  it.each([
    'Elsmere',
    'British Council',
    'Arts Council England',
    'Marlow Research Council',
    'Fenwick Nursing Homes',
    'Homes England',
    'Policy Exchange Ltd',
    'Cityscape Partnership',
  ])('%s says nothing', (name) => {
    expect(typeOfName(name)).toBeUndefined();
  });
});

describe('what a party states', () => {
  it.each([
    ['Elsmere Office', [CENTRAL], 'central'],
    ['Elsmere NHS Foundation Trust', [CENTRAL], 'nhs'],
    ['Elsmere Borough Council', [CENTRAL], 'central'],
    ['Bryn Office', [CENTRAL, 'UK_CA_DEVOLVED_REGULATIONS GB-WLS'], 'devolved'],
    ['Elsmere Borough Council', ['UK_CA_DEVOLVED_REGULATIONS GB-NIR', SUB_CENTRAL], 'local'],
    ['Elsmere', [SUB_CENTRAL], undefined],
    ['British Council', [SUB_CENTRAL], undefined],
    ['Elsmere University', [UNDERTAKING], 'education'],
    ['Elsmere Trains Limited', [UNDERTAKING], 'utility'],
    ['Elsmere Growth Company', [UNDERTAKING], undefined],
    ['Elsmere Water Limited', [UTILITY], 'utility'],
    ['Elsmere Housing Association', [UTILITY], 'housing'],
    ['Elsmere', ['TED_CA_TYPE REGIONAL_AUTHORITY', 'COFOG 01'], 'local'],
    ['Elsmere', ['COFOG 07', 'TED_CA_TYPE BODY_PUBLIC'], 'nhs'],
    ['Elsmere', ['TED_CA_TYPE BODY_PUBLIC', 'COFOG 09'], 'education'],
    ['Elsmere', ['TED_CA_TYPE BODY_PUBLIC', 'COFOG 06'], 'housing'],
    ['Forestry of Scotland', ['COFOG 05', 'TED_CA_TYPE MINISTRY'], 'devolved'],
    ['Elsmere', ['TED_CA_TYPE MINISTRY'], 'central'],
    ['Elsmere', ['TED_CE_ACTIVITY WATER'], 'utility'],
    ['Elsmere', ['SOMETHING_NEW x'], undefined],
  ])('%s with %j is %s', (name, classifications, type) => {
    expect(buyerType(name, stating(...classifications))).toBe(type);
  });

  it('is that of the buyer and of no other party', () => {
    const parties = [
      { id: 'S', name: 'Widget Ltd', roles: ['supplier'], ...stating(UTILITY) },
      { id: 'A', name: 'Elsmere', roles: ['buyer'], ...stating(UNDERTAKING) },
      { id: 'B', name: 'Elsmere', roles: ['buyer'], ...stating(CENTRAL) },
    ];
    expect(readBuyer({ buyer: { id: 'B', name: 'Elsmere' }, parties }, cleanLine)).toEqual({
      name: 'Elsmere',
      id: 'B',
      type: 'central',
    });
    expect(readBuyer({ parties: parties.slice(0, 2) }, cleanLine)).toEqual({ name: 'Elsmere', id: 'A' });
  });
});
