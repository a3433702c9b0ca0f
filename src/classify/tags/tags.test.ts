import { describe, expect, it } from 'vitest';
import { aView } from '../../../test/builders.ts';
import { loadFrameworks } from '../../app/load-frameworks.ts';
import type { Tag, View } from '../../domain/procurement.ts';
import type { Stage } from '../../domain/stage.ts';
import { createTagger, TAG_IDS, TAG_PREFIXES } from './index.ts';

const tag = createTagger(loadFrameworks());

function tagsOf(title: string, body = '', with_: Partial<View> = {}): readonly Tag[] {
  return tag(
    aView({
      titles: [title],
      descriptions: [body],
      procedure: undefined,
      sme: undefined,
      vcse: undefined,
      buyer: { name: 'Ashcombe Borough Council', id: undefined },
      ...with_,
    }),
  );
}

function ids(title: string, body = '', with_: Partial<View> = {}): readonly string[] {
  return tagsOf(title, body, with_).map(({ id }) => id);
}

const ROUTES = new Set<string>(TAG_IDS.filter(({ group }) => group === 'route').map(({ id }) => id));
const routes = (title: string, body = '', with_: Partial<View> = {}): readonly string[] =>
  ids(title, body, with_).filter((id) => ROUTES.has(id));

function withForm(form: string, stage: Stage = 'tender'): Pick<View, 'notices'> {
  return { notices: aView().notices.map((notice) => ({ ...notice, form, stage })) };
}

describe('a framework that is set up', () => {
  it.each([
    ['Framework for the supply of laptops', ''],
    ['Laptop Repairs Framework', ''],
    ['T12 - Framework Agreement for Legal Advice (2026)', ''],
    ['Laptops', 'The council is seeking to establish a multi-supplier framework agreement for laptops.'],
    ['Laptops', 'Suppliers are invited to apply to join the Council’s framework.'],
    [
      'Laptops',
      'This framework will be divided into three lots; call-off contracts may follow a mini competition.',
    ],
    [
      'Laptops',
      'Up to six suppliers will be appointed to a new framework. Direct awards may be made under it.',
    ],
    ['Laptops', 'The Trust has awarded a framework agreement to four suppliers.'],
  ])('is tagged: %s: %s', (title, body) => {
    expect(routes(title, body)).toEqual(['framework']);
  });

  it.each([
    ['This is not a framework and no framework agreement will be established.'],
    ['The evaluator will use a quality framework and write a policy framework for carers.'],
    ['Work is guided by the National Planning Policy Framework.'],
    ['A web framework in which the portal is written.'],
    [
      'The procurement is not to conclude a framework agreement or to award a contract based on a framework agreement.',
    ],
    ['The Water Framework Directive applies.'],
    ['An off-framework purchase of care.'],
    ['The consortium established a framework in 2019, which ended.'],
  ])('is none here: %s', (body) => {
    expect(routes('Advice on care', body)).toEqual([]);
  });
});

describe('a framework that the release states', () => {
  const ticked = (with_: Partial<View> = {}): Partial<View> => ({ technique: 'framework', ...with_ });
  const under = 'Bought via the county’s hardware framework.';

  it.each([
    ['of which the text says nothing', 'Laptops for schools.', ticked()],
    [
      'though the text tells what its customers may do',
      'Call off under the framework by further competition.',
      ticked(),
    ],
    [
      'though the text speaks like a purchase',
      under,
      ticked({ stage: 'contract', ...withForm('UK7', 'contract') }),
    ],
    ['though a named one is told of', 'Suppliers on RM6068 use its terms.', ticked()],
    [
      'in an award under the older law',
      'Laptops for schools.',
      ticked({ stage: 'award', ...withForm('award', 'award') }),
    ],
    ['in a plan', 'Laptops for schools.', ticked({ stage: 'engagement', ...withForm('UK2', 'engagement') })],
  ])('is set up, %s', (_, body, with_) => {
    expect(routes('Laptops', body, with_)).toEqual(['framework']);
  });

  it.each([
    [
      'a relation says so',
      'Laptops.',
      ticked({ relations: [{ kind: 'framework', key: 'ocid:ocds-h6vhtk-0a0002', by: 'data' }] }),
    ],
    ['the procedure says so', 'Laptops.', ticked({ procedure: 'Award under framework' })],
    ['a plan tells of it in words', under, ticked({ stage: 'pipeline', ...withForm('UK1', 'pipeline') })],
    ['an award under the older law does', under, ticked({ stage: 'award', ...withForm('award', 'award') })],
  ])('is bought under where %s', (_, body, with_) => {
    expect(routes('Laptops', body, with_)).toEqual(['call-off']);
  });
});

