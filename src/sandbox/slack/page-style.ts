/** One sheet for all pages of the pretend Slack; narrow screens have the list above the messages. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8885; --soft: #8881; --go: #007a5a; --stop: #c01343; --ping: #fdf2d5; --ink: #4a154b; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
.frame { display: grid; grid-template: auto 1fr / 15rem minmax(0, 1fr); min-height: 100vh; }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; padding: .5rem 1rem; background: var(--ink); color: #fff; }
nav { padding: .5rem 1rem; border-right: 1px solid var(--line); background: var(--soft); }
nav h2 { font-size: .8rem; margin: .8rem 0 .2rem; text-transform: uppercase; letter-spacing: .04em; }
nav ul, .menu ul { list-style: none; margin: 0; padding: 0; }
nav li { padding: .15rem 0; } nav form { display: inline; }
nav [aria-current], nav .here { font-weight: 700; }
main { padding: .5rem 1rem 2rem; max-width: 52rem; width: 100%; }
h1 { font-size: 1.25rem; margin: .4rem 0; } main h2 { font-size: 1.1rem; margin: 1rem 0 .3rem; } h3 { font-size: 1.05rem; margin: .4rem 0; }
p { margin: .3rem 0; } hr { border: 0; border-top: 1px solid var(--line); }
small, .quiet, .context { color: GrayText; } .context, small { font-size: .85rem; }
@media (prefers-color-scheme: light) { small, .quiet, .context { color: #555; } header small { color: inherit; } }
a { color: #1264a3; } @media (prefers-color-scheme: dark) { a { color: #6ab7ff; } }
.message { padding: .5rem .6rem; margin: .3rem 0; border-radius: .4rem; }
.message:hover { background: var(--soft); }
.private { background: var(--soft); border: 1px dashed var(--line); }
.alone { font-size: .85rem; font-style: italic; }
.by { display: flex; gap: .5rem; align-items: baseline; flex-wrap: wrap; }
.app { font-size: .65rem; border: 1px solid var(--line); border-radius: .2rem; padding: 0 .2rem; }
.thread { margin-left: 1.2rem; padding-left: .6rem; border-left: 2px solid var(--line); }
.thread .count { font-size: .85rem; font-weight: 700; }
.unfurl { border-left: 4px solid var(--line); padding-left: .7rem; margin: .4rem 0; }
.section { display: flex; gap: .8rem; justify-content: space-between; align-items: flex-start; margin: .4rem 0; }
.section .words { min-width: 0; flex: 1; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: .3rem 1rem; margin-top: .3rem; }
.actions { display: flex; flex-wrap: wrap; gap: .4rem; margin: .4rem 0; align-items: flex-start; } .actions.end { justify-content: flex-end; }
.context { display: flex; flex-wrap: wrap; gap: .2rem .6rem; margin: .3rem 0; }
button, .button, select, input[type=text], input[type=date], input[type=time], input[type=number], input[type=email], input[type=url], textarea { font: inherit; padding: .25rem .6rem; border: 1px solid #888; border-radius: .3rem; background: Field; color: FieldText; max-width: 100%; }
button, summary.button { cursor: pointer; } a.button { text-decoration: none; display: inline-block; }
.primary { background: var(--go); border-color: var(--go); color: #fff; } .danger { border-color: var(--stop); color: var(--stop); }
@media (prefers-color-scheme: dark) { .danger { border-color: #ff7d9c; color: #ff7d9c; } }
button:focus-visible, a:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible { outline: 3px solid #1264a3; outline-offset: 1px; }
.linklike { border: 0; background: none; padding: 0; color: #1264a3; text-decoration: underline; } @media (prefers-color-scheme: dark) { .linklike { color: #6ab7ff; } }
summary { cursor: pointer; list-style: none; width: fit-content; } summary::-webkit-details-marker { display: none; }
.answer > summary { font-size: .85rem; text-decoration: underline; }
.menu { position: relative; } .menu[open] > ul, .menu[open] > form { position: absolute; right: 0; z-index: 2; min-width: 11rem; padding: .3rem; background: Canvas; border: 1px solid var(--line); border-radius: .4rem; box-shadow: 0 2px 10px #0004; }
.by .menu { margin-left: auto; } .menu button, .menu a.button { width: 100%; text-align: left; border: 0; }
.confirm[open] > div { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem; margin: .3rem 0; max-width: 22rem; background: Canvas; }
.pair { display: inline-flex; flex-wrap: wrap; gap: .3rem; align-items: center; max-width: 100%; }
.compose, .switch { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: .4rem 0; }
.compose label { min-width: 5.5rem; } .compose input { flex: 1; min-width: 8rem; } .switch { margin: 0; }
.write { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: .4rem; }
.notice { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; background: var(--soft); }
mark { background: var(--ping); color: #1d1c1d; border-radius: .2rem; padding: 0 .15rem; font-weight: 700; }
q { display: block; quotes: none; border-left: 4px solid var(--line); padding-left: .6rem; }
pre, code { background: var(--soft); border-radius: .2rem; } pre { white-space: pre-wrap; padding: .4rem; }
.backdrop { position: fixed; inset: 0; background: #0008; overflow-y: auto; padding: 2rem .5rem; z-index: 3; }
.modal { background: Canvas; color: CanvasText; max-width: 32rem; margin: 0 auto; border-radius: .5rem; padding: .8rem 1rem; }
.modal h2 { margin: 0 0 .5rem; font-size: 1.15rem; } .modal .inside { border-block: 1px solid var(--line); padding: .4rem 0; }
.input { margin: .7rem 0; display: grid; gap: .2rem; justify-items: start; } .input label:not(.choice), .input .label { font-weight: 700; }
.input > input, .input > textarea, .input > select { width: 100%; } .choice { display: block; }
.error { color: var(--stop); font-weight: 700; } @media (prefers-color-scheme: dark) { .error { color: #ff7d9c; } }
.unseen { position: absolute; left: -200vw; } table { border-collapse: collapse; } th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
@media (max-width: 640px) { .frame { display: block; } nav { border-right: 0; border-bottom: 1px solid var(--line); } nav ul { display: flex; flex-wrap: wrap; gap: .1rem .9rem; } .section { flex-wrap: wrap; } .fields { grid-template-columns: 1fr; } table, tbody, tr, td, th { display: block; } .thread { margin-left: .2rem; } }
`;
