import { WRITTEN } from './command-words.ts';

const DOES: Readonly<Record<string, string>> = {
  help: '– this',
  alerts: '– yours and those of this channel',
  save: '– makes an alert; `save` alone makes one of your last search',
  follow: '– tells you of every change to one tender',
  why: '– why a tender was told, or was not',
  mute: '– also `mute buyer NAME`; `mute` alone lists what is muted',
  digest: '– when digests come',
  pause: '– no alerts here until then',
  resume: '– on again',
  status: '– how fresh each portal is',
  feedback: '– to whoever runs this',
};

/** What `/tenders help` says, in Slack's mrkdwn. `command` comes with its slash. The whole language: docs/query-language.md. */
export function helpText(command: string): string {
  return [
    '*I find UK public IT tenders.* Type what you look for; only you see the answer.',
    '',
    `\`${command} penetration testing\` – both words must occur, in any of their forms`,
    `\`${command} "service desk" region:wales\` – a phrase, in one region or nationwide`,
    `\`${command} (SOC OR SIEM) -guarding\` – one or the other, and not guarding; capitals count`,
    `\`${command} wi-fi cabl*\` – hyphens or none, and every word that begins with cabl`,
    `\`${command} category:security,cloud value:50k..500k\` – in either category, worth about that much or not stated`,
    `\`${command} closing:>7d published:<2w sort:deadline\` – time left to bid, published lately, the soonest first`,
    `\`${command} framework:no sme:yes\` – not behind a framework, and says that it suits small firms`,
    `\`${command} buyer:"NHS Wales" stage:any\` – from a buyer, closed ones too`,
    `\`${command} category:networks ends:6m..18m stage:award,contract\` – contracts that end soon`,
    `\`${command} 012345-2026\` – a notice by its number or the address of its page`,
    '',
    'Other fields: `title:website`, `subcategory:lan-wifi`, `buyer-type:nhs,local`, `supplier:capita`, `cpv:72`, `portal:sell2wales`, `framework:g-cloud`, `procedure:open`, `threshold:below`, `vcse:yes`, `it:strict` or `it:broad`. A comma means “or”, a minus in front leaves out.',
    'Unless you name a stage, only what is open is shown (`stage:open`).',
    '',
    '*Commands*, typed as they stand here; what is written in another way is looked for:',
    ...Object.entries(WRITTEN).map(([word, written]) => `• \`${command} ${written}\` ${DOES[word] ?? ''}`),
  ].join('\n');
}
