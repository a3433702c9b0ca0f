import { describe, expect, it } from 'vitest';
import { aNoticePage, anAttachment, SUMMARY } from '../../../test/contracts-finder-pages.ts';
import { readNoticePage } from './notice-page.ts';

const MORE = `<dl><dt><p><strong>Attachments</strong></p></dt>${anAttachment('spec')}${anAttachment('terms')}
  <dt><p><strong>Links</strong></p></dt><dd><ul><li><a href="https://bids.example/7">Bid here</a></li></ul></dd>
  <dt><p><strong>Additional text</strong></p></dt><dd><p>Site visits on Monday.<br>\nBring boots.</p></dd></dl>`;

const READ = {
  title: 'Firewalls & laptops',
  buyer: 'Widget Council',
  kind: 'tender',
  published: { day: '2026-09-02', time: undefined },
  closing: { day: '2026-10-01', time: '12:42' },
  value: { low: 30_000, high: 75_000 },
  places: 'London, South East',
  reference: 'WID-7',
  procedure: 'Open procedure (below threshold)',
  cpv: ['48730000', '30200000'],
  start: { day: '2026-12-01', time: undefined },
  end: { day: '2027-11-30', time: undefined },
  sme: true,
  vcse: false,
  description: 'Fifty laptops,\nand what guards them.',
  additional: 'Site visits on Monday.\nBring boots.',
  attachments: [
    { title: 'spec.pdf', href: '/Notice/Attachment/spec' },
    { title: 'terms.pdf', href: '/Notice/Attachment/terms' },
  ],
  links: [{ title: 'Bid here', href: 'https://bids.example/7' }],
};

describe('the page of a notice', () => {
  it('is read by its labels, and whom to contact is left there', () => {
    expect(readNoticePage(aNoticePage({ more: MORE }))).toEqual(READ);
  });

  it('is read in any order of labels, and where labels are headings alone', () => {
    const summary = SUMMARY.toReversed();
    expect(readNoticePage(aNoticePage({ more: MORE, summary }))).toEqual(READ);
    expect(readNoticePage(aNoticePage({ more: MORE, isBold: false }))).toEqual(READ);
  });

  it('says of its dates what the summary says, not the award', () => {
    const award = [
      ['Contract start date', '5 May 2030'],
      ['Total value of contract', '£9'],
    ] as const;
    const page = readNoticePage(aNoticePage({ award }));
    expect(page).toMatchObject({ start: { day: '2026-12-01' }, value: READ.value });
    const summary = SUMMARY.filter(([label]) => label !== 'Contract start date');
    expect(readNoticePage(aNoticePage({ award, summary }))?.start).toBeUndefined();
  });

  it.each([
    ['Opportunity - This means that bids are invited.', 'tender'],
    ['Future opportunity - This means that one may come.', 'planned'],
    ['Early engagement – This means that the buyer asks the market about an opportunity.', 'engagement'],
    ['Awarded contract - This means that it was awarded.', 'award'],
    ['Withdrawn opportunity - This means that nothing comes of it.', 'withdrawn'],
    ['Quite another sentence.', 'tender'],
  ])('%j: %s', (sentence, kind) => {
    expect(readNoticePage(aNoticePage({ sentence }))?.kind).toBe(kind);
  });

  it('does not guess the stage where nothing tells it', () => {
    const summary = SUMMARY.filter(([label]) => label !== 'Closing time');
    expect(readNoticePage(aNoticePage({ sentence: 'Other words.', summary }))?.kind).toBeUndefined();
  });

  it('may write the time beside the date, or in another line', () => {
    const day = SUMMARY.filter(([label]) => !label.startsWith('Closing'));
    const beside = [...day, ['Closing date', '1 October 2026,  5pm']] as const;
    expect(readNoticePage(aNoticePage({ summary: beside }))?.closing?.time).toBe('17:00');
    const alone = [...day, ['Closing date', '1 October 2026']] as const;
    const line = aNoticePage({ summary: alone }).replace(
      '</body>',
      '<p>Closing: 1 October 2026, 5pm</p></body>',
    );
    expect(readNoticePage(line)?.closing?.time).toBe('17:00');
    expect(readNoticePage(aNoticePage({ summary: alone }))?.closing?.time).toBeUndefined();
  });

  it('is none without a title or a label that is known', () => {
    expect(readNoticePage('<html><body><h1>Page not found</h1><p>Sorry.</p></body></html>')).toBeUndefined();
    expect(
      readNoticePage(aNoticePage({}).replaceAll('<h4>', '<b>').replaceAll('</h4>', '</b>')),
    ).toBeUndefined();
  });
});
