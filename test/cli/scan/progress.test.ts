import { afterEach, expect, jest, test } from '@jest/globals';
import type { Io } from '../../../src/cli/io.js';
import { startProgress } from '../../../src/cli/scan/progress.js';

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['FORCE_COLOR'];
});

const io = { stderr: { isTerminal: true }, env: { NO_COLOR: '1' }, now: () => 0 } as unknown as Io;

test('the progress on a terminal has no colour, whatever the environment asks for', async () => {
  process.env['FORCE_COLOR'] = '1';
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const progress = await startProgress(io, true);
  progress.stop();
  const written = writtenBy(write);
  expect(written).toContain('Reading pods');
  // eslint-disable-next-line no-control-regex
  expect(written).not.toMatch(/\u001b\[\d+m/);
});

test('of a cluster it begins with the first page, so that a credential plugin can ask before that', async () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const progress = await startProgress(io, false);
  expect(writtenBy(write)).toBe('');
  progress.update({ pages: 1, pods: 500, candidates: 2 });
  progress.stop();
  expect(writtenBy(write)).toContain('page 1, 500 pods');
});

function writtenBy(write: jest.SpiedFunction<typeof process.stderr.write>): string {
  return write.mock.calls.map(([text]) => String(text)).join('');
}
