import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../src/web/server.ts';
import { openWorld, type World } from '../flow-world.ts';
import { openMailWeb } from '../mail-web.ts';
import { violationsOn } from './axe.ts';
import { openBrowser } from './launch.ts';

/** With TENDERBELL_SHOTS each page is kept there as a picture. */
const SHOTS = process.env['TENDERBELL_SHOTS'];

let world: World;
let server: RunningServer;
let browser: Browser;
/** `/a/SECRET`, `/r/SECRET`, and a procurement's number. */
let links: { readonly acts: string; readonly rest: string; readonly id: number };

beforeAll(async () => {
  world = await openWorld();
  await world.seed();
  const web = openMailWeb(world);
  const started = await startServer({ host: '127.0.0.1', port: 0, web, slackListener: undefined });
  if ('refused' in started) throw new Error(started.refused);
  server = started;
  await world.subscribe('penetration', { cadence: 'weekly' });
  for (let n = 1; n <= 104; n += 1)
    world.publish({
      noticeId: `${String(n).padStart(6, '0')}-2026`,
      ocid: `ocds-h6vhtk-${n}`,
      title: `Penetration testing number ${n} of the <b>Thornbury</b> Interconnection${'x'.repeat(40)}`,
      buyer: { name: `Council ${n} of the Borough`, id: undefined, type: 'local' },
    });
  await world.collect('find-a-tender');
  world.channels.email.answer(({ items }) => ({
    sent: true,
    reference: 'ok',
    left: items.map(({ procurement }) => procurement.id),
  }));
  await world.digest();
  await world.dispatch();
  const message = world.channels.email.sent.at(-1)?.message;
  links = {
    acts: new URL(message?.links?.act ?? '').pathname,
    rest: new URL(message?.links?.rest ?? '').pathname,
    id: message?.items[0]?.procurement.id ?? 0,
  };
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

interface Look {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

async function open(path: string, { width, colorScheme }: Look): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.goto(`${server.url}${path}`);
  return page;
}

async function lookedAt(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 };
  if (SHOTS !== undefined) {
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`), fullPage: true });
  }
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  expect(await violationsOn(page)).toEqual([]);
}

const PHONE: Look = { width: 320, colorScheme: 'dark' };
const DESK: Look = { width: 800, colorScheme: 'light' };

describe('the pages that mails lead to, as a person sees them', () => {
  it.each(['follow', 'mute', 'mute-buyer', 'not-relevant'])(
    '%s: asks, does and takes back, on a phone and on a desk',
    async (action) => {
      for (const look of [PHONE, DESK]) {
        const page = await open(`${links.acts}/${action}/${links.id}`, look);
        await lookedAt(page, `${action}-asks`);
        await page.getByRole('button', { name: /^Yes/ }).click();
        await lookedAt(page, `${action}-done`);
        await page.getByRole('button').click();
        await lookedAt(page, `${action}-undone`);
        expect(await page.getByRole('button').textContent()).toMatch(/^No, /);
        await page.close();
      }
    },
    60_000,
  );

  it('the rest of a mail, page after page', async () => {
    for (const look of [PHONE, DESK]) {
      const page = await open(links.rest, look);
      expect(await page.getByRole('article').count()).toBe(100);
      await page.getByRole('link', { name: 'Next page' }).click();
      expect(await page.getByRole('article').count()).toBe(4);
      await lookedAt(page, 'rest');
      await page.close();
    }
  }, 60_000);

  it('a link that leads nowhere', async () => {
    const page = await open(`/r/${'E'.repeat(43)}`, PHONE);

    await lookedAt(page, 'nowhere');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This link leads nowhere');
    await page.close();
  });
});
