import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { startProgress } from './progress.ts';

function aTerminal(isTTY: boolean) {
  let shown = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      shown += chunk.toString();
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 200 }), shown: () => shown };
}

it('shows a person what is done of how much, what stands behind it, and the time left', () => {
  const { stream, shown } = aTerminal(true);
  const progress = startProgress('windows', 4, stream);
  progress.add(1);
  progress.left(5, ' · 120 releases, 40 a minute');
  progress.stop();

  expect(shown()).toMatch(/windows .* 0\/4 · .* left/);
  expect(shown()).toMatch(/windows .* 1\/6 · 120 releases, 40 a minute · .* left/);
});

it('shows a program nothing', () => {
  const { stream, shown } = aTerminal(false);
  const progress = startProgress('windows', 4, stream);
  progress.add(1);
  progress.left(3, ' · 120 releases');
  progress.stop();

  expect(shown()).toBe('');
});
