import { describe, expect, test } from '@jest/globals';
import { distanceEvidence } from '../../../../src/engine/evaluation/weigh-line.js';
import { aftermathOf } from '../../../../src/engine/log/aftermath/aftermath.js';
import { SIGNS } from '../../../../src/engine/log/aftermath/got-over.js';
import { readLines } from '../../../../src/engine/log/log-lines.js';

const ERROR = 'ERROR connect ECONNREFUSED 10.0.0.5:5432';

/** Of each sign a log that shows it, and one much like it that shows none; `E` stands for the error. */
const LOGS: Readonly<
  Record<
    string,
    { readonly shows: readonly string[]; readonly not: readonly string[]; readonly exitCode?: number }
  >
> = {
  'its clean-up': {
    shows: ["env 'prod' has no entry in envs.txt", '+ cleanup', 'E'],
    not: ["env 'prod' is read", '+ cleanup', 'E'],
  },
  'a fault of its own at last': {
    shows: [
      'Traceback (most recent call last):',
      '  File "/app/feed.py", line 3',
      'OSError: E',
      'Traceback (most recent call last):',
      '  File "/app/plan.py", line 8',
      "KeyError: 'usd'",
    ],
    not: [
      'Traceback (most recent call last):',
      '  File "/app/feed.py", line 3',
      'OSError: E',
      'Traceback (most recent call last):',
      '  File "/app/plan.py", line 8',
      "AttributeError: 'NoneType' object has no attribute 'get'",
    ],
  },
  'a success, and no trouble since': {
    shows: ['E', 'connected to the store', 'price lists loaded'],
    not: ['E', 'not connected to the store', 'price lists missing'],
  },
  'a success, and an end without a failure': {
    shows: ['E', 'application startup complete', 'a client timed out', 'shutting down'],
    not: ['E', 'application startup failed', 'shutting down'],
    exitCode: 0,
  },
  'told to stop': {
    shows: ['E', 'received SIGTERM'],
    not: ['E', 'worker died', 'received SIGTERM'],
  },
  'begun anew': {
    shows: ['starting web', 'E', 'starting web'],
    not: ['starting web', 'E', 'starting the report'],
  },
  'the next command of a script': {
    shows: ['+ ./check', 'E', '+ exec ./server'],
    not: ['+ ./check', 'E', '+ exit 1'],
  },
  'a test that passed': {
    shows: ['TAP version 13', 'E', 'ok 1 - says when it is not there'],
    not: ['TAP version 13', 'E', 'not ok 1 - says when it is not there'],
  },
  'its next step': {
    shows: ['[1/3] look', 'E', '[2/3] build'],
    not: ['[1/3] look', 'E', '[2/3] build', 'build stopped: step 1 failed'],
  },
  'a former try': {
    shows: ['# attempt 1', 'E', '# attempt 2', 'dump: no such option --jobz, stop'],
    not: ['# attempt 1', 'E', '# attempt 2', 'no attempt is left, stop'],
  },
  'the output of something else': {
    shows: [
      '2026-03-01T11:59:10Z tool shell(make) returned:',
      'E',
      '2026-03-01T11:59:11Z tool shell(make test) returned:',
      'exit 2',
    ],
    not: [
      '2026-03-01T11:59:10Z tool shell(make) failed:',
      'E',
      '2026-03-01T11:59:11Z tool shell(make test) failed:',
      'exit 2',
    ],
  },
  'the end of its child': {
    shows: ['[job 17] E', '[job 17] finished with exit code 2', '[scheduler] idle'],
    not: ['[job 17] E', '[job 17] finished with exit code 2', '[job 17] idle'],
  },
  'its child started anew': {
    shows: ['E', 'mailer: exited 1, restarting'],
    not: ['E', 'mailer: exited 1, not restarting'],
  },
  'its next item': {
    shows: ['job mail: E', 'job prune: ok'],
    not: ['job mail: E', 'job mail: given up'],
  },
  'its next state': {
    shows: ['web: starting -> failed (E)', 'web: failed -> pending'],
    not: ['web: starting -> failed (E)', 'web: pending -> starting'],
  },
  'its series': {
    shows: ['notify #ops: E', 'notify #ops: the shop is well'],
    not: ['notify: E', 'notify: the shop is well'],
  },
  'set in below other words': {
    shows: ['collecting the results', '    E', 'the report is written'],
    not: ['cannot read the results', '    E', 'the report is written'],
  },
  'its next turn': {
    shows: ['last words of web-1: E', 'next look in 60s'],
    not: ['last words of web-1: E', 'next to nothing is known'],
  },
  'the same of other things': {
    shows: ['E', 'indexed 10 of 50', 'indexed 20 of 50', 'indexed 30 of 50'],
    not: ['E', 'indexed 10 of 50', 'indexed 20 of 50'],
  },
  'one thing after the other at last': {
    shows: ['E', '2026-03-01 11:58:01 INFO order 17 done', '2026-03-01 11:58:02 INFO order 18 done'],
    not: ['E', '2026-03-01 11:58:01 INFO worker 1 done', '2026-03-01 11:58:02 INFO worker 2 done'],
  },
  'what it was at, done': {
    shows: ['Copying the certificates ..', 'E', 'Copying is done'],
    not: ['Copying the certificates ..', 'E', 'Starting is done'],
  },
  'done without': {
    shows: ['ERROR statsd: E', '2026-03-01 11:58:01 INFO statsd disabled'],
    not: ['ERROR statsd: E', '2026-03-01 11:58:01 INFO graphite disabled'],
  },
  'a thing done in the background': {
    shows: ['background refresh: E', '2026-03-01 11:58:01 INFO stored order 17'],
    not: ['refresh: E', '2026-03-01 11:58:01 INFO stored order 17'],
  },
  'its usual work to the end': {
    shows: [
      '2026-03-01 11:58:00 mover took 7',
      '2026-03-01 11:58:01 E',
      '2026-03-01 11:58:02 mover took 8',
      '2026-03-01 11:58:02 ERROR no room in the second one',
      '2026-03-01 11:58:03 mover took 9',
    ],
    not: [
      '2026-03-01 11:58:00 mover took 7',
      '2026-03-01 11:58:01 E',
      '2026-03-01 11:58:02 mover took 8',
      '2026-03-01 11:58:03 mover took 9',
      '2026-03-01 11:58:03 ERROR no room in the second one',
    ],
  },
  'a fatal error of something else': {
    shows: ['E', 'INFO 12 prices loaded', "FATAL setting rate of tax zone 'CH' is missing"],
    not: ['E', "FATAL setting rate of tax zone 'CH' is missing"],
  },
  'other parts of it': {
    shows: [
      'E',
      '2026-03-01 11:58:01 router: without IPv6',
      "2026-03-01 11:58:02 dns: the host's resolver",
      '2026-03-01 11:58:03 relay: two peers',
    ],
    not: ['E', '2026-03-01 11:58:01 router: without IPv6', "2026-03-01 11:58:02 dns: the host's resolver"],
  },
  'a word to those who watch': {
    shows: ['12 seats are taken, the licence allows 10', 'notify ops: E'],
    not: ['starting the shop of today', 'notify ops: E'],
  },
  'the code of a tool': {
    shows: ['curl: (7) E'],
    not: ['curl: (28) E'],
    exitCode: 28,
  },
  'work right behind the trace': {
    shows: ['E', '    at load (a.js:9:1)', '2026-03-01 11:58:01 INFO stored order 17'],
    not: ['E', '    at load (a.js:9:1)', '2026-03-01 11:58:01 INFO stopping'],
  },
  'ordinary work': {
    shows: [
      'E',
      ...['order', 'cart', 'bill'].map((thing) => `2026-03-01 11:58:01 INFO stored one more ${thing} of it`),
      'the books do not balance',
    ],
    not: ['E', '2026-03-01 11:58:01 INFO stored a cart', 'the books do not balance'],
  },
  'work some time later': {
    shows: [`2026-03-01 11:58:01 E`, '2026-03-01 11:58:21 INFO stored a cart', 'the books do not balance'],
    not: [`2026-03-01 11:58:01 E`, '2026-03-01 11:58:02 INFO stored a cart', 'the books do not balance'],
  },
  'a stop some time later': {
    shows: [`2026-03-01 11:58:01 E`, '2026-03-01 11:58:21 stopping'],
    not: [`2026-03-01 11:58:01 E`, '2026-03-01 11:58:02 stopping'],
  },
  'outlived before': {
    shows: [
      '2026-03-01 11:58:01 INFO order 1 stored',
      '2026-03-01 11:58:01 INFO order 2 stored',
      '2026-03-01 11:58:01 ERROR order 3: connect ECONNREFUSED 10.0.0.5:5432',
      '2026-03-01 11:58:02 INFO order 4 stored',
      '2026-03-01 11:58:02 INFO order 5 stored',
      '2026-03-01 11:58:02 ERROR order 6: connect ECONNREFUSED 10.0.0.5:5432',
      '2026-03-01 11:58:03 INFO order 7 stored',
      '2026-03-01 11:58:03 INFO order 8 stored',
      '2026-03-01 11:58:03 ERROR order 9: connect ECONNREFUSED 10.0.0.5:5432',
    ],
    not: [
      '2026-03-01 11:58:01 INFO order 1 stored',
      '2026-03-01 11:58:01 INFO order 2 stored',
      '2026-03-01 11:58:01 INFO order 3 stored',
      '2026-03-01 11:58:02 INFO order 4 stored',
      '2026-03-01 11:58:03 ERROR order 9: connect ECONNREFUSED 10.0.0.5:5432',
    ],
  },
  'something else': {
    shows: ['E', 'the shelves are counted', 'prices come out of a cache'],
    not: ['E', 'see the manual', 'the server is needed'],
  },
  'many entries at rest': {
    shows: ['E', ...Array.from({ length: 15 }, (_, i) => `row ${String.fromCharCode(97 + i)}`)],
    not: ['E', ...Array.from({ length: 14 }, (_, i) => `row ${String.fromCharCode(97 + i)}`)],
  },
};

