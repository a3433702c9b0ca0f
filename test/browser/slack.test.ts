import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandboxWorld, type SandboxWorld } from '../sandbox-world.ts';
import { violationsOn } from './axe.ts';
import { openBrowser } from './launch.ts';

/** With TENDERBELL_SHOTS=directory every page is pictured there. */
const SHOTS = process.env['TENDERBELL_SHOTS'];
/** What needs scripts would fail here: the page has none, and the browser runs none but axe's. */
const SIZE = { width: 1000, height: 1000 };

let browser: Browser;
let world: SandboxWorld;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  world = await openSandboxWorld();
  const context = await browser.newContext({ viewport: SIZE, javaScriptEnabled: false });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on('console', (said) => complaints.push(said.text()));
}, 180_000);

afterAll(async () => {
  await browser.close();
  await world.close();
});

let shot = 0;
async function picture(name: string): Promise<void> {
  if (SHOTS === undefined) return;
  shot += 1;
  mkdirSync(SHOTS, { recursive: true });
  const path = join(SHOTS, `slack-${String(shot).padStart(2, '0')}-${name}.png`);
  await page.screenshot({ path, fullPage: true });
}

/** The same page in a browser with scripts, for axe has to run in it: what stands in it shuts nobody out. */
async function readsWell(name: string): Promise<void> {
  await picture(name);
  const scripted = await browser.newContext({ viewport: SIZE });
  const copy = await scripted.newPage();
  for (const width of [SIZE.width, 400]) {
    await copy.setViewportSize({ width, height: SIZE.height });
    await copy.setContent(await page.content());
    expect(await violationsOn(copy), `${name} at ${width} px`).toEqual([]);
  }
  await scripted.close();
}

const messages = (): Locator => page.getByRole('article');
const last = (): Locator => messages().last();
const dialog = (): Locator => page.getByRole('dialog');
const wordsOf = async (where: Locator): Promise<string> => (await where.innerText()).replaceAll(/\s+/g, ' ');

async function type(command: string): Promise<void> {
  await page.getByLabel('Command').fill(command);
  await page.getByRole('button', { name: 'Run' }).click();
}

/** The page shows what came meanwhile when it is asked for again. */
async function until(where: () => Locator, words: RegExp): Promise<void> {
  await expect
    .poll(
      async () => {
        const found = await where().allInnerTexts();
        if (found.some((text) => words.test(text))) return true;
        await page.reload();
        return false;
      },
      { timeout: 10_000, interval: 200 },
    )
    .toBe(true);
}

async function menu(where: Locator, entry: string | RegExp): Promise<void> {
  await where.locator('summary[aria-label="More actions"]').first().click();
  await where.getByRole('button', { name: entry }).first().click();
}

/** The titles in an answer to a search, in order. */
async function titles(): Promise<readonly string[]> {
  return await last().locator('.words a').allInnerTexts();
}

