/** Pages of the site in the recorded shapes, written by us. For tests. */

type Facts = readonly (readonly [label: string, value: string])[];

interface RowLook {
  readonly facts: Facts;
  /** HTML of the description's block. */
  readonly description?: string;
}

/** Labels of April 2020: two for the value, dates in figures, the whole description in a title. */
export const RESULTS_2020: RowLook = {
  facts: [
    ['Contract location', 'South East'],
    ['Contract value (low)', '&pound;30k'],
    ['Contract value (high)', '&pound;90k'],
    ['Publication date', '02/09/2026'],
    ['Closing date', '01/10/2026'],
    ['Notice type', 'Opportunity'],
    ['Notice status', 'Open'],
  ],
  description: "<span title='All of it,\nin two lines'>All of it...</span>",
};

/** August 2021: "Notice type", and two spaces before a time of one figure. */
export const RESULTS_2021: RowLook = {
  facts: [
    ['Notice type', 'Opportunity'],
    ['Notice status', 'Open'],
    ['Closing', '1 October 2026,  5pm'],
    ['Contract location', 'South East'],
    ['Contract value', '&pound;0 to &pound;60,000'],
    ['Publication date', '2 September 2026'],
  ],
};

/** October 2025: "Procurement stage", and "Total value" as well. */
export const RESULTS_2025: RowLook = {
  facts: [
    ['Procurement stage', 'Opportunity'],
    ['Notice status', 'Open'],
    ['Closing', ' 1 October 2026, 12:42pm'],
    ['Contract location', 'South East'],
    ['Total value', '&pound;75,000'],
    ['Publication date', ' 2 September 2026'],
  ],
};

export function aResultRow({ guid, facts, description }: RowLook & { readonly guid: string }): string {
  const entries = facts.map(
    ([label, value]) => `<div class="search-result-entry"><strong>${label}</strong> ${value}</div>`,
  );
  return `<div class="search-result">
    <div class="search-result-header" title="Firewalls &amp; clerks&#039; laptops">
      <h2 id=${guid}><a href="https://www.contractsfinder.service.gov.uk/notice/${guid}?origin=SearchResults&p=1" class="govuk-link">
        Firewalls &amp; clerks&#039;  laptops</a></h2></div>
    <div class="search-result-sub-header wrap-text">Widget Council</div>
    <div class="search-result-spacer">&nbsp;</div>
    <div class="wrap-text">${description ?? 'All of it...'}</div>
    ${entries.join('\n')}
  </div>`;
}

const NONE = `<div id="noopportunitiesfound_infobox2405" class="standard-infobox"><div class="standard-infobox-header">
  <h3> No opportunities found </h3></div></div>`;

export function aResultsPage(rows: readonly string[], total: number): string {
  return `<!DOCTYPE html><html><head><meta name="robots" content="noindex, nofollow" /></head><body>
    <p class="notice-search-result-count">We&rsquo;ve found <span class="search-result-count">${String(total)}</span> notices</p>
    <div class="notice-search-results"><div class="gadget-body">${rows.length === 0 ? NONE : rows.join('\n')}</div></div>
    <a href="/Search/Results?&page=2#dashboard_notices" class="standard-paginate-next">Next</a>
  </body></html>`;
}

export interface PageLook {
  readonly sentence?: string;
  readonly summary?: Facts;
  /** HTML of the section "More information". */
  readonly more?: string;
  readonly award?: Facts;
  /** Labels in bold type within headings, as since 2021, or headings alone. */
  readonly isBold?: boolean;
}

export const SUMMARY: Facts = [
  ['Location of contract', 'London, South East'],
  ['Value of contract', '£30,000 to £75,000'],
  ['Procurement reference', 'WID-7'],
  ['Published date', ' 2 September 2026'],
  ['Closing date', ' 1 October 2026'],
  ['Closing time', '12:42pm'],
  ['Contract start date', ' 1 December 2026'],
  ['Contract end date', '30 November 2027'],
  ['Procedure type', 'Open procedure (below threshold)'],
  ['Contract is suitable for SMEs?', 'Yes'],
  ['Contract is suitable for VCSEs?', 'No'],
];

export function anAttachment(name: string): string {
  return `<dd><ul><li class="list-no-bullets"><a href="/Notice/Attachment/${name}" id="68fd42c7" class="govuk-link download">${name}.pdf</a></li>
    <li> Tender notice </li><li> n/a </li></ul></dd>`;
}

/** A notice's page. Ids are other ones at every request, and nothing may hang on them. */
export function aNoticePage(look: PageLook = {}): string {
  const { sentence = 'Opportunity - This means that bids are invited.', isBold = true } = look;
  const pair = ([label, value]: Facts[number]): string =>
    `<h4>${isBold ? `<strong>${label}</strong>` : label}</h4>\n<p>${value}</p>`;
  const block = (title: string, html: string): string =>
    `<div class="content-block"><hr><h3>${title}</h3><p></p>${html}</div>`;
  return `<!DOCTYPE html><html><body><h1 class="govuk-heading-l">Firewalls &amp; laptops</h1>
    <h2 class="breadcrumb-description">Widget Council</h2>
    <div id="content-block-left"><p>Published date:  2 September 2026</p><p>${sentence}</p></div>
    <form><input type="hidden" name="form_token" value="x"></form>
    ${block(
      'Contract summary',
      `<h4><strong>Industry</strong></h4><ul><li><p>Security software - 48730000</p></li><li><p>Computer equipment - 30200000</p></li></ul>${(look.summary ?? SUMMARY).map(pair).join('\n')}
      <div class="form-opener"><button>What is an open procedure?</button><div class="form-opener-container"><p>Anybody may bid.</p></div></div>`,
    )}
    ${block('Description', '<p>Fifty laptops,<br>\nand what guards them.</p>')}
    ${look.more === undefined ? '' : block('More information', look.more)}
    ${look.award === undefined ? '' : block('Award information', look.award.map(pair).join('\n'))}
    ${block('About the buyer', '<h4><strong>Contact name</strong></h4><p>Pat Example</p><h4><strong>Email</strong></h4><p><a href="mailto:pat@widget.example">pat@widget.example</a></p>')}
  </body></html>`;
}
