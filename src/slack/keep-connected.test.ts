import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { fieldsOf, keptLog } from '../../test/fake-slack.ts';
import { keepConnected } from './keep-connected.ts';

const never = new Promise<void>(() => undefined);

describe('keepConnected', () => {
  it('waits twice as long after each failure, a minute at most, and says it once', async () => {
    const clock = fakeClock();
    const log = keptLog();
    let attempts = 0;
    const link = {
      open: () => {
        attempts += 1;
        return attempts <= 9 ? Promise.reject(new Error('down')) : Promise.resolve({ over: never });
      },
    };
    const connection = keepConnected(link, { clock, log });

    await connection.start();
    expect(connection.state()).toBe('down');
    for (let tick = 0; tick < 200; tick += 1) await Promise.resolve();

    expect(connection.state()).toBe('up');
    expect(clock.slept).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(log.lines.map((line) => fieldsOf(line)['message'])).toEqual([
      'Slack cannot be reached; trying again until it can',
      'Slack answers again',
    ]);
  });

  it('opens again at once after a connection that lasted, and waits after one that did not', async () => {
    const clock = fakeClock();
    let attempts = 0;
    const link = {
      open: () => {
        attempts += 1;
        if (attempts === 1) clock.advance(5000);
        return Promise.resolve({ over: attempts > 2 ? never : Promise.resolve() });
      },
    };

    await keepConnected(link, { clock, log: keptLog() }).start();
    for (let tick = 0; tick < 30; tick += 1) await Promise.resolve();

    expect(attempts).toBe(3);
    expect(clock.slept).toEqual([1000]);
  });

  it('opens nothing more once stopped', async () => {
    let attempts = 0;
    const losses: (() => void)[] = [];
    const link = {
      open: () => {
        attempts += 1;
        return Promise.resolve({ over: new Promise<void>((resolve) => losses.push(resolve)) });
      },
    };
    const connection = keepConnected(link, { clock: fakeClock(), log: keptLog() });
    await connection.start();

    connection.stop();
    losses[0]?.();
    for (let tick = 0; tick < 30; tick += 1) await Promise.resolve();

    expect(attempts).toBe(1);
    expect(connection.state()).toBe('down');
  });
});
