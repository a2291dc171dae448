import { expect, test } from '@jest/globals';
import { tonesOf } from '../../../../src/engine/log/line-tone.js';

const ERROR = 'connection refused';

/** Whether the line with the error is taken as one that is only shown. */
function isShown(lines: readonly string[]): boolean {
  const at = lines.findIndex((line) => line.includes(ERROR));
  return tonesOf(lines)[at]?.aside === true;
}

test.each([
  ['three columns', ['NAME    STATE    LAST ERROR', `web     failed   ${ERROR}`, 'cart    running  -']],
  ['columns without a head', [`nightly-report  exit 1  ${ERROR}`, 'hourly-sync     exit 0  -']],
  [
    'two columns with a bar',
    ['expected now   | actual', `orders stored  | ${ERROR}`, 'done           | done'],
  ],
  [
    'a talk',
    ['[bot] anna: hi, web does not come up', `[bot] anna: ${ERROR}`, '[bot] bob: look at the store'],
  ],
  ['a journal', ['-- Reboot --', `Mar 01 11:50:01 node-1 web[9]: ${ERROR}`]],
])('what is shown as %s befell nobody who prints it', (_, lines) => {
  expect(isShown(lines)).toBe(true);
});

test.each([
  [
    'what curl says behind its meter',
    [
      '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
      `  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0curl: (7) ${ERROR}`,
    ],
  ],
  ['entries with a level', ['info   server  listening', `error  server  ${ERROR}`]],
  ['entries with a time', ['11:58:01  server  listening', `11:58:02  server  ${ERROR}`]],
  ["zap's console", ['1.77e+09\tinfo\tmain.go:9\tup', `1.78e+09\terror\tmain.go:9\t${ERROR}`]],
  ['a level in the third column', ['web  main  INFO up', `job  main  ERROR ${ERROR}`]],
  [
    'checks that the program ends of',
    ['store   tcp   ok', `queue   tcp   ${ERROR}`, '1 check failed, not starting'],
  ],
  ['processes by their names', ['web     | up', `worker  | ${ERROR}`]],
  ['modules by their names', ['web: up', `db: ${ERROR}`]],
  [
    'the own log in the form of syslog',
    ['Mar 01 11:50:01 node-1 web[9]: up', `Mar 01 11:50:01 node-1 web[9]: ${ERROR}`],
  ],
  ['two columns', ['store  up', `queue  ${ERROR}`]],
  ['JSON with spaces', ['{"s":"I",  "c":"A",  "m":"up"}', `{"s":"E",  "c":"B",  "m":"${ERROR}"}`]],
])('%s are the own words of a program', (_, lines) => {
  expect(isShown(lines)).toBe(false);
});
