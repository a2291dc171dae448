import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '../../../../src/domain/report/report.js';
import { reportPod } from '../../../../src/engine/index.js';
import { loadRulebook } from '../../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../../support/pods.js';

const rules = await loadRulebook();
const ERROR = 'dial tcp 10.0.0.5:5432: connect: connection refused';

/** What is said first of a container that ended with 1 and this log. */
function said(...lines: readonly string[]): Diagnosis | undefined {
  const { containers } = reportPod(snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] }), rules);
  return containers[0]?.diagnoses[0];
}

describe('an error that what begins anew has behind it', () => {
  test.each([
    ['a child that is started again', ['starting web', ERROR, 'starting web', 'web: 4 shelves read']],
    ['a run with a number', ['run 1 of worker', ERROR, 'worker ended with 1', 'run 2 of worker']],
    [
      'a process of pm2',
      [
        '2026-03-01T11:50:01: PM2 log: App [web:0] starting in -cluster mode-',
        `0|web  | ${ERROR}`,
        '2026-03-01T11:50:02: PM2 log: App [web:0] exited with code [1] via signal [SIGINT]',
        '2026-03-01T11:50:03: PM2 log: App [web:0] starting in -cluster mode-',
      ],
    ],
  ])('%s', (_, lines) => {
    expect(said(...lines)?.confidence).toBe('possible');
  });

  test.each([
    ['a start that fails twice', ['starting web', ERROR, 'starting web', ERROR]],
    [
      'what is said again of every error',
      ['starting', 'no store', 'see the manual', ERROR, 'see the manual'],
    ],
    ['the head of a trace', ['reading rates', 'Stack of the error:', ERROR, 'Stack of the error:']],
  ])('not %s', (_, lines) => {
    expect(said(...lines)).toMatchObject({ cause: 'app-dependency', confidence: 'likely' });
  });
});

describe('an error after which a program was told to stop', () => {
  test.each([
    'received signal terminated',
    'SIGTERM received, draining',
    'got SIGTERM, leaving',
    'SIGINT received, leaving',
    'signal terminated received, leaving',
    'caught terminated, leaving',
  ])('%s', (told) => {
    expect(said('starting', ERROR, told)?.confidence).toBe('possible');
  });

  test.each([
    ['the others are told so', ['web: exited with code 1', 'worker: received SIGTERM']],
    ['it tells another so', ['sending SIGTERM to worker']],
  ])('not where %s', (_, lines) => {
    expect(said('starting', ERROR, ...lines)).toMatchObject({
      cause: 'app-dependency',
      confidence: 'likely',
    });
  });
});

test('an interrupt that Python tells is what ended it, not an error before', () => {
  expect(said('starting', ERROR, 'KeyboardInterrupt')?.cause).not.toBe('app-dependency');
});

describe('an error after which a program talks of something else', () => {
  test('two entries in a row', () => {
    expect(said('starting', ERROR, 'shelf 7 holds 31 jars', 'north door opened at noon')?.confidence).toBe(
      'possible',
    );
  });

  test.each([
    ['advice', ['see the manual', 'set SHOP_HOST to the server']],
    ['a clean-up', ['cleaning the spool', 'removed 3 files']],
    ['parts of a report', ['Server   : 10.0.0.5', 'Attempts : 3']],
  ])('not %s', (_, lines) => {
    expect(said('starting', ERROR, ...lines)).toMatchObject({
      cause: 'app-dependency',
      confidence: 'likely',
    });
  });
});