describe('a dynamic market that the release states', () => {
  const technique = 'dynamic-market';

  it('is one, and no framework, whatever it calls itself', () => {
    expect(routes('Laptops', 'Laptops for schools.', { technique })).toEqual(['dynamic-market']);
    expect(routes('Laptops Framework', 'We establish a framework.', { technique })).toEqual([
      'dynamic-market',
    ]);
  });

  it('is what an award under the older law was bought under, but not where its own tender is held', () => {
    const award = withForm('award', 'award').notices;
    expect(routes('Taxis DPS', '', { technique, stage: 'award', notices: award })).toEqual([
      'call-off',
      'dynamic-market',
    ]);
    const both = [...withForm('tender', 'tender').notices, ...award];
    expect(routes('Taxis DPS', '', { technique, stage: 'award', notices: both })).toEqual(['dynamic-market']);
  });
});

describe('a purchase under a framework', () => {
  it.each([
    ['Call-off from the county’s hardware framework', ''],
    ['Laptops', 'Awarded by mini-competition among the providers of our hardware framework.'],
    ['Laptops', 'This contract was procured via the Acme Hardware Framework, Lot 2.'],
    ['Laptops', 'Further competition under the hardware agreement.'],
    ['Laptops', 'Call off under DN1234.'],
    ['Laptops', 'The Acme Learning Framework was used.'],
    ['Laptops Framework - mini competition', 'This framework will have two lots.'],
  ])('is tagged: %s: %s', (title, body) => {
    expect(routes(title, body)).toEqual(['call-off']);
  });

  it('is tagged where fields say it, whatever the text tells of the framework', () => {
    const text = 'This framework will be divided into three lots.';
    expect(routes('Laptops', text, { procedure: 'Below threshold - award under framework' })).toEqual([
      'call-off',
    ]);
    expect(routes('Laptops', '', { procedure: 'Call-off from a framework agreement' })).toEqual(['call-off']);
    const relations = [{ kind: 'framework', key: 'ocid:ocds-h6vhtk-0a0002', by: 'data' }] as const;
    expect(routes('Laptops', text, { relations })).toEqual(['call-off']);
    const replaced = [{ ...relations[0], kind: 'replaces' }] as const;
    expect(routes('Laptops', '', { relations: replaced })).toEqual([]);
  });

  it.each([
    ['This is not a call-off.'],
    ['Buyers may call off services at any time.'],
    ['Each further competition will be advertised to all.'],
    ['The winner calls customers off the street.'],
  ])('is none here: %s', (body) => {
    expect(routes('Laptops', body)).toEqual([]);
  });
});

