import { describe, expect, it } from 'vitest';
import { DARK, LIGHT } from './look.ts';
import { MAIL_STYLE } from './mail-style.ts';
import { WEB_STYLE } from './web-style.ts';

/** Relative luminance (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s colours', (_name, of) => {
  it('are read on every ground they stand on', () => {
    const [changeGround] = of.change;
    const pairs = [
      ...[of.ground, of.surface, changeGround].flatMap((ground) =>
        [of.text, of.muted, of.link].map((text) => [ground, text] as const),
      ),
      ...Object.values(of.badges),
      [of.button, of.buttonText] as const,
    ];
    for (const [ground, text] of pairs)
      expect([ground, text, contrast(ground, text) >= 4.5]).toEqual([ground, text, true]);
  });

  it('set apart what is pressed or filled in', () => {
    for (const ground of [of.ground, of.surface]) {
      expect(contrast(ground, of.edge)).toBeGreaterThanOrEqual(3);
      expect(contrast(ground, of.button)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the stylesheets', () => {
  it.each([
    ['mail', MAIL_STYLE],
    ['web', WEB_STYLE],
  ])('of %s have both colours of everything, and whole rules', (_name, sheet) => {
    for (const { ground, surface, button } of [LIGHT, DARK])
      for (const colour of [ground, surface, button]) expect(sheet).toContain(colour);
    expect(sheet).toContain('@media (prefers-color-scheme:dark)');
    expect(sheet.split('{')).toHaveLength(sheet.split('}').length);
    expect(sheet).not.toMatch(/undefined|\[object|<|url\(|@import/);
  });

  it('of a mail stays below what Gmail drops', () => {
    expect(Buffer.byteLength(MAIL_STYLE)).toBeLessThan(8_192);
  });
});
