import { describe, expect, test } from '@jest/globals';
import { readLog } from '../../src/sources/logs.js';

function linesOf(text: string): readonly string[] {
  const log = readLog(text, false);
  if (log.kind !== 'lines') throw new Error(`no log: ${log.why}`);
  return log.lines;
}

describe('what stands around each line of a log is left out', () => {
  test("the runtime's own file, a long line that it split included", () => {
    expect(
      linesOf(
        [
          '2026-03-01T11:59:00.1234Z stdout F starting',
          '2026-03-01T11:59:00.2Z stderr P exec /entry',
          '2026-03-01T11:59:00.2Z stderr F point.sh: no such file or directory',
          '2026-03-01T11:59:01+01:00 stderr F ',
          '',
        ].join('\n'),
      ),
    ).toEqual(['starting', 'exec /entrypoint.sh: no such file or directory', '']);
  });

  test("Docker's file, whose texts are unescaped before secrets and colours are looked for", () => {
    const lines = ['\u001b[31mfailed\u001b[0m\n', 'password="hunter2hunter2"\n', 'half a ', 'line\n'].map(
      (log) => JSON.stringify({ log, stream: 'stderr', time: '2026-03-01T11:59:00.1Z' }),
    );
    const read = linesOf(`${lines.join('\n')}\n`);
    expect(read[0]).toBe('failed');
    expect(read[1]).not.toContain('hunter2');
    expect(read[2]).toBe('half a line');
  });

  test('the time of kubectl logs --timestamps', () => {
    expect(linesOf('2026-03-01T11:59:00.123456789Z a\n2026-03-01T11:59:00.123456790Z b\n')).toEqual([
      'a',
      'b',
    ]);
  });

  test('the name of kubectl logs --prefix and of docker compose', () => {
    expect(linesOf('[pod/web-0/app] a\n[pod/web-0/app] b\n')).toEqual(['a', 'b']);
    expect(linesOf('web-1  | a\nweb-1  |\nweb-1  | b\n')).toEqual(['a', '', 'b']);
  });

  test.each([
    [
      'a line without the form',
      '2026-03-01T11:59:00.1Z stdout F a\nb\n',
      ['2026-03-01T11:59:00.1Z stdout F a', 'b'],
    ],
    ["a program's own JSON with such a key", '{"log":"a","level":"info"}\n', ['{"log":"a","level":"info"}']],
    ['names of several', 'web-1  | a\ndb-1  | b\n', ['web-1  | a', 'db-1  | b']],
  ])('%s: nothing is left out', (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });
});
