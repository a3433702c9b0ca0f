/** What `/tenders help` says, in Slack's mrkdwn. `command` comes with its slash. */
export function helpText(command: string): string {
  return [
    '*I find UK public IT tenders.* Type what you look for; only you see the answer.',
    '',
    `\`${command} penetration testing\` – both words must occur`,
    `\`${command} "service desk" region:wales\` – a phrase, in one region`,
    `\`${command} (SOC OR SIEM) -guarding\` – one or the other, and not guarding`,
    `\`${command} category:security,cloud value:50k..500k\` – in a category, worth about that much`,
    `\`${command} buyer:"NHS Wales" stage:any\` – from a buyer, closed ones too`,
    `\`${command} 012345-2026\` – a notice by its number`,
    '',
    'Other fields: `cpv:72`, `it:strict` or `it:broad`. Unless you name a stage, only what is open is shown (`stage:open`).',
  ].join('\n');
}