describe('other routes', () => {
  it.each([
    ['Taxi Dynamic Purchasing System', '', ['dynamic-market']],
    ['Taxis', 'The council wishes to establish a DPS for school transport.', ['dynamic-market']],
    ['Taxis', 'Mini competition under the council’s DPS.', ['call-off', 'dynamic-market']],
    ['Taxis', 'We work in a dynamic market for talent, as a dynamic team.', []],
    ['Laptops', 'The contract was let following an open competition.', ['open']],
    ['Laptops', 'An earlier open procedure failed. We are open to all.', []],
    ['Laptops', 'Awarded by direct award to the maker.', ['direct-award']],
    ['Direct award: laptops', '', ['direct-award']],
    ['Laptops', 'Negotiated procedure without prior publication of a call.', ['direct-award']],
    ['Laptops', 'Direct award under the Acme Hardware Framework.', ['call-off', 'direct-award']],
    ['Laptops', 'Buyers may use direct award or further competition.', []],
    ['Laptops', 'This is not a direct award.', []],
  ])('%s: %s → %j', (title, body, expected) => {
    expect(routes(title, body)).toEqual(expected);
  });

  it.each([
    ['Open procedure', 'UK4', ['open']],
    ['Open (non-OJEU)', 'tender', ['open']],
    ['Restricted procedure (OJEU)', 'tender', ['restricted']],
    ['Competitive flexible procedure', 'UK4', ['competitive-flexible']],
    ['Competitive quotation (below threshold)', 'tender', []],
    ['Below threshold - without competition', 'UK7', ['direct-award']],
    ['Award procedure without prior publication of a call for competition', 'award', ['direct-award']],
    ['Single tender action (below threshold)', 'tender', ['direct-award']],
    ['Call off from dynamic purchasing system', 'award', ['call-off', 'dynamic-market']],
    ['Dynamic market', 'UK13', ['dynamic-market']],
    [undefined, 'UK5', ['direct-award']],
    [undefined, 'UK14', ['dynamic-market']],
    [undefined, 'UK7', []],
  ])('procedure %s, form %s → %j', (procedure, form, expected) => {
    expect(routes('Laptops', '', { procedure, ...withForm(form) })).toEqual(expected);
  });
});

describe('a named framework', () => {
  const words = (title: string, body = '', with_: Partial<View> = {}) =>
    tagsOf(title, body, with_).flatMap((one) =>
      one.id.startsWith(TAG_PREFIXES.framework) ? [one.words] : [],
    );

  it.each([
    ['Call-off from G-Cloud 15', 'call-off from G-Cloud 15'],
    ['Hosting via GCloud14', 'call-off from G-Cloud 14'],
    ['Hosting, awarded through RM 1557/13 Lot 1', 'call-off from G-Cloud 13'],
    ['Hosting, bought through the Digital Marketplace framework', 'call-off from G-Cloud'],
    ['Agile team under DOS 5', 'call-off from Digital Outcomes and Specialists 5'],
    [
      'Laptops via the CCS Technology Products and Associated Services framework (RM6068)',
      'call-off from Technology Products and Associated Services',
    ],
    ['Laptops under NHS SBS/19/AB/WAB/9411', 'call-off from NHS SBS Digital Workplace Solutions'],
    ['Advice: ESPO framework 664-21, further competition', 'call-off from ESPO Consultancy Services'],
    [
      'Advice, awarded via the CCS Management Consultancy Framework Three',
      'call-off from Management Consultancy Framework 3',
    ],
    ['New school by way of call-off under the SCAPE framework', 'call-off from SCAPE'],
  ])('is found: %s', (title, expected) => {
    expect(words(title)).toEqual([expected]);
    expect(routes(title)).toContain('call-off');
  });

  it.each([
    ['Landscape works in 664 21 gardens'],
    ['Office supplies for the back office'],
    ['Digital outcomes for carers'],
    ['Dance lessons: Spark'],
    ['Procurement of network services and vehicle purchase'],
    ['Replacement of G-Cloud 9'],
    ['A room of 6068 by 1557'],
  ])('is none in everyday words, nor one that is past: %s', (title) => {
    expect(words(title)).toEqual([]);
  });

  it('is not what the present contract was let under, nor what is only thought of', () => {
    expect(words('Hosting', 'The existing contract was let under G-Cloud 9.')).toEqual([]);
    expect(words('Hosting', 'RM6190 has been identified as a potential route.')).toEqual([]);
    const planned = tagsOf('Hosting', 'We are also looking at G-Cloud 15.', { stage: 'planned' });
    expect(planned.map((one) => one.words)).toEqual(['names G-Cloud 15']);
  });

  it('is set up by who runs it', () => {
    const buyer = { name: 'Crown Commercial Service', id: undefined };
    const body = 'CCS is putting in place a framework agreement for use by public bodies.';
    expect(tagsOf('G-Cloud 12', body, { buyer }).map((one) => one.words)).toEqual([
      'sets up a framework',
      'sets up G-Cloud 12',
    ]);
  });

  it('is bought under by others, though the title be its name alone', () => {
    expect(ids('G-Cloud 12 Framework Agreement (RM1557.12)')).toEqual(['call-off', 'framework:g-cloud-12']);
  });
});

