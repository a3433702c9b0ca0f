import { describe, expect, it } from 'vitest';
import { ANSWERS } from './answers.ts';
import { almostWords, readTyped, wordsToSave, WRITTEN } from './command-words.ts';

const typed = (text: string) => readTyped(text, ANSWERS.commands);

describe('a first word', () => {
  it.each([
    ['', 'help', ''],
    ['   ', 'help', ''],
    ['?', 'help', ''],
    ['help', 'help', ''],
    ['HELP', 'help', ''],
    ['status', 'status', ''],
    ['  status  ', 'status', ''],
    ['alerts', 'alerts', ''],
    ['save', 'save', ''],
    ['save cyber region:wales', 'save', 'cyber region:wales'],
    ['follow 012345-2026', 'follow', '012345-2026'],
    ['follow ocds-h6vhtk-02f3a1', 'follow', 'ocds-h6vhtk-02f3a1'],
    [
      'Follow <https://www.find-tender.service.gov.uk/Notice/004824-2026>',
      'follow',
      '<https://www.find-tender.service.gov.uk/Notice/004824-2026>',
    ],
    [
      'why https://www.contractsfinder.service.gov.uk/notice/3f0a1c52-7d55-4b2e-9d0a-0c1b2a3d4e5f',
      'why',
      'https://www.contractsfinder.service.gov.uk/notice/3f0a1c52-7d55-4b2e-9d0a-0c1b2a3d4e5f',
    ],
    ['why SEP400101', 'why', 'SEP400101'],
    ['mute', 'mute', ''],
    ['mute 012345-2026', 'mute', '012345-2026'],
    ['mute buyer Ashcombe Borough Council', 'mute', 'buyer Ashcombe Borough Council'],
    ['mute "door entry"', 'mute', '"door entry"'],
    ['mute “door entry”', 'mute', '“door entry”'],
    ['pause 2 weeks', 'pause', '2 weeks'],
    ['resume', 'resume', ''],
    ['digest', 'digest', ''],
    ['feedback', 'feedback', ''],
    ['help!', 'help', ''],
    ['alerts?', 'alerts', ''],
    ['alerts ?', 'alerts', ''],
    ['Resume.', 'resume', ''],
    ['resume now', 'resume', 'now'],
    ['pause two weeks', 'pause', 'two weeks'],
    ['pause 2w', 'pause', '2w'],
    ['pause until tomorrow', 'pause', 'until tomorrow'],
    ['pause until 31 February', 'pause', 'until 31 February'],
    ['pause 10000 days', 'pause', '10000 days'],
    ['mute buyer: Ashcombe', 'mute', 'buyer: Ashcombe'],
    ['save “service desk”', 'save', '“service desk”'],
    ['follow https://www.example.com/tender/1', 'follow', 'https://www.example.com/tender/1'],
    ['why <https://www.gov.uk>', 'why', '<https://www.gov.uk>'],
  ])('of %j is the command %s', (text, word, rest) => {
    expect(typed(text)).toEqual({ as: 'command', word, rest });
  });

  it.each([
    ['help desk', 'help'],
    ['help with migration', 'help'],
    ['status page', 'status'],
    ['status monitoring of servers', 'status'],
    ['follow up services', 'follow'],
    ['follow', 'follow'],
    ['follow 012345-2026 please', 'follow'],
    ['follow -012345-2026', 'follow'],
    ['why not cloud', 'why'],
    ['mute swans', 'mute'],
    ['mute buyer', 'mute'],
    ['mute buyer:', 'mute'],
    ['mute "a" "b"', 'mute'],
    ['save energy', 'save'],
    ['pause gel', 'pause'],
    ['resume writing', 'resume'],
    ['digest authentication', 'digest'],
    ['alerts platform', 'alerts'],
    ['unsubscribe', 'alerts'],
    ['unsubscribe cyber', 'alerts'],
    ['stop!', 'alerts'],
    ['unmute buyer Ashcombe', 'mute'],
    ['subscribe to cyber', 'save'],
  ])('of %j is a search: the rest has not the shape of %s', (text, almost) => {
    expect(typed(text)).toEqual({ as: 'search', text, almost });
  });

  it.each([
    'cyber',
    'penetration testing',
    'helpdesk',
    'helping hands',
    '"help"',
    'region:wales',
    'constructor',
    'stop smoking services',
    'testing help!',
    'toString',
    '__proto__',
    'hasOwnProperty of',
    '012345-2026',
    '<https://www.find-tender.service.gov.uk/Notice/004824-2026>',
    '(SOC OR SIEM) -guarding',
    'statuses',
    '🔔 bell',
  ])('of %j is no command at all', (text) => {
    expect(typed(text)).toEqual({ as: 'search', text, almost: undefined });
  });

  it.each([
    ['save penetration testing', 'penetration testing'],
    ['SAVE  energy ', 'energy'],
    ['subscribe to cyber', 'cyber'],
    ['save', undefined],
    ['penetration save', undefined],
  ])('of %j leaves %j to be saved', (text, words) => {
    expect(wordsToSave(text)).toBe(words);
  });

  it.each([
    ['mute swans', 'mute', 'The command is written `/t mute "a phrase"`, or `/t mute buyer NAME`.'],
    ['save energy', 'save', 'The command is written `/t save category:security`.'],
    ['unsubscribe', 'alerts', 'To end or pause an alert, type `/t alerts`.'],
    ['unmute swans', 'mute', 'To take a mute back, type `/t mute`'],
    ['subscribe to cyber', 'save', 'type `/t save category:security`'],
  ])('of %j is told how %s is written here', (text, almost, words) => {
    expect(almostWords(text, almost, '/t')).toContain(words);
  });

  it('of every command is one that help lists, and the other way round', () => {
    expect(Object.keys(WRITTEN).toSorted()).toEqual(
      Object.keys(ANSWERS.commands)
        .filter((word) => /^\w+$/.test(word))
        .toSorted(),
    );
  });

  it('is a command as help writes it', () => {
    const notice = 'https://www.find-tender.service.gov.uk/Notice/004824-2026';
    for (const [word, written] of Object.entries(WRITTEN))
      expect(typed(written.replace('URL', notice))).toMatchObject({ as: 'command', word });
  });
});
