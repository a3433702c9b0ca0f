import { DARK, FONT, ITEM_LAYOUT, LIGHT, itemColours, type Palette } from './look.ts';

/**
 * The mail's look. One column of at most 600 px in tables, because Outlook lays out with Word's engine. The sheet stays small:
 * Gmail drops one above 8 kB.
 */
export const MAIL_STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;-webkit-text-size-adjust:100%}
table{border-collapse:separate;border-spacing:0}
.column{width:100%;max-width:600px}
td,th{font-family:${FONT};font-size:15px;line-height:1.45;text-align:left;overflow-wrap:anywhere;word-break:break-word}
h1{margin:0 0 6px;font-size:21px;line-height:1.25}
h2{margin:0;font-size:16px;line-height:1.3}
p{margin:0 0 4px}
a{text-decoration:underline}
.head{padding:20px 16px 8px}
.section{padding:16px 16px 6px}
.gap{padding:0 8px 10px}
.card{width:100%;border:1px solid;border-radius:6px}
.card>tbody>tr>td{padding:14px 14px 12px;border-radius:6px}${ITEM_LAYOUT}
.press{margin:14px 0 6px}
.press td{border-radius:6px;padding:12px 22px}
.press a{font-size:16px;font-weight:600;text-decoration:none}
code{font-family:ui-monospace,Consolas,monospace;font-size:14px}
.foot{padding:16px 16px 28px}
.foot p{font-size:13px}
.pre{display:none;max-height:0;overflow:hidden;opacity:0}
${colours(LIGHT, '')}
@media (prefers-color-scheme:dark){
${colours(DARK, '!important')}
}`;

/** `force` where a mail program may have painted over the colours. */
function colours(of: Palette, force: '' | '!important'): string {
  return `body,.page{background:${of.ground}${force}}
body,td,h1,h2{color:${of.text}${force}}${itemColours(of, force)}
.card{border-color:${of.line}${force}}
.card,.card>tbody>tr>td{background:${of.surface}${force}}
.press td{background:${of.button}${force}}
.press a{color:${of.buttonText}${force}}
.foot p{color:${of.muted}${force}}`;
}