describe('whom it suits, and the threshold', () => {
  it('are told where stated as true', () => {
    expect(ids('Laptops', '', { sme: true, vcse: true })).toEqual(['sme', 'vcse']);
    expect(ids('Laptops', '', { sme: false, vcse: undefined })).toEqual([]);
  });

  it.each([
    ['Open procedure', 'UK4', 'above-threshold'],
    ['Competitive flexible procedure', 'UK3', 'above-threshold'],
    ['Direct award', 'UK5', 'above-threshold'],
    ['Below threshold - open competition', 'UK4', 'below-threshold'],
    ['Open procedure (below threshold)', 'tender', 'below-threshold'],
    ['Restricted (above threshold)', 'tender', 'above-threshold'],
    ['Open procedure (OJEU)', 'tender', 'above-threshold'],
    ['Competitive quotation (non-OJEU)', 'tender', 'below-threshold'],
    ['Open procedure', 'UK7', undefined],
    ['Open procedure', 'tender', undefined],
    ['Other Above and below OJEU threshold open procedures', 'tender', undefined],
    [undefined, 'UK4', undefined],
  ])('%s in %s → %s', (procedure, form, expected) => {
    const found = ids('Laptops', '', { procedure, ...withForm(form) }).filter((id) =>
      id.endsWith('-threshold'),
    );
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('the threshold that the release states', () => {
  const thresholds = (with_: Partial<View>) =>
    ids('Laptops', '', with_).filter((id) => id.endsWith('-threshold'));

  it.each([
    [true, 'Open procedure (below threshold)', 'above-threshold'],
    [false, 'Open procedure', 'below-threshold'],
    [false, undefined, 'below-threshold'],
    [true, undefined, 'above-threshold'],
  ])('%s comes before the words: %s', (aboveThreshold, procedure, expected) => {
    expect(thresholds({ aboveThreshold, procedure, ...withForm('UK4') })).toEqual([expected]);
  });
});

describe('what is asked of a supplier', () => {
  it.each([
    ['All staff must be SC cleared.', ['clearance:sc']],
    ['Valid security clearance (SC) is needed.', ['clearance:sc']],
    [
      'Staff hold BPSS as a minimum, SC or DV clearance for some.',
      ['clearance:bpss', 'clearance:sc', 'clearance:dv'],
    ],
    ['Staff need a Counter-Terrorist Check.', ['clearance:ctc']],
    ['Engineers with developed vetting.', ['clearance:dv']],
    ['Non-Police Personnel Vetting applies.', ['clearance:nppv']],
    ['You must hold Cyber Essentials.', ['cyber-essentials']],
    ['You must hold Cyber Essentials\nPlus.', ['cyber-essentials-plus']],
    [
      'Cyber Essentials, Cyber Essentials Plus or ISO/IEC 27001.',
      ['cyber-essentials', 'cyber-essentials-plus', 'iso-27001'],
    ],
    ['ISO27001:2022 is required.', ['iso-27001']],
  ])('is found: %s', (body, expected) => {
    expect(ids('Developers', body)).toEqual(expected);
  });

  it.each([
    ['SC clearance is not required.'],
    ['No security clearances, not even BPSS, are asked for.'],
    ['The CTC and the DV team support victims; ships of class SC and DV.'],
    ['There is a security check at the gate.'],
    ['Cyber essentials are not required.'],
    ['ISO 9001 and page 27001.'],
  ])('is none here: %s', (body) => {
    expect(ids('Developers', body)).toEqual([]);
  });

  it('is not what is bought', () => {
    expect(ids('ISO 27001 certification', 'The ISO 27001 certificate is due.')).toEqual([]);
    expect(ids('Staff vetting', 'BPSS checks for 300 staff.')).toEqual([]);
  });

  it('names the level of police vetting', () => {
    expect(tagsOf('Cleaners', 'NPPV Level 3 is needed.')).toEqual([
      { id: 'clearance:nppv', words: 'asks for NPPV level 3 (police vetting)' },
    ]);
  });
});

describe('the sums that are asked for', () => {
  it.each([
    ['Professional indemnity insurance of £5m.', ['professional-indemnity:5000000']],
    ['Public liability: £10,000,000.00', ['public-liability:10000000']],
    [
      '£5 million public liability, £10M employers’ liability',
      ['public-liability:5000000', 'employers-liability:10000000'],
    ],
    [
      'Public liability £5m, employer’s liability £10m',
      ['public-liability:5000000', 'employers-liability:10000000'],
    ],
    [
      'Employers and public liability insurance of 5,000,000 each',
      ['public-liability:5000000', 'employers-liability:5000000'],
    ],
    [
      'Employers liability and public liability insurance: GBP 5 Million',
      ['employers-liability:5000000', 'public-liability:5000000'],
    ],
    [
      '£5m public liability, employer’s liability insurance and a turnover',
      ['public-liability:5000000', 'employers-liability:5000000'],
    ],
    ['Product liability cover of 2 million pounds', ['product-liability:2000000']],
    ['Cyber liability insurance of at least £250k', ['cyber:250000']],
    ['Public liability £2m; for the tower, public liability £10m', ['public-liability:10000000']],
    ['Public liability insurance is needed. The budget is £300,000.', []],
    ['Public liability, with a contract value of £300,000', []],
    ['Liability is capped at £5m.', []],
    ['Public liability of £5 per head', []],
  ])('insurance: %s', (body, expected) => {
    expect(ids('Cleaning', body)).toEqual(expected.map((id) => TAG_PREFIXES.insurance + id));
  });

  it('are of no account where insurance is what is bought', () => {
    expect(ids('Insurance of schools', 'Public liability £50m')).toEqual([]);
  });

  it.each([
    ['A minimum annual turnover of £1.5m is required.', ['turnover:1500000']],
    ['Bidders must have a turnover of at least £500,000.', ['turnover:500000']],
    ['Turnover in excess of 500 000 000 GBP.', ['turnover:500000000']],
    ['The trust has an annual turnover of £80m.', []],
    ['Staff turnover must be under 10%, and £20,000 is set aside.', []],
    ['Those with a turnover of £36m must send a slavery statement.', []],
    ['Minimum turnover is twice the contract.', []],
  ])('turnover: %s', (body, expected) => {
    expect(ids('Cleaning', body)).toEqual(expected);
  });

  it('are written out', () => {
    expect(
      tagsOf('Cleaning', 'Professional indemnity insurance of £5m and minimum turnover of £1m.'),
    ).toEqual([
      {
        id: 'insurance:professional-indemnity:5000000',
        words: 'asks for professional indemnity insurance of £5,000,000',
      },
      { id: 'turnover:1000000', words: 'asks for a yearly turnover of £1,000,000' },
    ]);
  });
});

describe('any text', () => {
  it('is read to its twenty thousandth character, boilerplate and all', () => {
    const filler = 'word '.repeat(3_900);
    expect(ids('Laptops', `${filler} SC clearance is needed.`)).toEqual(['clearance:sc']);
    expect(ids('Laptops', `${filler.repeat(2)} SC clearance is needed.`)).toEqual([]);
  });

  it.each([
    '',
    'framework ',
    'under ',
    'rm1557 ',
    '£5,000,000 ',
    'public liability ',
    '😀',
    '<b>',
    'a',
    'לא ',
  ])('of a megabyte is read without a throw: %j', (part) => {
    const text = part === '' ? '' : part.repeat(1_000_000 / part.length);
    const started = performance.now();
    expect(() => ids(text.slice(0, 5_000), text)).not.toThrow();
    expect(performance.now() - started).toBeLessThan(250);
  });

  it('gives ids of the published list, each once, in its order', () => {
    const found = ids('Direct award: laptops under G-Cloud 14', 'SC cleared. SC cleared. Cyber Essentials.', {
      procedure: 'Open procedure',
      sme: true,
      ...withForm('UK4'),
    });
    expect(found).toEqual([
      'call-off',
      'open',
      'direct-award',
      'sme',
      'above-threshold',
      'framework:g-cloud-14',
      'clearance:sc',
      'cyber-essentials',
    ]);
    expect(new Set(TAG_IDS.map(({ id }) => id)).size).toBe(TAG_IDS.length);
  });
});

describe('what the text says of fit and threshold', () => {
  it.each([
    ['This is suitable for SMEs.', ['sme']],
    ['Suitable for small and medium-sized enterprises (SME): Yes', ['sme']],
    ['The contract is suitable for SMEs and VCSEs.', ['sme', 'vcse']],
    ['Suitable for SMEs? Yes. Suitable for VCSEs? No.', ['sme']],
    ['Suitable for small and medium-sized enterprises (SME): No', []],
    ['Not suitable for SMEs.', []],
    ['We encourage SMEs to bid.', []],
    ['This is a below-threshold procurement.', ['below-threshold']],
    ['The estimated value is above the threshold.', ['above-threshold']],
    ['The contract is below the relevant procurement threshold.', ['below-threshold']],
    ['Above threshold.', ['above-threshold']],
    ['Bids scoring below the threshold are rejected.', []],
    ['Temperatures above the threshold raise an alarm.', []],
    ['Procurement above the threshold, and contracts below the threshold.', []],
  ])('%s', (body, expected) => {
    expect(ids('Laptops', body)).toEqual(expected);
  });

  it('gives way to the fields', () => {
    const fields = { sme: false, aboveThreshold: true };
    expect(ids('Laptops', 'Suitable for SMEs. A below-threshold procurement.', fields)).toEqual([
      'above-threshold',
    ]);
  });
});

describe('an award without competition', () => {
  it.each([
    ['Awarded without competition, as only one supplier can do it for technical reasons.'],
    ['Without competition, for technical reasons.'],
    ['The negotiated procedure without prior call for competition was used.'],
    ['Awarded via an exemption to the contract rules.'],
    ['Contract awarded through a waiver.'],
    ['A single tender action.'],
    ['Chosen without prior publication.'],
  ])('is direct: %s', (body) => {
    expect(routes('Laptops', body)).toEqual(['direct-award']);
  });

  it.each([
    ['A competition is being run under RM6068.'],
    ['RM6068 allows a direct award to the top-ranked supplier.'],
    ['Goods under the VAT exemption.'],
    ['The contract may be awarded without competition.'],
  ])('is not direct: %s', (body) => {
    expect(routes('Laptops', body)).not.toContain('direct-award');
  });
});

describe('the bare word framework', () => {
  it.each([
    ['It is built using the .NET framework.'],
    ['Built via the Spring framework.'],
    ['Establish a governance framework.'],
    ['Creating an outcomes framework.'],
    ['Seeking a steel framework.'],
    ['Implementing the Themis framework.'],
    ['We purchased it under a regulatory framework.'],
    ['The framework was procured in 2021.'],
    ['The framework will support carers.'],
  ])('is no route: %s', (body) => {
    expect(routes('Laptops', body)).toEqual([]);
  });

  it('is bought under where only its suppliers may bid', () => {
    expect(routes('Laptops', 'Only available to suppliers on the Digital Outcomes framework.')).toEqual([
      'call-off',
    ]);
  });

  it('at the end of a title sets one up before an award alone, or where the buyer ticked it', () => {
    const award = { stage: 'award', ...withForm('UK6', 'award') } as const;
    expect(routes('Laptops Framework', '')).toEqual(['framework']);
    expect(routes('Laptops Framework', '', award)).toEqual([]);
    expect(routes('Laptops', 'The Trust has awarded a framework to four firms.', award)).toEqual([
      'framework',
    ]);
    expect(routes('Laptops Framework', '', { ...award, technique: 'framework' })).toEqual(['framework']);
  });
});

describe('short ways of asking', () => {
  it.each([
    ['BPSS, DV or SC clearance is required.', ['clearance:bpss', 'clearance:sc', 'clearance:dv']],
    ['NPPV3 vetting is needed.', ['clearance:nppv']],
    ['PL £10m, PI £1m', ['insurance:public-liability:10000000', 'insurance:professional-indemnity:1000000']],
    ['A Raspberry Pi costs £50.', []],
    ['Minimum yearly turnover: 500000 GBP', ['turnover:500000']],
  ])('%s', (body, expected) => {
    expect(ids('Laptops', body)).toEqual(expected);
  });
});
