import { DARK, FONT, ITEM_LAYOUT, LIGHT, itemColours, type Palette } from './look.ts';

/**
 * The pages' stylesheet: the same colours and cards as in the mails. One column; nothing needs a script. Classes: `page` (the
 * column), `card`, `button` (the thing to press) and with it `quiet` (the other thing) or `danger`, `notice`, `error`, `facts`,
 * `muted`, `badge`, `actions` (buttons in a row), `field` (a label with its input), `hint`, `choice` (a label with its box),
 * `aside` (what no person sees).
 */
export const WEB_STYLE = `
:root{color-scheme:light dark}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;font-family:${FONT};font-size:16px;line-height:1.5;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
.page{max-width:640px;margin:0 auto;padding:20px 16px 40px}
.skip,.aside{position:absolute;left:-999px}
.skip:focus{position:static}
header,footer{font-size:14px}
footer{margin-top:32px;padding-top:12px;border-top:1px solid}
h1{margin:8px 0 12px;font-size:26px;line-height:1.25}
h2{margin:28px 0 8px;font-size:19px;line-height:1.3}
p,ul,ol{margin:0 0 12px}
li{margin:0 0 4px}
a{text-decoration:underline}
.card{margin:0 0 12px;padding:14px;border:1px solid;border-radius:6px}
.card p{margin:0 0 4px}
.notice,.error{margin:0 0 16px;padding:12px 14px;border-left:4px solid;border-radius:4px}
.error{font-weight:600}
fieldset{margin:0 0 18px;padding:12px 14px 14px;border:1px solid;border-radius:6px;min-width:0}
legend{padding:0 4px;font-weight:600}
.field{margin:0 0 14px}
label{font-weight:600}
.field>label{display:block;margin:0 0 4px}
.choice{display:block;margin:0 0 8px;font-weight:400;line-height:24px}
.choice input{width:20px;height:20px;margin:0 8px 0 0;vertical-align:-4px}
.hint{display:block;font-size:14px;font-weight:400}
input:where(:not([type=checkbox],[type=radio],[type=hidden])),select,textarea{width:100%;min-height:44px;padding:8px 10px;border:1px solid;border-radius:5px;font:inherit}
select{width:auto;max-width:100%}
.actions{display:flex;flex-wrap:wrap;gap:10px;margin:0 0 16px}
.button{display:inline-block;min-height:44px;padding:9px 18px;border:1px solid;border-radius:6px;font:inherit;font-weight:600;line-height:24px;text-decoration:none;text-align:center;cursor:pointer}
:focus-visible{outline:3px solid;outline-offset:2px}
table.list{width:100%;border-collapse:collapse}
.list th,.list td{padding:6px 8px 6px 0;border-bottom:1px solid;text-align:left;vertical-align:top}
code,pre{font-family:ui-monospace,Consolas,monospace;font-size:14px}
pre{white-space:pre-wrap}${ITEM_LAYOUT}
${colours(LIGHT)}
@media (prefers-color-scheme:dark){${colours(DARK)}
}`;

function colours(of: Palette): string {
  const [noticeGround, noticeText] = of.badges.new;
  const [errorGround, errorText] = of.badges.cancelled;
  return `${itemColours(of)}
body{background:${of.ground};color:${of.text}}
footer,fieldset,.card,.list th,.list td{border-color:${of.line}}
footer,.hint{color:${of.muted}}
.card,fieldset{background:${of.surface}}
.notice{background:${noticeGround};color:${noticeText};border-color:${noticeText}}
.error{background:${errorGround};color:${errorText};border-color:${errorText}}
.notice a,.error a{color:inherit}
input,select,textarea{background:${of.surface};color:${of.text};border-color:${of.edge}}
.button{background:${of.button};color:${of.buttonText};border-color:${of.button}}
.button.quiet{background:transparent;color:${of.link};border-color:${of.edge}}
.button.danger{background:${errorGround};color:${errorText};border-color:${errorText}}
:focus-visible{outline-color:${of.link}}`;
}