/** The sign by which a program got over the error of this log. */
function signOf(log: readonly string[], exitCode = 1): string | undefined {
  const lines = readLines(
    log.map((line) => line.replace(/^E$|(?<=[ (])E(?=\)?$)/, ERROR)),
    'log app',
  );
  const line = lines.findLast(({ raw }) => raw.includes(ERROR.replace('ERROR ', '')));
  return (
    line &&
    aftermathOf(line, lines, { path: 'status', exitCode, outcome: { kind: 'exited', code: exitCode } }).rested
      ?.name
  );
}

test('each sign that a program got over an error has a log that shows it', () => {
  expect(Object.keys(LOGS)).toEqual(SIGNS.map(({ name }) => name));
});

test.each(Object.entries(LOGS))('%s', (name, { shows, not, exitCode }) => {
  expect(signOf(shows, exitCode)).toBe(name);
  expect(signOf(not, exitCode)).not.toBe(name);
});

test('what became of one of many items that is worked on is told by who works on it', () => {
  const job = ['job 17 | E', 'job 17 | exit 1', 'runner: job 17 failed, report sent'];
  expect(signOf([...job, 'runner: waiting for jobs'])).toBe('the end of its child');
  expect(signOf(job)).not.toBe('the end of its child');
  expect(signOf([...job, 'runner: no job may fail, leaving'])).not.toBe('the end of its child');
});

