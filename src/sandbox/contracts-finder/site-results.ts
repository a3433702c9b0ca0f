import { escaped } from './entities.ts';
import type { ListedNotice, NoticeStatus } from './listed-notice.ts';
import { closingOf } from './listed-notice.ts';
import type { ElementIds } from './site-page.ts';
import { closingWritten, roughSum, stageName, sumWritten, writtenDay } from './site-words.ts';
import type { SiteLayout } from './switches.ts';

const ROWS_A_PAGE = 20;

/** A label and its HTML; left out where there is nothing to say. */
type Fact = readonly [string, string | undefined];

interface Row {
  readonly notice: ListedNotice;
  readonly status: NoticeStatus;
  readonly layout: SiteLayout;
  /** Where the site stands. */
  readonly base: string;
  readonly page: number;
}

/** The approach to market of a future opportunity; the closing of everything else. */
function dateFact({ notice, layout }: Row): Fact {
  const label = layout === 2020 ? 'Closing date' : 'Closing';
  if (notice.type === 'Pipeline') return ['Approach to market date', writtenDay(notice.approach, layout)];
  if (notice.type === 'PreProcurement') return [label, writtenDay(notice.approach, layout)];
  const closing = closingOf(notice);
  return [label, closing === undefined ? undefined : closingWritten(closing, layout)];
}

function publication({ notice, layout }: Row): string {
  const first = writtenDay(notice.first, layout) ?? '';
  const isEdited = layout === 2025 && notice.published - notice.first > 60_000;
  return isEdited ? `${first}, last edited ${writtenDay(notice.published, layout) ?? ''}` : first;
}

/** Labels and their order as recorded in April 2020, August 2021 and October 2025. */
function factsOf(row: Row): readonly Fact[] {
  const { notice, layout, status } = row;
  const place: Fact = ['Contract location', escaped(notice.region ?? notice.postcode ?? 'Any region')];
  if (layout === 2020) {
    return [
      place,
      ['Contract value (low)', roughSum(notice.low)],
      ['Contract value (high)', roughSum(notice.high)],
      ['Publication date', publication(row)],
      dateFact(row),
      ['Notice type', stageName(notice)],
      ['Notice status', status],
    ];
  }
  return [
    [layout === 2021 ? 'Notice type' : 'Procurement stage', stageName(notice)],
    ['Notice status', status],
    dateFact(row),
    place,
    [layout === 2021 ? 'Contract value' : valueLabel(notice), sumWritten(notice)],
    ['Publication date', publication(row)],
  ];
}

/** Both names for the sum have been seen on pages of one layout; a row keeps its own. */
function valueLabel({ guid }: ListedNotice): string {
  return Number.parseInt(guid.slice(1, 2), 16) % 4 === 0 ? 'Total value' : 'Contract value';
}

function shortened(text: string): string {
  return text.length <= 350 ? text : `${text.slice(0, 350)} ...`;
}

/** In 2020 a description was cut in a span that held the whole as its title, and its entities were encoded twice. */
function describedIn(layout: SiteLayout, text: string): string {
  if (layout !== 2020) return escaped(shortened(text));
  return `<span title='${escaped(text)}'>${escaped(escaped(shortened(text)))}</span>`;
}

function headingOf({ notice, layout, base, page }: Row): string {
  const title = escaped(notice.title);
  if (layout === 2020) {
    return `<div class="search-result-header" title="		
	${title}">
			<h2 id=${notice.guid}>		<a href="${base}/Notice/${notice.guid}?origin=SearchResults&p=${page}" class="govuk-link">
	${title}</a></h2>		</div>`;
  }
  return `<div class="search-result-header" title="${title}">
			<h2 id=${notice.guid}><a href="${base}/notice/${notice.guid}?origin=SearchResults&p=${page}" class="govuk-link search-result-rwh break-word" data-page="${page}">${title}</a></h2>		</div>`;
}

function rowOf(row: Row): string {
  const facts = factsOf(row)
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `<div class="search-result-entry"><strong>${label}</strong> ${value}</div>`);
  return `		<div class="search-result">
		
		${headingOf(row)}
		<div class="search-result-sub-header wrap-text">${escaped(row.notice.buyer)}</div>
		<div class="search-result-spacer">&nbsp;</div>
		<div class="wrap-text">${describedIn(row.layout, row.notice.description)}</div>
		<div class="search-result-spacer">&nbsp;</div>
		${facts.join('\n				')}
			</div>`;
}

const NONE = `				<div id="noopportunitiesfound_infobox2405" class="standard-infobox standard-infobox-replacegadget">
		<div class="standard-infobox-padding">
						<div class="standard-infobox-header">
				<h3>
								No opportunities found				</h3>
			</div>
		</div>
	</div>`;

function paginate(base: string, page: number, pages: number): string {
  const next = `<li class="standard-paginate-next-box standard-paginate-next-icon">
                       <a href="${base}/Search/Results?&page=${page + 1}#dashboard_notices" class="standard-paginate-next govuk-link break-word" aria-label="Next results page ${page + 1} of ${pages}">Next<span class='standard-paginate-detail'>${page + 1} of ${pages}</span></a>                       </li>`;
  return `<ul class="gadget-footer-paginate">
					<li class='standard-paginate standard-paginate-selected'  ><span class="aria-only">Results page ${page}</span><span aria-hidden="true">${page}</span></li>
					${page < pages ? next : ''}
				</ul>`;
}

function countOf(total: number, layout: SiteLayout): string {
  if (layout === 2025) {
    return `<p class="notice-search-result-count">We&rsquo;ve found <span class="search-result-count">${total}</span> notices</p>`;
  }
  const found = layout === 2021 ? 'We&#039;ve found' : "We've found";
  return `<p class="notice-search-result-count">${found} <span class="search-result-count">${total}</span> contracts in your selected area</p>`;
}

/** The body of page `page` of the results, counted from 1. `notices` are all that are open, newest first. */
export function resultsBody(
  notices: readonly { readonly notice: ListedNotice; readonly status: NoticeStatus }[],
  look: Pick<Row, 'layout' | 'base' | 'page'> & { readonly newId: ElementIds },
): string {
  const { layout, base, page, newId } = look;
  const pages = Math.ceil(notices.length / ROWS_A_PAGE);
  const shown = notices.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  const rows = shown.map((one) => rowOf({ ...one, layout, base, page })).join('\n');
  return `<h1 >Search results</h1>
 ${countOf(notices.length, layout)}
			<form  method="post" data-ajax="false" name="notice_sort" action="${base}/Search/Results" id="notice_sort_form" class="content-wrapper">
				<label id="${newId()}" for="sort" class="Array">Sort results</label>
	<input type='hidden' name='form_token' value='${newId()}' />
		</form>
		<div class="notice-search-results">
				<div class="gadget partial-gadget" id="dashboard_notices">
		<div class="gadget-body">
${shown.length === 0 ? NONE : rows}
			</div>
		<div class="gadget-footer">
				${shown.length === 0 ? '' : paginate(base, page, pages)}
		</div>
			</div>
	</div>`;
}
