import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMail } from '../../src/present/mail.tsx';
import { openBrowser } from '../browser/launch.ts';
import { FOOTER, exhibits } from './messages.ts';

/** `npm run mails`: every message as files to look at. Nothing in the repository depends on them. */
const FOLDER = resolve(process.env['TENDERBELL_GALLERY'] ?? 'data/gallery');

const LOOKS = [
  { look: 'light', colorScheme: 'light', width: 720 },
  { look: 'dark', colorScheme: 'dark', width: 720 },
  { look: '320', colorScheme: 'light', width: 320 },
  { look: '320-dark', colorScheme: 'dark', width: 320 },
] as const;
type Look = (typeof LOOKS)[number];

/** A long mail takes several pictures, because the browser makes none that is very tall; and no more than these. */
const TALLEST = 1_600;
const MOST_PICTURES = 6;

const EXHIBITS = await exhibits();

let browser: Browser;
const rows: string[] = [];
beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  writeFileSync(join(FOLDER, 'index.html'), indexHtml());
  process.stdout.write(`The gallery is in ${join(FOLDER, 'index.html')}\n`);
});

describe('the gallery of mails', () => {
  it.each(EXHIBITS)('$name', async ({ name, message }) => {
    const { subject, html, text } = renderMail(message, FOOTER);
    writeFileSync(join(FOLDER, `${name}.html`), html);
    writeFileSync(join(FOLDER, `${name}.txt`), `Subject: ${subject}\n\n${text}`);
    const pictures: string[] = [];
    for (const look of LOOKS) pictures.push(...(await surely(() => picturesOf(name, html, look))));
    rows.push(rowHtml(name, pictures));
    expect(pictures.length).toBeGreaterThanOrEqual(LOOKS.length);
  });
});

/** Without a graphics card the browser now and then has no picture to give; a new one has. */
async function surely<T>(take: () => Promise<T>): Promise<T> {
  try {
    return await take();
  } catch {
    await browser.close();
    browser = await openBrowser();
    return take();
  }
}

/** The names of the files. */
async function picturesOf(name: string, html: string, { look, colorScheme, width }: Look): Promise<string[]> {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 400 } });
  await page.setContent(html);
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.min(whole, TALLEST) });
  const count = Math.min(Math.ceil(whole / TALLEST), MOST_PICTURES);
  const files = Array.from(
    { length: count },
    (_, place) => `${name}-${look}${place === 0 ? '' : `-${place + 1}`}.png`,
  );
  for (const [place, file] of files.entries()) {
    await page.evaluate(`scrollTo(0, ${place * TALLEST})`);
    await page.screenshot({ path: join(FOLDER, file) });
  }
  await page.close();
  return files;
}

function rowHtml(name: string, pictures: readonly string[]): string {
  const links = pictures.map(
    (file) => `<a href="${file}">${file.slice(name.length + 1, -'.png'.length)}</a>`,
  );
  return `<tr><th scope="row"><a href="${name}.html">${name}</a></th><td><a href="${name}.txt">text</a> ${links.join(' ')}</td></tr>`;
}

function indexHtml(): string {
  return `<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>Mails</title><h1>Mails</h1><table>${rows.join('\n')}</table></html>\n`;
}
