import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './launch.ts';

/** With TENDERBELL_PICTURE=1 the README's picture is taken anew. */
const PICTURE =
  process.env['TENDERBELL_PICTURE'] === undefined ? undefined : resolve('docs/images/digest.png');

describe('the sandbox, as a person sees it', () => {
  let child: ChildProcess;
  let browser: Browser;
  let story = '';

  const url = (name: string): string =>
    new RegExp(`${name}\\s+(http://\\S+)`).exec(story)?.[1] ?? `no ${name} in the story`;

  beforeAll(async () => {
    child = spawn(process.execPath, [resolve('dist/main.js'), 'sandbox'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise<void>((done, fail) => {
      child.once('exit', (code) => fail(new Error(`the sandbox ended with ${code}: ${story}`)));
      child.stdout?.on('data', (chunk: Buffer) => {
        story += chunk.toString();
        if (story.includes('The bot goes on')) done();
      });
    });
    browser = await openBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  });

  it('shows the weekly digest in the mailbox', async () => {
    const page = await browser.newPage({ viewport: { width: 900, height: 1100 } });
    await page.goto(url('mailbox'));
    await page
      .getByRole('link', { name: /weekly digest/ })
      .first()
      .click();

    const mail = page.frameLocator('iframe');

    await expect.poll(() => mail.locator('body').textContent()).toMatch(/days left/);
    expect(await mail.locator('body').textContent()).toContain('Open Government Licence');
    if (PICTURE !== undefined) {
      mkdirSync(resolve('docs/images'), { recursive: true });
      const html = (await page.locator('iframe').getAttribute('srcdoc')) ?? '';
      const alone = await browser.newPage({ viewport: { width: 640, height: 1200 } });
      await alone.setContent(html);
      await alone.screenshot({ path: PICTURE });
    }
  });

  it('answers a slash command that is typed on the Slack page', async () => {
    const page = await browser.newPage();
    await page.goto(url('Slack'));
    await page.getByRole('textbox').first().fill('/tenders cyber security');
    await page.keyboard.press('Enter');

    await expect
      .poll(() => page.locator('body').textContent(), { timeout: 10_000 })
      .toMatch(/Open IT procurements that mention 'cyber'/);
  });

  it('ends in peace when it is asked to stop', async () => {
    const ended = new Promise<number | null>((done) => {
      child.removeAllListeners('exit');
      child.once('exit', done);
    });
    child.kill('SIGINT');

    expect(await ended).toBe(0);
  });
});
