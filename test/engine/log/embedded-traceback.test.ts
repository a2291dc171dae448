import { expect, test } from '@jest/globals';
import { embeddedTraces } from '../../../src/engine/log/embedded-traceback.js';

const head = 'Traceback (most recent call last):';

test('a traceback that is indented below the line of its logger loses the indentation', () => {
  expect(
    embeddedTraces([
      '[E 2026-05-11 09:14:20.1 Hub app:12]',
      `    ${head}`,
      '      File "/app/hub.py", line 3, in main',
      '    binascii.Error: Non-hexadecimal digit found',
      '',
      '    bye',
    ]),
  ).toEqual([
    undefined,
    head,
    '  File "/app/hub.py", line 3, in main',
    'binascii.Error: Non-hexadecimal digit found',
    '',
    undefined,
  ]);
});

test('a process in front of each line is taken off, also of a chained traceback', () => {
  const prefix = '(EngineCore_0 pid=91) ';
  const trace = [
    head,
    '  File "a.py", line 1',
    'KeyError: 1',
    '',
    'During handling of the above exception, another exception occurred:',
    '',
    head,
    '  File "a.py", line 2',
    'ValueError: no',
  ];
  expect(embeddedTraces(trace.map((line) => (prefix + line).trimEnd()))).toEqual(trace);
});

test('a traceback at the start of its line, and one told within a sentence, stay as they are', () => {
  expect(embeddedTraces([head, '  File "a.py", line 1', 'ValueError: no'])).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(embeddedTraces([`Uncaught: ${head}`, '  File "a.py", line 1', 'ValueError: no'])).toEqual([
    head,
    undefined,
    undefined,
  ]);
});