test('a stop in order is no trouble, and one that failed is', () => {
  const stop = ['E', 'application startup complete', 'INFO: Shutting down', 'INFO: Finished server process'];
  expect(signOf(stop)).toBe('a success, and no trouble since');
  expect(signOf([...stop, 'shutdown failed: the store is gone'])).toBeUndefined();
});

test.each([
  [
    ['E', '2026-03-01 11:58:41 INFO stored a cart'],
    'it logged 1 more entry after that, ordinary work among them',
  ],
  [
    ['E', ...Array.from({ length: 16 }, (_, i) => `row ${String.fromCharCode(97 + i)}`)],
    'it logged 16 more entries after that',
  ],
  [['starting web', 'E', 'starting web'], 'it began anew after that'],
])('without words of its own a sign is told by the number of entries: %s', (log, told) => {
  const lines = readLines(
    log.map((text) => text.replace('E', `2026-03-01 11:58:01 ${ERROR}`)),
    'log app',
  );
  const line = lines.find(({ raw }) => raw.includes(ERROR));
  if (line === undefined) throw new Error('the log has no error');
  const hit = { ...aftermathOf(line, lines), line, column: 0, spokenOf: false };
  expect(distanceEvidence(hit).map(({ fact }) => fact)).toEqual([told]);
});

test.each([
  [['Step 1/2 : look', 'E', 'Step 2/2 : load', 'done'], true],
  [['10% done', 'E', '40% done'], true],
  [['==> look', 'E', '==> build'], true],
  [['[2/3] look', 'E', '[3/3] clean up'], false],
  [['[2/3] look', 'E', '[3/4] load'], false],
  [['40% done', 'E', '10% done'], false],
  [['==> look', 'E', '--> build'], false],
])('a further step by its number or its mark shows that the one before was no end: %s', (log, isShown) => {
  expect(signOf(log) === 'its next step').toBe(isShown);
});

describe('a word that nothing outlives', () => {
  test('of another, which is at work again, may be got over', () => {
    const log = [
      `web: panic: ${ERROR}`,
      'web: session 7 opened',
      'shards were assigned',
      'shelves were counted',
    ];
    expect(signOf(log)).toBe('something else');
  });

  test.each([
    [[`panic: ${ERROR}`, 'session 7 opened', 'shards were assigned', 'shelves were counted']],
    [[`web: panic: ${ERROR}`, 'web: closing', 'shards were assigned', 'shelves were counted']],
  ])('is not got over by talk: %s', (log) => {
    expect(signOf(log)).toBeUndefined();
  });
});
