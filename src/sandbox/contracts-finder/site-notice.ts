import { dayWritten, stageName, sumWritten, timeWritten, writtenDay } from './site-words.ts';
import { escaped, escapedSum } from './entities.ts';
import type { Award, ListedNotice } from './listed-notice.ts';
import { closingOf } from './listed-notice.ts';
import type { ElementIds } from './site-page.ts';
import type { SiteLayout } from './switches.ts';

interface Look {
  readonly layout: SiteLayout;
  readonly base: string;
  readonly newId: ElementIds;
}

const MEANINGS: Readonly<Record<string, string>> = {
  Opportunity: 'This means that the contract is currently active, and the buyer is looking for suppliers.',
  'Future opportunity': 'This means that the buyer intends to invite bids later.',
  'Early engagement': 'This means that the buyer is sounding out the market.',
  'Awarded contract': 'This means that the contract has been awarded to a supplier.',
};

const KINDS: Readonly<Record<string, string>> = {
  goods: 'Supply contract',
  services: 'Service contract',
  works: 'Works',
};

/** A label and the HTML below it; nothing where there is nothing to say. Before 2025 labels were plain headings. */
function pair(layout: SiteLayout, label: string, html: string | undefined): string {
  if (html === undefined) return '';
  const head = layout === 2025 ? `<h4><strong>${label}</strong></h4>` : `<h4>${label}</h4>`;
  return `				${head}\n				${html.startsWith('<') ? html : `<p>${html}</p>`}\n`;
}

function block(title: string, html: string): string {
  return `			<div class="content-block">
				<hr class="content-line">
				<h3>${title}</h3>
				<p></p>
${html}			</div>`;
}

function yes(is: boolean): string {
  return is ? 'Yes' : 'No';
}

function industries(notice: ListedNotice): string {
  const lines = notice.cpv.map(
    ({ id, description }) => `<li><p>${escaped(`${description} - ${id}`)}</p></li>`,
  );
  return `<ul>${lines.join('')}</ul>`;
}

/** Early engagement closes as well, and never states a time. */
function closingPairs(notice: ListedNotice, layout: SiteLayout): readonly string[] {
  const closing = closingOf(notice);
  if (notice.type !== 'Contract' || closing === undefined) {
    const label = notice.type === 'Pipeline' ? 'Approach to market date' : 'Closing date';
    return [pair(layout, label, writtenDay(notice.approach, layout))];
  }
  return [
    pair(layout, 'Closing date', dayWritten(closing.day, layout)),
    pair(layout, 'Closing time', closing.time === undefined ? undefined : timeWritten(closing.time).trim()),
  ];
}

function summary(notice: ListedNotice, { layout }: Look): string {
  const place = escaped(notice.region ?? notice.postcode ?? 'Any region');
  return [
    pair(layout, 'Industry', industries(notice)),
    pair(layout, 'Location of contract', `<p><span title="${place}">${place}</span></p>`),
    pair(layout, 'Value of contract', sumWritten(notice)),
    pair(layout, 'Procurement reference', escaped(notice.reference)),
    pair(layout, 'Published date', writtenDay(notice.first, layout)),
    ...closingPairs(notice, layout),
    pair(layout, 'Contract start date', writtenDay(notice.start, layout)),
    pair(layout, 'Contract end date', writtenDay(notice.end, layout)),
    pair(layout, 'Contract type', KINDS[notice.kind ?? '']),
    pair(layout, 'Procedure type', notice.procedure === undefined ? undefined : escaped(notice.procedure)),
    pair(layout, 'Contract is suitable for SMEs?', yes(notice.sme)),
    pair(layout, 'Contract is suitable for VCSEs?', yes(notice.vcse)),
  ].join('');
}

function paragraphs(text: string): string {
  return `				<p>${escaped(text).replaceAll('\n', '<br>\n')}</p>\n`;
}

