import { describe, expect, test } from '@jest/globals';
import { readLog } from '../../src/sources/logs.js';

function linesOf(text: string): readonly string[] {
  const log = readLog(text, false);
  if (log.kind !== 'lines') throw new Error(`no log: ${log.why}`);
  return log.lines;
}

function timesOf(text: string): readonly number[] | undefined {
  const log = readLog(text, false);
  return log.kind === 'lines' ? log.times?.map((ms) => ms - Date.parse('2026-03-01T11:59:00Z')) : undefined;
}

describe('when the runtime took each line', () => {
  test.each([
    [
      'the file of the runtime',
      '2026-03-01T11:59:00.5Z stdout P a\n2026-03-01T11:59:01Z stdout F b\n',
      [500],
    ],
    ["Docker's file", '{"log":"a\\n","stream":"stdout","time":"2026-03-01T11:59:00.5Z"}\n', [500]],
    [
      'the API, a line that was drawn over included',
      '2026-03-01T11:59:00.000000001Z 10%\r20%\r\n2026-03-01T12:59:02.500000000+01:00 \n',
      [0, 0, 2500],
    ],
  ])('%s tells', (_, text, times) => {
    expect(timesOf(text)).toEqual(times);
  });

  test.each([
    ['no line has one', 'a\nb\n'],
    ['one line has none', '2026-03-01T11:59:00.000000001Z a\nb\n'],
    ['it is none', '2026-03-41T11:59:00.000000001Z a\n'],
    [
      'a secret of several lines became one',
      ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj', '-----END PRIVATE KEY-----']
        .map((line) => `2026-03-01T11:59:00.000000001Z ${line}\n`)
        .join(''),
    ],
  ])('it is not known where %s', (_, text) => {
    expect(timesOf(text)).toBeUndefined();
  });
});

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

  test("the borders of a terminal's panel, the first and the last line copied from their middle too", () => {
    expect(linesOf('│ a    │\n│   b  │\n│      │\n')).toEqual(['a', '  b', '']);
    expect(linesOf('a    │\n│ b  │\n│ c\n')).toEqual(['a', 'b', 'c']);
    expect(linesOf('│ a │\nb\n│ c │\n')).toEqual(['│ a │', 'b', '│ c │']);
    expect(linesOf('│ a │\n')).toEqual(['│ a │']);
  });

  test('the pod and the container that stern names', () => {
    expect(linesOf('web-7c9d8b6f5-x2k4q app a\nweb-7c9d8b6f5-x2k4q app b\n')).toEqual(['a', 'b']);
    const of = ['job-24567 failed to a', 'job-24567 failed to b'];
    expect(linesOf(`${of.join('\n')}\n`)).toEqual(of);
  });

  test("the process' name of foreman, beside which it speaks itself", () => {
    expect(linesOf('12:26:26 worker.1 | a\n12:26:26 system   | b\n')).toEqual(['a', '12:26:26 system   | b']);
    const of = ['12:26:26 web.1    | a', '12:26:26 worker.1 | b', '12:26:26 system   | c'];
    expect(linesOf(`${of.join('\n')}\n`)).toEqual(of);
  });

  test('the name of kubectl logs --prefix and of docker compose', () => {
    expect(linesOf('[pod/web-0/app] a\n[pod/web-0/app] b\n')).toEqual(['a', 'b']);
    expect(linesOf('[pod/web-0/app] 2026-03-01T11:59:00.123456789Z a\n')).toEqual(['a']);
    expect(linesOf('web-1  | a\nweb-1  |\nweb-1  | b\n')).toEqual(['a', '', 'b']);
  });

  test.each([
    ['pm2', '0|app  | '],
    ['foreman', '09:59:58 web.1  | '],
    ['concurrently', '[api] '],
    ['syslog', 'Mar  2 09:59:58 web-0 app[17]: '],
  ])('the name that %s puts before each line, so that a trace hangs together', (_, head) => {
    const trace = ["main.rb:3:in `start': no database (RuntimeError)", "\tfrom main.rb:9:in `<main>'", ''];
    expect(linesOf(`${trace.map((line) => head + line).join('\n')}\n`)).toEqual(trace);
  });

  test.each([
    [
      'a line without the form',
      '2026-03-01T11:59:00.1Z stdout F a\nb\n',
      ['2026-03-01T11:59:00.1Z stdout F a', 'b'],
    ],
    ["a program's own JSON with such a key", '{"log":"a","level":"info"}\n', ['{"log":"a","level":"info"}']],
    ['a level', '[error] a\n[error] b\n', ['[error] a', '[error] b']],
    ["a program's own mark", '[entrypoint] a\n', ['[entrypoint] a']],
    ['names of several', 'web-1  | a\ndb-1  | b\n', ['web-1  | a', 'db-1  | b']],
  ])('%s: nothing is left out', (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });
});
