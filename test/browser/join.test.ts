import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../src/app/free-port.ts';
import { startServer, type RunningServer } from '../../src/web/server.ts';
import { openAccountWorld, type AccountWorld } from '../account-world.ts';
import { violationsOn } from './axe.ts';
import { openBrowser } from './launch.ts';

/** With TENDERBELL_SHOTS=directory every page is pictured there. */
const SHOTS = process.env['TENDERBELL_SHOTS'];

async function isWiderThanSeen(page: Page): Promise<boolean> {
  return await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

/** Milliseconds that somebody needs at least for the form. */
const READING = 5000;

let browser: Browser;
let context: BrowserContext;
let world: AccountWorld;
let server: RunningServer;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const port = await freePort();
  world = await openAccountWorld({ publicUrl: `http://127.0.0.1:${port}`, proxies: 0 });
  await world.seed();
  for (let n = 1; n <= 3; n += 1)
    world.publish({
      noticeId: `00010${n}-2026`,
      ocid: `ocds-h6vhtk-v${n}`,
      title: `Penetration testing of portal ${n * n * 11}`,
    });
  await world.collect('find-a-tender');
  const started = await startServer({ host: '127.0.0.1', port, web: world.web, slackListener: undefined });
  if ('refused' in started) throw new Error(started.refused);
  server = started;
  context = await browser.newContext({ viewport: { width: 900, height: 1000 }, javaScriptEnabled: true });
  page = await context.newPage();
  page.on('console', (said) => complaints.push(said.text()));
}, 180_000);

afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

let shot = 0;
/** That a page reads well for everybody, light and dark, wide and narrow. */
async function readsWell(name: string): Promise<void> {
  shot += 1;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOn(page), `${name}, ${colorScheme}`).toEqual([]);
    await picture(`${name}-${colorScheme}`);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await isWiderThanSeen(page), `${name} at 320 px`).toBe(false);
  await picture(`${name}-320`);
  await page.setViewportSize({ width: 900, height: 1000 });
  await page.emulateMedia({ colorScheme: 'light' });
}

async function picture(name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  const path = join(SHOTS, `${String(shot).padStart(2, '0')}-${name}.png`);
  await page.screenshot({ path, fullPage: true });
}

async function press(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.waitForLoadState();
}

const heading = async (): Promise<string | null> =>
  await page.getByRole('heading', { level: 1 }).textContent();

/** A link of the latest mail, as it stands in it. */
async function linkOf(which: 'button' | 'unsubscribe' | 'manage'): Promise<string> {
  const [mail] = await world.mails();
  if (mail === undefined) throw new Error('no mail came');
  return `${server.url}${mail[which]}`;
}

describe('somebody who joins and leaves by the pages', () => {
  it('asks, sees what it brings, confirms, unsubscribes, takes it back, and changes what comes', async () => {
    await page.goto(server.url);
    await readsWell('front');
    await page.getByRole('link', { name: 'Get tender alerts by e-mail' }).click();
    expect(await heading()).toBe('Get tender alerts by e-mail');
    await readsWell('join');

    await page.getByLabel('What do you look for?').fill('penetration regoin:wales');
    await page.getByLabel('Your e-mail address').fill('ann@firm.example');
    await press('Send me a confirmation mail');
    expect(await page.getByRole('alert').textContent()).toContain('was not understood');
    await readsWell('misunderstood');
    await page.getByRole('alert').getByRole('link').click();
    expect(await page.evaluate('document.activeElement.id')).toBe('query');

    await page.getByLabel('What do you look for?').fill('penetration');
    await page.getByRole('radio', { name: /At once/ }).check();
    await press('Show me what that brings');
    expect(await page.getByRole('region', { name: 'What that brings' }).textContent()).toContain('portal 11');
    expect(await page.getByLabel('Your e-mail address').inputValue()).toBe('ann@firm.example');
    await readsWell('preview');
    world.clock.advance(READING);
    await press('Send me a confirmation mail');
    expect(await heading()).toBe('Look into your mailbox');
    await readsWell('asked');

    const confirm = await linkOf('button');
    await page.goto(confirm);
    expect(await heading()).toBe('Do you want these alerts?');
    await readsWell('confirm');
    await press('Yes, send me these');
    expect(await heading()).toBe('Your alerts have begun');
    await readsWell('confirmed');
    await page.goto(confirm);
    expect(await heading()).toBe('This link does nothing any more');
    await readsWell('dead-link');

    world.publish({
      noticeId: '000202-2026',
      ocid: 'ocds-h6vhtk-202',
      title: 'Penetration testing of the bridge',
    });
    await world.collect('find-a-tender');
    const [mail] = await world.mails();
    await page.goto(`${server.url}${mail?.unsubscribe}`);
    expect(await heading()).toBe('Stop these alerts?');
    await readsWell('unsubscribe');
    await press('Unsubscribe');
    expect(await heading()).toBe('You are unsubscribed');
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['ended']);
    await readsWell('goodbye');
    await press('Get this again');
    expect(await heading()).toBe('You get them again');
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['active']);
    await readsWell('undone');

    await page.goto(`${server.url}${mail?.manage}`);
    expect(await heading()).toBe('What you are sent');
    await readsWell('manage');
    await page.getByRole('link', { name: /^Change/ }).click();
    await page.getByLabel('Days you need before a deadline').fill('10');
    await page.getByRole('radio', { name: 'Once a week' }).check();
    await readsWell('edit');
    await press('Save');
    expect(await page.getByRole('status').textContent()).toBe('It is changed.');
    await page.getByLabel('Pause until').fill('2026-12-24');
    await press(/^Pause/);
    expect(await page.getByText('Paused until Thu 24 Dec 2026').count()).toBe(1);
    await press('Make a new address');
    await readsWell('managed');
    expect((await world.store.subscriptions.list())[0]).toMatchObject({
      cadence: 'weekly',
      minDaysLeft: 10,
      state: 'paused',
    });

    await page.goto(`${server.url}/help`);
    await readsWell('help');
    expect(complaints.filter((said) => /refused|blocked|violates/i.test(said))).toEqual([]);
  }, 120_000);

  it('can do all that without any script, by the keyboard alone', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const form = await plain.newPage();
    await form.goto(`${server.url}/join`);
    await form.keyboard.press('Tab');
    expect(await form.locator(':focus').textContent()).toContain('Skip');
    await form.getByLabel('What do you look for?').focus();
    await form.keyboard.type('"penetration testing"');
    await form.keyboard.press('Enter');
    await form.waitForURL(/\/join$/);
    await expect.poll(() => form.getByRole('region', { name: 'What that brings' }).count()).toBe(1);
    await form.getByLabel('What do you look for?').focus();
    const order: (string | null)[] = [];
    for (let n = 0; n < 12; n += 1) {
      await form.keyboard.press('Tab');
      order.push(await form.locator(':focus').getAttribute('name'));
      if (order.at(-1) === 'email') break;
    }
    expect(order.filter((name) => name !== null && name !== 'wanted')).toEqual(['do', 'cadence', 'email']);
    await form.keyboard.type('bob@firm.example');
    world.clock.advance(READING);
    await form.keyboard.press('Enter');
    await form.waitForURL(/\/join$/);
    await expect
      .poll(() => form.getByRole('heading', { level: 1 }).textContent())
      .toBe('Look into your mailbox');

    await form.goto(await linkOf('button'));
    await form.getByRole('button', { name: 'Yes, send me these' }).focus();
    await form.keyboard.press('Enter');

    await expect
      .poll(() => form.getByRole('heading', { level: 1 }).textContent())
      .toBe('Your alerts have begun');
    await plain.close();
  });
});
