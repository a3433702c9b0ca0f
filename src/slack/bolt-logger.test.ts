import { expect, it } from 'vitest';
import { keptLog } from '../../test/fake-slack.ts';
import { boltLogger } from './bolt-logger.ts';

it('keeps the words of a message and drops what was put into it', () => {
  const log = keptLog();
  const logger = boltLogger(log);

  logger.warn(`Malformed request body: Unexpected token 't', "token=abc" is not valid JSON`);
  logger.error('Failed to retrieve a new WSS URL (error: xapp-1-secret)');
  logger.error(new Error('a secret'));
  logger.info('Received a message: a secret');
  logger.debug('Received a message: a secret');

  expect(log.lines).toHaveLength(3);
  expect(log.lines[0]).toContain('Malformed request body');
  expect(log.lines[1]).toContain('Failed to retrieve a new WSS URL');
  expect(log.lines.join('\n')).not.toMatch(/secret|token=/);
});
