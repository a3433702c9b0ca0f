import { stems } from '../base/text/tokens.ts';

function stemmed(words: string): ReadonlySet<string> {
  return new Set(stems(words));
}

/** Words that carry no meaning of their own. */
export const LITTLE =
  stemmed(`a about above after all also an and any are as at be been before being below both but by call can do does
  each for from had has have how i if in into is it its made make may more must no not now of on once only or other our out own please
  should so such than that the their them then there these they this those through to up under upon us used using via was we
  well were when where whether which while who whom will with within without would you your http https www com co uk org gov
  aspx html net asp php`);

/** Words of buying and bidding, whatever is bought. */
export const PROCEDURAL =
  stemmed(`accept acceptable access account accordance account activate adam additional address addressed
  adequate advance advert advertise advertised advertising advise advised aggregated alert allow already amend amended annual
  anticipated appear apply applicable applicant application appropriate approximate attached attachment authority avoidance
  award awarded awarding basis below bid bidder bidding box button buyer calculate carefully   clarification clarity clear click closed closing code commence commencement commercial communication competition competitive
  complete completed compliance concluded confirmation consider considered contact contract contracted contracting
  correspondence criteria current date deadline declaration delivered delta demonstrate described detail detailed
  direct directive directly display dispatch distributed document documentation doubt download downloaded due duration
  dynamic economic electronic electronically eligible email enquiry ensure entities esourcing espd establish estimated
  etendering evaluation evaluate exclusive exercise express expressing expression extend extended extension facility fax
  final find follow following form formal formally framework free full further generated guidance guide held help
  history identifier incorrect indicate indicated information initial instead instruction intention interest interested
  invitation invite invited involved issue itt intend late length link list listed locate located log logged login lot main
  maximum medium member mentioned message messaging mini minimum modified months multiquote necessary note notice notification
  notify number objectives offer official ojeu online open operator opportunity opt option optional order original
  outlined participate participant participating parties party password pass period permitted policy portal postbox potential
  pqq price process procontract procure procurement procedure proposal provider provisions psr public publication publish
  published purchasing purpose purposes qualification query quotation quote quoting read reason receive received recurrent
  reference regime register registered registering registration regulation related relating relation relevant reply request
  requested requirement reserve respond response responses restricted result return returned review rfp rfq rfx
  right round route scheduled secure select selected selection selector send sent set shortlist shortlisted
  shown sign signed small sme solely sourcing specification split sq stage standstill start statement step structure
  subject submission submit submitted subsequent successful successfully suitable supplier suppliesinfo supporting
  tab tabs tender tenderer tendering terms text time timescale timetable total transparency type
  unrestricted upload uploading user value vat vcse view viewing visit voluntary year`);
