import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMail } from '../../src/present/mail.tsx';
import { aProcurement, aView } from '../builders.ts';
import { FOOTER, exhibits } from '../gallery/messages.ts';
import { aBecause, aDigest, anItem } from '../messages.ts';
import { violationsOn } from './axe.ts';
import { openBrowser } from './launch.ts';

const EXHIBITS = await exhibits();

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
});

/** A digest with every badge, changes, a trouble, and words that no line holds. */
function digest(): string {
  const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(5);
  const wide = anItem({
    procurement: aProcurement({ view: aView({ title: long, buyer: { name: long, id: undefined } }) }),
    kind: 'changed',
    changes: [{ field: 'title', was: long, now: `${long}x` }],
    because: [aBecause({ query: long, described: long, reasons: [long] })],
  });
  const many = Array.from({ length: 45 }, () => anItem());
  const items = [...aDigest().items, wide, ...many];
  return renderMail(aDigest({ items, troubles: ['Find a Tender was silent.'] }), FOOTER).html;
}

async function opened(scheme: 'light' | 'dark', width: number): Promise<Page> {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 800 } });
  await page.setContent(digest());
  return page;
}

interface Painted {
  readonly words: string;
  readonly colour: string;
  readonly ground: string;
  readonly ratio: number;
}

/** Runs in the page: every text that is seen, its colour, the ground under it and their contrast by WCAG 2.2. */
const CONTRASTS = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let under = element; under !== null; under = under.parentElement) {
      const colour = getComputedStyle(under).backgroundColor;
      const alpha = channels(colour)[3] ?? 1;
      if (alpha > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const painted = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (words === '' || element.checkVisibility() === false) continue;
    const colour = getComputedStyle(element).color;
    const ground = groundOf(element);
    const [light, dark] = [luminance(colour), luminance(ground)].toSorted((a, b) => b - a);
    painted.push({ words: words.slice(0, 40), colour, ground, ratio: (light + 0.05) / (dark + 0.05) });
  }
  return painted;
})()`;

describe.each(['light', 'dark'] as const)('a digest mail in a real browser, %s', (scheme) => {
  it.each([320, 600, 1024])('needs no sideways scrolling at %i px', async (width) => {
    const page = await opened(scheme, width);
    const [wanted, seen] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    await page.close();
    expect(seen).toBe(width);
    expect(wanted).toBeLessThanOrEqual(seen);
  });

  it('is nowhere wider than 600 px', async () => {
    const page = await opened(scheme, 1024);
    const width = await page.evaluate<number>(
      `document.querySelector('.column').getBoundingClientRect().width`,
    );
    await page.close();
    expect(width).toBe(600);
  });

  it('has text of a contrast of 4.5 to 1 or more, every one', async () => {
    const page = await opened(scheme, 600);
    const painted = await page.evaluate<Painted[]>(CONTRASTS);
    await page.close();
    expect(painted.length).toBeGreaterThan(200);
    expect(painted.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });
});

it('a digest mail wears its dark colours in the dark', async () => {
  const grounds: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    const page = await opened(scheme, 600);
    for (const part of ['body', '.card', '.card td', '.badge.new', '.changes'])
      grounds.push(
        await page.evaluate<string>(`getComputedStyle(document.querySelector('${part}')).backgroundColor`),
      );
    await page.close();
  }
  const brightness = grounds.map((ground) =>
    (ground.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0),
  );
  expect(Math.min(...brightness.slice(0, 5))).toBeGreaterThan(3 * 190);
  expect(Math.max(...brightness.slice(5))).toBeLessThan(3 * 80);
});

describe.each(['light', 'dark'] as const)('every mail of the gallery, %s', (scheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ colorScheme: scheme, viewport: { width: 320, height: 800 } });
  });
  afterAll(async () => {
    await page.close();
  });

  it.each(EXHIBITS)(
    '$name needs no sideways scrolling at 320 px and shuts nobody out',
    async ({ message }) => {
      await page.setContent(renderMail(message, FOOTER).html);
      const wanted = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(wanted).toBe(320);
      expect(await violationsOn(page)).toEqual([]);
    },
  );
});

it('the check of accessibility finds what is wrong', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  await page.setContent(
    '<html lang="en"><title>a</title><img src="data:,"><p style="color:#999;background:#fff">Pale words</p>',
  );
  const found = await violationsOn(page);
  await page.close();
  expect(found.map((one) => one.split(':')[0])).toEqual(['color-contrast', 'image-alt']);
});
