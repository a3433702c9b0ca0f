/**
 * The one look of mail and web. Colours keep at least 4.5:1 against their ground, light and dark (WCAG 2.2, success criterion
 * 1.4.3), and 3:1 where they are the edge of something to press or fill in (1.4.11).
 */
export interface Palette {
  readonly ground: string;
  /** Cards, and what is filled in. */
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  /** Between things. */
  readonly line: string;
  /** Round what is pressed or filled in. */
  readonly edge: string;
  readonly link: string;
  readonly button: string;
  readonly buttonText: string;
  /** Pairs of ground and text. */
  readonly badges: Readonly<Record<'new' | 'changed' | 'cancelled' | 'awarded' | 'offered' | 'tag', Pair>>;
  /** The ground and the bar of was → now. */
  readonly change: Pair;
}
type Pair = readonly [ground: string, text: string];

export const LIGHT: Palette = {
  ground: '#f2f4f6',
  surface: '#ffffff',
  text: '#1d2329',
  muted: '#525c66',
  line: '#d5dae0',
  edge: '#6b7680',
  link: '#0b4f8a',
  button: '#0b4f8a',
  buttonText: '#ffffff',
  badges: {
    new: ['#d9ebff', '#083f70'],
    changed: ['#fdebc8', '#5f3b00'],
    cancelled: ['#fbdcdc', '#7d1616'],
    awarded: ['#dcefe0', '#14501f'],
    offered: ['#e6e3f6', '#3b2c7a'],
    tag: ['#e9edf1', '#3d464f'],
  },
  change: ['#fff8e8', '#d39a2b'],
};

export const DARK: Palette = {
  ground: '#12161a',
  surface: '#1c2228',
  text: '#e6e9ec',
  muted: '#b3bcc5',
  line: '#3a434c',
  edge: '#8b96a1',
  link: '#8fc7ff',
  button: '#8fc7ff',
  buttonText: '#0c1a26',
  badges: {
    new: ['#123a5e', '#cfe6ff'],
    changed: ['#4d3505', '#ffe2ab'],
    cancelled: ['#5a1a1a', '#ffd5d5'],
    awarded: ['#17421f', '#cdf0d4'],
    offered: ['#352b66', '#e2dcff'],
    tag: ['#2b333b', '#d3dae1'],
  },
  change: ['#2e2817', '#b98a2e'],
};

export const FONT = '-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';

/** How the inside of an item's card is laid out, wherever it stands. */
export const ITEM_LAYOUT = `
.title{margin:6px 0 2px;font-size:17px;line-height:1.3;font-weight:600}
.badge{display:inline-block;padding:1px 8px;border-radius:10px;font-size:13px;font-weight:600}
.muted{font-size:13px}
.summary{margin:6px 0;font-size:14px}
.facts{width:100%;margin:6px 0 4px;border-collapse:separate;border-spacing:0}
.facts th,.facts td{padding:1px 0;font-size:14px;line-height:1.45;vertical-align:top;text-align:left}
.facts th{width:88px;padding-right:8px;font-weight:400}
.changes{border-left:3px solid}
.changes th,.changes td{padding:3px 8px}
.was{text-decoration:line-through}
.barred{margin:6px 0;padding:5px 9px;border-left:3px solid;font-size:14px;font-weight:600}
.acts{margin:8px 0 0}
.acts a{display:inline-block;margin:4px 4px 0 0;padding:4px 9px;border:1px solid;border-radius:5px;font-size:13px;line-height:18px;text-decoration:none}`;

/** The colours of the same. `force` is `!important` where a mail program may have painted over them. */
export function itemColours(of: Palette, force = ''): string {
  const badges = Object.entries(of.badges).map(
    ([name, [ground, text]]) => `.badge.${name}{background:${ground}${force};color:${text}${force}}`,
  );
  const [changeGround, changeBar] = of.change;
  const [barredGround, barredText] = of.badges.cancelled;
  return `
a{color:${of.link}${force}}
.badge{background:${of.badges.new[0]}${force};color:${of.badges.new[1]}${force}}
${badges.join('\n')}
.muted,.facts th,.was{color:${of.muted}${force}}
.changes{background:${changeGround}${force};border-color:${changeBar}${force}}
.barred{background:${barredGround}${force};color:${barredText}${force};border-color:${barredText}${force}}
.acts a{border-color:${of.edge}${force}}`;
}