describe('somebody who sits at the pretend workspace, without a script', () => {
  it('searches, turns the page and back, and changes the order', async () => {
    await page.goto(world.sandbox.urls.slack);
    await type('/tenders security OR software OR data OR cloud');
    expect(await wordsOf(last())).toMatch(/Only visible to you.*1–5 of \d+ procurements, newest first/);
    await readsWell('search');
    const first = await titles();
    expect(first).toHaveLength(5);

    await last().getByRole('button', { name: 'Next' }).click();
    expect(await wordsOf(last())).toMatch(/6–10 of \d+/);
    const second = await titles();
    expect(second.filter((one) => first.includes(one))).toEqual([]);
    await last().getByRole('button', { name: 'Previous' }).click();
    expect(await titles()).toEqual(first);

    await last().getByRole('combobox').selectOption('Soonest deadline first');
    await last().getByRole('button', { name: 'Choose' }).click();
    expect(await wordsOf(last())).toContain('soonest deadline first');
    expect(await titles()).not.toEqual(first);
    await picture('another-order');
    // All of it is one message that changed in place.
    expect(await messages().count()).toBe(1);
  });

  it('saves a search for the channel, having seen what it means and would bring', async () => {
    await type('/tenders category:securty');
    expect(await wordsOf(last())).toContain('»securty«');
    await last().getByRole('button', { name: 'Search category:security' }).click();
    await last().getByRole('button', { name: 'Save…' }).click();
    expect(await wordsOf(dialog())).toContain('Looks for: IT procurements that are in the category security');

    const query = dialog().getByLabel('What to look for');
    await query.fill('category:securty');
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => await wordsOf(dialog())).toContain('did you mean');
    expect(await query.getAttribute('aria-invalid')).toBe('true');
    await readsWell('save-mistake');

    await query.fill('category:security,cloud');
    await query.press('Enter');
    await until(dialog, /category security or cloud.*would have come as new.*The latest:/s);
    await query.fill('category:security');
    await dialog().getByRole('button', { name: 'Use' }).first().click();
    await until(dialog, /category security\s.*would have come as new.*The latest:/s);
    await dialog().getByLabel('Here, in').check();
    await readsWell('save-form');

    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await until(dialog, /Saved/);
    expect(await wordsOf(dialog())).toContain('It is posted in #tenders.');
    await readsWell('saved');
    await dialog().getByRole('button', { name: 'Close' }).click();
    expect(await wordsOf(last())).toMatch(
      /Tender alert set up by @sam.*category security.*Edit Pause Delete/,
    );
  });

  it('sees a new tender told once, and the deadline that moves as a reply, its first message amended', async () => {
    const { amended } = world.sandbox.world.story;
    await world.happens((at) => world.sandbox.world.fresh(at));
    await world.send();
    await page.reload();
    const told = messages().filter({ hasText: amended.buyer }).filter({ hasText: amended.title });
    expect(await told.count()).toBe(1);
    const before = /\d+ \w+ 2026, [\d:]+ \(\d+ days left\)/.exec(await wordsOf(told))?.[0] ?? '';
    expect(before).not.toBe('');
    await readsWell('told');

    world.clock.advance(86_400_000);
    await world.happens((at) => world.sandbox.world.amendment(at));
    await world.send();
    await page.reload();
    expect(await told.count()).toBe(2);
    const [root, reply] = [told.first(), told.last()];
    expect(await reply.getAttribute('class')).toContain('reply');
    expect(await wordsOf(reply)).toMatch(/Changed: .*Deadline: .* → .*2026/);
    const now = /→ (?:by the end of )?\w+ (\d+ \w+ 2026)/.exec(await wordsOf(reply))?.[1] ?? '';
    expect(await wordsOf(root)).toContain('(edited)');
    expect(await wordsOf(root)).toMatch(new RegExp(`^.*Updated: .*${now}.*see the thread`));
    expect(await wordsOf(root)).not.toContain(before);
    await readsWell('moved');
  });

  it('opens details, and mutes the buyer for the channel', async () => {
    const { amended } = world.sandbox.world.story;
    const told = messages().filter({ hasText: amended.buyer }).first();
    await told.getByRole('button', { name: 'Details' }).click();
    expect(await wordsOf(dialog())).toMatch(/Buyer: .*Deadline later/s);
    await readsWell('details');
    await dialog().getByRole('button', { name: 'Close' }).click();

    await menu(told, 'Mute this buyer');
    expect(await wordsOf(last())).toContain(`${amended.buyer} is muted for everybody in #tenders`);
    await last().getByRole('button', { name: 'Undo' }).click();
    await until(messages, /Taken back: the buyer .* is no longer muted/);
    await picture('mute-undone');
    await menu(told, 'Mute this buyer');
    const muted = await world.store.subscriptions.subscriberAt({
      channel: 'slack',
      team: 'home',
      id: 'C01TENDERS',
    });
    expect(muted?.mutes).toHaveLength(1);
  });

  it('pastes a link that unfolds, and finds what is similar to it', async () => {
    const { noticeId, title } = world.sandbox.world.story.amended;
    await page
      .getByLabel('Message', { exact: true })
      .fill(`https://www.find-tender.service.gov.uk/Notice/${noticeId}`);
    await page.getByRole('button', { name: 'Send' }).last().click();
    const card = last().getByRole('complementary');
    expect(await wordsOf(card)).toContain(title);
    await readsWell('unfurled');

    await last().getByLabel('Shortcuts for this message').click();
    await last().getByRole('button', { name: 'Find similar tenders' }).click();
    await until(dialog, /Open tenders like/);
    const found = await dialog().locator('.words a').allInnerTexts();
    // The same thing from another buyer reads most like it; the one that was named is left out.
    expect(found[0]).toBe(title);
    expect(await wordsOf(dialog())).not.toContain(world.sandbox.world.story.amended.buyer);
    await readsWell('similar');
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  it('sees it all in the App Home, and deletes the alert: it is gone, comes back, and is gone', async () => {
    await page.getByRole('button', { name: 'tenderbell Home' }).click();
    const main = page.getByRole('main');
    expect(await wordsOf(main)).toMatch(
      /Alerts of #tenders.*category security.*Next deadlines.*The last seven days/,
    );
    await readsWell('home');
    await page.getByRole('link', { name: '#tenders' }).click();

    const [alert] = await world.store.subscriptions.active();
    const state = async () => (await world.store.subscriptions.byIds([alert?.id ?? 0]))[0]?.state;
    await type('/tenders alerts');
    expect(await wordsOf(last())).toMatch(
      /Alerts of this channel.*category security.*told \d+ in the last 30 days/,
    );
    await readsWell('alerts');
    await last().locator('summary', { hasText: 'Delete' }).click();
    await last().getByRole('button', { name: 'Delete' }).click();
    await until(messages, /Undo/);
    expect(await state()).toBe('ended');
    await picture('deleted');
    await messages().getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(state).toBe('active');
    await page.reload();
    await picture('revived');

    await type('/tenders alerts');
    await last().locator('summary', { hasText: 'Delete' }).click();
    await last().getByRole('button', { name: 'Delete' }).click();
    await expect.poll(state).toBe('ended');
    const before = world.sandbox.slack.posts().length;
    await world.happens((at) => world.sandbox.world.cancellation(at));
    expect(world.sandbox.slack.posts()).toHaveLength(before);
    await page.getByRole('button', { name: 'tenderbell Home' }).click();
    expect(await wordsOf(page.getByRole('main'))).not.toContain('Alerts of #tenders');
    expect(complaints).toEqual([]);
  });
});
