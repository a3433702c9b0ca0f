/**
 * Stems that titles of UK notices are full of, with what a shared one is worth: about the natural logarithm of how few
 * titles have it. Counted once over 51,000 distinct titles of Contracts Finder and Find a Tender (2008 to 2026, Open
 * Government Licence v3.0), words of fewer than 25 buyers left out. Fixed: what is compared must not depend on what has come
 * before.
 */
const COMMON: readonly (readonly [number, string])[] = [
  [
    1.5,
    `
      and at award contract for framework mainten manag of project provis school servic suppli support system the
      to work
    `,
  ],
  [
    2,
    `
      agreement assess associ build busi call care centr commun competit consult council data deliveri design
      develop digit educ electr equip fire gb health home hous in instal itt licenc new nh off offic on park plan
      primari programm purchas refurbish renew repair replac requir research road secur softwar solut st survei
      tender test train univers vehicl with
    `,
  ],
  [
    3.5,
    `
      academi access accommod adult advic agenc air an analysi annual applic apprenticeship area assist audit base
      birmingham borough bu car case cater chang children citi clean clinic cloud collect colleg commerci commiss
      complet construct control counti court detail district door dp dynam east energi engag engin england
      enterpris estat evalu event extens extern facil from fund ga gener ground group hall hardwar hcc heat high
      highwai hire hospit host hub improv includ independ inform infrastructur insur integr intern invit it learn
      legal librari licens lift light live local london ltd market media medic mental microsoft misus mobil model
      monitor multi nation network north notic oper partner passeng peopl placement plai platform print procur
      product profession properti provid public quotat re recruit relat resourc review risk roof room safeti
      scheme seat site skill social south specialist staff station storag strateg strategi street studi subscript
      substanc team technic technolog tool town tppl transform transport trust uk under unit up upgrad wast water
      west year young
    `,
  ],
  [
    5,
    `
      abus accessori account across activ adapt addit administr advanc advertis advis advisor advisori ag agent
      alarm alcohol all analys analyst analyt appoint architect architectur as asbesto asset assur author autom
      bank bed behaviour benefit block board boiler book bridg british bulk by camera campaign campu capabl capit
      carbon card carriagewai cc ccg cctv cell central charg check child cisco civil close coach collabor
      complianc comput condit connect consum content contractor convers core corpor cost cours cover covid creativ
      custom cyber cycl dai databas decor deliv dell demolit dental detect devic direct director disabl discoveri
      dispos distribut document domest drive drug earli econom electron emerg employ employe enabl end enforc
      enhanc environ environment espo evid execut exist experi famili farm feasibl fee fenc field financ financi
      first fit flat fleet flood floor food foundat fuel function furnitur further futur garden gate gm good
      govern grant great green growth healthcar heritag hgv hill hr ic ict impact implement industri innov insight
      inspect instrument intellig interim intervent into invest investig king kingdom kit kitchen lab laboratori
      land landscap lane laptop laser lead leadership leas led leed leisur level life limit line liquid list low
      machin main manufactur map materi measur mechan midland migrat mini minor natur need nepo non nurs occup
      onli onlin open opportun option or oracl order out outreach pa packag panel part partnership patient payment
      payrol perman person pilot place plant plu point polic polici pool port portal post power practic pre
      prevent pro process propos protect pump qualiti quot rail record recoveri recycl refresh region remedi remov
      report request resid residenti resili respons resurfac rfq role rout sb scanner scienc screen search sector
      send senior server set share short singl small sourc space sport stage standard structur student suit
      supplier surfac sustain taxi telephoni temporari term theatr therapi time toilet tower track trade traffic
      transit travel treatment tree two us user vaccin vallei valuat van variou ventil via video virtual visual
      wai wall websit wellb window within worker yorkshir youth
    `,
  ],
  [
    6.5,
    `
      ac academ acceler accredit acquisit action ad adob advocaci ai aid allianc alter altern ancillari anim app
      applianc apprais approach approv april archiv arm arrang art attend audio autism automat av avenu awar azur
      back backup bai barrier bath bathroom batteri be behalf bespok bin bodi brand break brokerag bui cab cabinet
      cabl cafe capac career carer cash castl cathol certif chain chair challeng chamber channel charter cheshir
      chief chiller christma church civic classroom client climat club co code cold combin comm common compact
      compani complex concept concess concret confer conserv contact contain continu coordin counsel counter
      countri cpc creation credit critic crm cross crown cultur cut de debt decarbonis decis defenc degre demand
      depart deploy depot desk desktop diagnost disciplinari displai divers dog down drainag driver ea effici
      elector english entri european ev exchang exercis exhibit expans expert express extend extra fabric facilit
      festiv film firewal fix flexibl float fm footpath forens forest form former foster fresh front full fusion
      game garag gatewai georg global gp graduat greater guidanc handl hard head healthi hoc holidai homeless hot
      hour household human hybrid hygien id ident ii imag incid inclus individu infant initi inquiri institut
      insul interest interfac internet interpret ip is issu item job john joint juli june junior kei labour
      languag larg laundri law leader legaci legionella link liverpool locat lodg long lot mail major make
      manchest march mari marin master masterplan medicin meet membership mentor meter microscop mill modul
      modular month moor mount move mower museum music nec net newcastl no northern nurseri oil old older ongo op
      optic organis other outcom outdoor outsourc pack paint paper parti particip patch pathwai peer pension
      perform pharmaci phase phone physic pitch playground pm portabl portfolio posit ppe pr practition prepar
      pressur price princip privat program promot psycholog pv qualif quantiti queen radio rai railwai rapid rate
      rcv rd reactiv read readi real realm recreat red redevelop refus regener registr regul regulatori rehabilit
      reloc remot rental rescu resolut restor retail retain retrofit riba ride robot rough royal saa safe sale
      sampl scaffold scale scan schedul scope second secondari select self sensor septemb sexual shelter shop side
      sign signag signal simul smart soft solar somerset spare special specif spectromet speed squar staf stand
      steel step stock stoke stop store sub summer surgeri surveil surveyor sussex sweeper switch tank target tax
      teach technician tenant three through tipper tractor transfer translat treasuri trial truck tyre ultrasound
      understand unifi uniform updat urban util valid valu variat venu vessel view villag violenc vmware voic void
      voluntari voucher vulner wale walk ward web welfar well wheel wheelchair white whole wide winter wireless
      women wood workforc workplac workshop york zero
    `,
  ],
];

/** What every other word is worth. */
export const RARE = 8;

/** Words of the course of a procurement and of grammar: two titles are the same with or without them. */
const IDLE =
  'a an the of and for to in at on with by from or as is be via per its our this that x s provis servic notic award tender contract itt rfq rfp pin ' +
  'cn can publish detail complet see invit opportun advert readvertis correct prior inform intend intent propos competit quotat quot';
const IDLE_WORTH = 0.4;

const WORTH = new Map<string, number>([
  ...COMMON.flatMap(([worth, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word) => [word, worth] as const),
  ),
  ...IDLE.split(' ').map((word) => [word, IDLE_WORTH] as const),
]);

/** How telling a word of a title is, from 0.4 (`provision`) to `RARE`. Numbers by their length: short ones are everywhere. */
export function weightOf(word: string): number {
  const known = WORTH.get(word);
  if (known !== undefined) return known;
  if (word.length <= 2) return SHORT;
  return word.includes(' ') || /^y20\d\d$/.test(word) ? PART : RARE;
}
const SHORT = 3;
const PART = 4;