/** What the release lacks: files and additional text. */
function more(notice: ListedNotice, { base, newId }: Look): string {
  const { attachments, additional } = notice.facts;
  const files = attachments.map(
    (file) => `<dd>
						<ul>
							<li class="list-no-bullets break-word">
							<a href="${base}/Notice/Attachment/${file.guid}" id="${newId()}" class="govuk-link download break-word">${escaped(file.name)}</a>							</li>
															<li>
									${file.kind}	
								</li>
																						<li>
									${file.about}	
								</li>						
													</ul>
						</dd>`,
  );
  const text = `<dt><p><strong>Additional text</strong></p></dt><dd>${paragraphs(additional.join('\n\n'))}</dd>`;
  const parts = [
    files.length === 0 ? '' : `<dt><p><strong>Attachments</strong></p></dt>${files.join('\n')}`,
    additional.length === 0 ? '' : text,
  ].join('');
  return parts === '' ? '' : block('More information', `				<dl>${parts}</dl>\n`);
}

/** "Contract start date" stands here a second time. */
function awarded(award: Award, { layout, newId }: Look): string {
  const suppliers = award.suppliers.map(
    (
      supplier,
      index,
    ) => `				${layout === 2025 ? `<h4><strong>${escaped(supplier.name)}</strong></h4>` : `<h4>${escaped(supplier.name)}</h4>`}
				<button id="${newId()}" type="button" class="form-opener-button">Show supplier information</button>
				<div id="supplier_block_${index}"><dl><dt><p><strong>Address</strong></p></dt><dd><p>${escaped(supplier.address)}</p></dd><dt><p><strong>Supplier is SME?</strong></p></dt><dd><p>${yes(supplier.isSme)}</p></dd></dl></div>\n`,
  );
  const value = award.value === undefined ? undefined : escapedSum(`£${award.value.toLocaleString('en-GB')}`);
  const facts = [
    pair(layout, 'Awarded date', writtenDay(award.date, layout)),
    pair(layout, 'Contract start date', writtenDay(award.start, layout)),
    pair(layout, 'Contract end date', writtenDay(award.end, layout)),
    pair(layout, 'Total value of contract', value),
    `				<p>This contract was awarded to <strong>${award.suppliers.length}</strong> suppliers.</p>\n`,
  ];
  return block('Award information', [...facts, ...suppliers].join(''));
}

function buyerBlock(notice: ListedNotice, { layout, newId }: Look): string {
  const address = notice.buyerAddress.map(escaped).join('<br>').replaceAll('\n', '<br>');
  const mail = `<p class="break-word"><a href="mailto:procurement@buyer.example" id="${newId()}" class="govuk-link break-word">procurement@buyer.example</a></p>`;
  return block(
    'About the buyer',
    pair(layout, 'Contact name', 'Procurement team') +
      pair(layout, 'Address', `<p>${address}</p>`) +
      pair(layout, 'Email', mail),
  );
}

/** The body of a notice's page. */
export function noticeBody(notice: ListedNotice, look: Look): string {
  const { layout, base, newId } = look;
  const title = escaped(notice.title);
  const stage = stageName(notice);
  const published = writtenDay(notice.first, layout) ?? '';
  const edited = writtenDay(notice.published, layout) ?? '';
  const isEdited = notice.published - notice.first > 60_000;
  return `<ol class="standard-breadcrumbs"> <li title="Home"><a href="${base}/contractfinder" class="govuk-link break-word">Home</a></li> <li title="${title}">${title}</li></ol><div id="all-content-wrapper"><h1 class="govuk-heading-l break-word">${title}</h1><div id="home-breadcrumb-description" class="standard-col"><h2 class="breadcrumb-description">${escaped(notice.buyer)}</h2></div>
<div id="content-holder-left" class="content-holder content-holder-view-notice break-word">
			<div id="content-block-left">
					<p class="search-no-top-margin">Published date: ${published}${isEdited ? `, last edited ${edited}` : ''}</p>
				<p>${stage} - ${MEANINGS[stage] ?? ''}</p>			</div>
			<div id="content-block-mobile" class="mobile-show">
						<button href="#" id="${newId()}" class="pd-open govuk-button">Watch this notice</button>
			</div>
${block('Contract summary', summary(notice, look))}
${block('Description', paragraphs(notice.description))}
${more(notice, look)}
${notice.award === undefined ? '' : awarded(notice.award, look)}
${buyerBlock(notice, look)}
</div></div>`;
}
