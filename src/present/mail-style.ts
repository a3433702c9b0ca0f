/**
 * The mail's look. Colours keep at least 4.5:1 against their ground, light and dark (WCAG 2.2 §1.4.3). One column of at
 * most 600 px in tables, because Outlook lays out with Word's engine. The sheet stays small: Gmail drops one above 8 kB.
 */
export const MAIL_STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;background:#f2f4f6;color:#1d2329;-webkit-text-size-adjust:100%}
table{border-collapse:separate;border-spacing:0}
.page{background:#f2f4f6}
.column{width:100%;max-width:600px}
td{font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:15px;line-height:1.45;color:#1d2329;text-align:left;overflow-wrap:anywhere;word-break:break-word}
h1{margin:0 0 4px;font-size:21px;line-height:1.25}
h2{margin:0;font-size:16px;line-height:1.3}
h3{margin:6px 0 2px;font-size:17px;line-height:1.3;font-weight:600}
p{margin:0 0 4px}
a{color:#0b4f8a;text-decoration:underline}
.head{padding:20px 16px 8px}
.section{padding:16px 16px 6px}
.gap{padding:0 8px 10px}
.card{width:100%;background:#ffffff;border:1px solid #d5dae0;border-radius:6px}
.card>tbody>tr>td{padding:14px 14px 12px;background:#ffffff;border-radius:6px}
.badge{display:inline-block;padding:1px 8px;border-radius:10px;font-size:13px;font-weight:600;background:#d9ebff;color:#083f70}
.changed{background:#fdebc8;color:#5f3b00}
.cancelled{background:#fbdcdc;color:#7d1616}
.awarded{background:#dcefe0;color:#14501f}
.offered{background:#e6e3f6;color:#3b2c7a}
.muted{color:#525c66;font-size:13px}
.summary{margin:6px 0;font-size:14px}
.facts{width:100%;margin:6px 0 4px}
.facts td{padding:1px 0;font-size:14px;vertical-align:top}
.facts .label{width:84px;color:#525c66}
table.changes{background:#fff8e8;border-left:3px solid #d39a2b}
table.changes td{padding:3px 8px}
.was{color:#525c66;text-decoration:line-through}
.row{width:100%;background:#ffffff;border-bottom:1px solid #d5dae0}
.row td{padding:7px 10px;font-size:14px;background:#ffffff}
.foot{padding:16px 16px 28px}
.foot td,.foot p{font-size:13px;color:#525c66}
.pre{display:none;max-height:0;overflow:hidden;opacity:0}
@media (prefers-color-scheme:dark){
body,.page{background:#12161a!important}
td{color:#e6e9ec!important}
a{color:#8fc7ff!important}
.card,.card>tbody>tr>td,.row,.row td{background:#1c2228!important;border-color:#3a434c!important}
.badge{background:#123a5e!important;color:#cfe6ff!important}
.changed{background:#4d3505!important;color:#ffe2ab!important}
.cancelled{background:#5a1a1a!important;color:#ffd5d5!important}
.awarded{background:#17421f!important;color:#cdf0d4!important}
.offered{background:#352b66!important;color:#e2dcff!important}
table.changes{background:#2e2817!important;border-color:#b98a2e!important}
.muted,.facts .label,.was,.foot td,.foot p{color:#b3bcc5!important}
}`;
