import { describe, expect, it } from 'vitest';
import { renderMail } from '../../src/present/mail.tsx';
import { aProcurement, aView } from '../builders.ts';
import { LINKS, NOW, aBecause, aDigest, anItem } from '../messages.ts';

const OPERATOR = { name: 'Bell & Co', postal: '1 High Street, Leeds', email: 'ops@bell.example' };

const TITLES = [
  ['plain', 'Penetration testing of the housing portal'],
  ['long, and each character three bytes and escaped', '€<&'.repeat(400)],
  ['of four bytes each', '👍🏽'.repeat(400)],
] as const;

function digestOf(title: string) {
  const items = Array.from({ length: 2_000 }, (_, id) => {
    const deadline = { at: NOW + (3_000 - id) * 3_600_000, day: '2026-10-01', timed: true };
    return anItem({
      procurement: aProcurement({ id, view: aView({ title, deadline }) }),
      because: [
        aBecause({ subscriptionId: id, query: `${id} ${title}`, described: title, reasons: [title] }),
      ],
    });
  });
  return aDigest({ items, troubles: [title] });
}

describe('fault 35: a digest of 2,000', () => {
  it.each(TITLES)(
    'fault 35: %s titles stay under 80 kB, the rest counted, the foot whole',
    (_name, title) => {
      const { html, text } = renderMail(digestOf(title), OPERATOR);
      expect(Buffer.byteLength(html)).toBeLessThan(80_000);
      expect(Buffer.byteLength(html)).toBeGreaterThan(60_000);
      for (const part of [html, text]) {
        expect(part).toMatch(/and 1,9\d{2} more/);
        expect(part).toContain('To stop, reply to this mail');
        expect(part).toContain('Open Government Licence');
      }
      expect(html.trimEnd()).toMatch(/<\/html>$/);
    },
  );

  it.each(TITLES)(
    'fault 35: %s titles leave both unsubscribe links, and a link to exactly the rest',
    (_name, title) => {
      const { html, text, left } = renderMail({ ...digestOf(title), links: LINKS }, OPERATOR);
      expect(Buffer.byteLength(html)).toBeLessThan(80_000);
      const count = left.length.toLocaleString('en-GB');
      expect(html).toContain(`<a href="${LINKS.rest}">and ${count} more</a>`);
      expect(text).toContain(`and ${count} more: ${LINKS.rest}\n`);
      const first = html.indexOf('class="card"');
      for (const part of [html, text]) expect(part.split(LINKS.unsubscribe)).toHaveLength(3);
      expect(html.indexOf(LINKS.unsubscribe)).toBeLessThan(first);
      expect(html.lastIndexOf(LINKS.unsubscribe)).toBeGreaterThan(html.indexOf(LINKS.rest));

      // What is shown and what is left are all of it, once; what closes first stands first.
      const shown = Array.from(html.matchAll(/\/follow\/(\d+)"/g), ([, id]) => Number(id));
      const closing = Array.from({ length: 2_000 }, (_, place) => 1_999 - place);
      expect([...shown, ...left]).toEqual(closing);
      expect(shown.length).toBeGreaterThan(5);
    },
  );
});
