import { describe, expect, it } from 'vitest';
import type { PortalId } from '../domain/portal.ts';
import type { Portal } from '../domain/ports.ts';
import type { Reject } from '../domain/release.ts';
import { readerOf } from './any-portal.ts';

function portal(id: PortalId): Portal {
  const read = (text: string): Reject => ({ portal: id, ref: '', reason: 'read here', hash: '', text });
  return { id, read } as unknown as Portal;
}

const read = readerOf([portal('find-a-tender'), portal('contracts-finder')]);

describe('readerOf', () => {
  it('goes by the ocid of the release itself, not by one that is nested before it', () => {
    const nested = '{"relatedProcesses":[{"ocid":"ocds-b5fd17-1"}],"ocid":"ocds-h6vhtk-2"}';
    expect(read(nested)).toMatchObject({ portal: 'find-a-tender', reason: 'read here' });
  });

  it.each([
    ['{"parties":[{"ocid":"ocds-b5fd17-1"}]}', 'a release without an ocid', 'ocid is missing'],
    ['{"ocid":"ocds-zzzzzz-1"}', 'ocds-zzzzzz-1', 'no portal that is built has this ocid prefix'],
    ['{"ocid":7}', 'a release without an ocid', 'ocid is missing'],
  ])('rejects %s', (text, ref, reason) => {
    expect(read(text)).toMatchObject({ portal: 'unknown', ref, reason, text });
  });
});
