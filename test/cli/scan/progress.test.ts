import { afterEach, expect, jest, test } from '@jest/globals';
import type { Io } from '../../../src/cli/io.js';
import { startProgress } from '../../../src/cli/scan/progress.js';

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['FORCE_COLOR'];
});

test('the progress on a terminal has no colour, whatever the environment asks for', async () => {
  process.env['FORCE_COLOR'] = '1';
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const io = { stderr: { isTerminal: true }, env: { NO_COLOR: '1' }, now: () => 0 } as unknown as Io;
  const progress = await startProgress(io);
  progress.stop();
  const written = write.mock.calls.map(([text]) => String(text)).join('');
  expect(written).toContain('Reading pods');
  // eslint-disable-next-line no-control-regex
  expect(written).not.toMatch(/\u001b\[\d+m/);
});
