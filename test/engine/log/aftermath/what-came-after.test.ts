import { describe, expect, test } from '@jest/globals';
import { reportPod } from '../../../../src/engine/index.js';
import { loadRulebook } from '../../../../src/rulebook/catalogue.js';
import { ago, crashLoop, ended, log, NOW, pod, snapshot } from '../../../support/pods.js';

const rules = await loadRulebook();
const ERROR = 'dial tcp 10.0.0.5:5432: connect: connection refused';

/** How sure the first diagnosis of a container is that ended with 1 a minute ago, after so many seconds. */
function sureOf(lines: readonly string[], ran = 10): string | undefined {
  const raw = pod(crashLoop(ended(1, 'Error', 60, ran)));
  return reportPod(snapshot(raw, { logs: [log(lines)] }), rules).containers[0]?.diagnoses[0]?.confidence;
}

describe('a program that lived on in silence got over what it logged last', () => {
  const local = (seconds: number): string => ago(seconds).replace('T', ' ').replace('Z', '');

  test.each([
    ['by its own clock', `${ago(60 + 1800)} ERROR feed: ${ERROR}`, 4000],
    [
      'by a clock of seconds',
      JSON.stringify({ level: 'error', ts: Date.parse(ago(60 + 1800)) / 1000 + 0.25, msg: ERROR }),
      4000,
    ],
    [
      'by a clock of thousandths',
      JSON.stringify({ level: 50, time: Date.parse(ago(60 + 1800)), pid: 1, msg: ERROR }),
      4000,
    ],
    [
      'by a clock of another zone',
      `${ago(60 + 1800 - 7200).replace('Z', '+02:00')} ERROR feed: ${ERROR}`,
      4000,
    ],
    ['by a clock whose zone is not told', `${local(60 + 1100)} ERROR feed: ${ERROR}`, 4000],
  ])('%s', (_, line, ran) => {
    expect(sureOf([line], ran)).toBe('possible');
  });

  test.each([
    ['half a minute', `${ago(60 + 30)} ERROR feed: ${ERROR}`, 4000],
    ['longer than it lived: the log is of another', `${ago(60 + 1800)} ERROR feed: ${ERROR}`, 900],
    ['whole hours, where the zone is not told', `${local(60 + 3600)} ERROR feed: ${ERROR}`, 4000],
    ['what nothing outlives', `${ago(60 + 1800)} FATAL feed: ${ERROR}`, 4000],
  ])('not %s', (_, line, ran) => {
    expect(sureOf([line], ran)).toBe('likely');
  });
});

describe("where the runtime's time of each line is known, it is exact", () => {
  /** As sureOf, of lines that the runtime took so many seconds before the end. */
  const sureAt = (
    lines: readonly (readonly [line: string, before: number])[],
    ran = 4000,
  ): string | undefined => {
    const times = lines.map(([, before]) => NOW - (60 + before) * 1000);
    const logged = { ...log(lines.map(([line]) => line)), times };
    const raw = pod(crashLoop(ended(1, 'Error', 60, ran)));
    return reportPod(snapshot(raw, { logs: [logged] }), rules).containers[0]?.diagnoses[0]?.confidence;
  };

  test('an error minutes before the end was outlived', () => {
    expect(sureAt([[ERROR, 125]])).toBe('possible');
  });

  test.each([
    ['at once', 0, ERROR],
    ['after half a minute', 30, ERROR],
    ["whatever the program's own clock says", 1, `${ago(60 + 1800)} ERROR feed: ${ERROR}`],
  ])('one that it ended of %s was not', (_, before, line) => {
    expect(sureAt([[line, before]])).toBe('likely');
  });

  test('the last message of a container has no such time, and takes none from the clock of the program', () => {
    const message = `${ago(60 - 7200).replace('Z', '')} ERROR feed: ${ERROR}`;
    const raw = pod(crashLoop({ ...ended(1, 'Error', 60, 9000), message }));
    const logged = { ...log([`ERROR feed: ${ERROR}`]), times: [NOW - 61_000] };
    const [first] = reportPod(snapshot(raw, { logs: [logged] }), rules).containers[0]?.diagnoses ?? [];
    expect(first?.confidence).toBe('likely');
  });
});

describe('a line that tells a time before the instance was started is of an earlier run', () => {
  test.each([
    ['by the last line of the log', [`${ago(7200)} ERROR feed: ${ERROR}`, `${ago(61)} ERROR no jars left`]],
    [
      'in JSON',
      [`{"time":"${ago(7200)}","level":"error","msg":"${ERROR}"}`, `${ago(61)} ERROR no jars left`],
    ],
  ])('%s', (_, lines) => {
    const raw = pod(crashLoop(ended(1, 'Error', 60, 10)));
    const { containers } = reportPod(snapshot(raw, { logs: [log(lines)] }), rules);
    const told = containers[0]?.diagnoses.find(({ cause }) => cause === 'app-dependency');
    expect(told?.confidence).toBe('possible');
    expect(told?.evidence.map(({ fact }) => fact)).toContain(
      'its time lies before this instance was started: it is of an earlier run',
    );
  });

  test('by the time at which the runtime took it', () => {
    const line = `${ago(7200)} ERROR feed: ${ERROR}`;
    const raw = pod(crashLoop(ended(1, 'Error', 60, 10)));
    const logs = [{ ...log([line]), times: [NOW - 61_000] }];
    expect(reportPod(snapshot(raw, { logs }), rules).containers[0]?.diagnoses[0]?.confidence).toBe(
      'possible',
    );
  });

  test.each([
    [
      'a time of which it only speaks',
      [`ERROR feed of ${ago(7200)}: ${ERROR}`, `${ago(61)} ERROR giving up`],
    ],
    ['another zone, not told', [`${ago(3600).replace('Z', '')} ERROR feed: ${ERROR}`]],
    ['a log whose all is of another time', [`${ago(90_000)} a`, `${ago(80_000)} ERROR feed: ${ERROR}`]],
  ])('not %s', (_, lines) => {
    expect(sureOf(['starting', ...lines])).toBe('likely');
  });
});

describe('a program that went on to its next item got over what it says of the one before', () => {
  test.each([
    ['a job', [`job mail: exit 1 (${ERROR})`, 'job prune: ok (3s)']],
    ['a URL', [`https://a.example.com/ -> ${ERROR}`, 'https://b.example.com/ 200']],
    ['a thing behind a short word', [`sync of shop-b: ${ERROR}`, 'sync of shop-c: 3 commits']],
    ['a thing behind several words', [`fetch from mirror a: ${ERROR}`, 'fetch from mirror b: 12 MB']],
    [
      'a field of JSON',
      [
        JSON.stringify({ level: 'error', msg: 'job failed', job: 'mail', err: ERROR }),
        JSON.stringify({ level: 'info', msg: 'job done', job: 'prune' }),
      ],
    ],
    [
      'a field of logfmt',
      [`level=error msg="sync of queue" queue=a err="${ERROR}"`, 'level=info msg="sync of queue" queue=b'],
    ],
    ['one of many that failed, in plain words', [`tool fetch failed: ${ERROR}`, 'tool search: 10 results']],
    ['a call', [`ERROR rpc Cart.Add from web-7: ${ERROR}`, 'INFO rpc Cart.Get from web-7: 3 ms']],
  ])('%s', (_, lines) => {
    expect(sureOf(['starting', ...lines])).toBe('possible');
  });

  test.each([
    ['of items that failed both', [`part a: ${ERROR}`, 'part b: not found']],
    ['where one that failed ends it', [`check db: ${ERROR}`, 'check cache: ok', '1 check failed']],
    ['of a program by its name', [`shop: ${ERROR}`, 'shop: uptime 3s']],
  ])('not %s', (_, lines) => {
    expect(sureOf(['starting', ...lines])).toBe('likely');
  });
});

describe('what a program complains of after it spoke of something else is another thing', () => {
  test('a complaint', () => {
    expect(sureOf(['starting', ERROR, 'shelf 7 holds 31 jars', 'ERROR the books do not balance'])).toBe(
      'possible',
    );
  });

  test.each([
    ['a complaint alone', ['the books do not balance', 'nor do the jars']],
    ['what may follow from it', ['shelf 7 holds 31 jars', 'failed to open the shop']],
    ['of what the line is about', ['shelf 7 holds 31 jars', 'the dial has no hand']],
    ['after its end', ['fatal: no store', 'shelf 7 holds 31 jars', 'the north door has no key']],
  ])('not %s', (_, lines) => {
    expect(sureOf(['starting', ERROR, ...lines])).toBe('likely');
  });
});

describe('one entry of something else is enough behind a line that does not call itself an error', () => {
  test('and the line is only possible', () => {
    expect(sureOf(['starting', `volume media: ${ERROR}`, 'the books do not balance'])).toBe('possible');
  });

  test.each([
    ['what has a level', [`ERROR volume media: ${ERROR}`, 'the books do not balance']],
    ['what begins with it', [`Error: ${ERROR}`, 'the books do not balance']],
    ['what could not be done', [`cannot open media: ${ERROR}`, 'the books do not balance']],
    ['fields', [`volume media: ${ERROR}`, 'User information: uid=0 gid=0 euid=0']],
    ['what shares a word', [`volume media: ${ERROR}`, 'the media shelf has no books']],
    ['what says nothing else', [ERROR, 'the books do not balance']],
  ])('but not for %s', (_, lines) => {
    expect(sureOf(['starting', ...lines])).not.toBe('possible');
  });
});

describe('what a runner of jobs does behind the steps that decide is not why a job failed', () => {
  test.each(['Running after_script', 'Post job cleanup.', '[Pipeline] { (Declarative: Post Actions)'])(
    '%s',
    (step) => {
      expect(sureOf(['make: *** [test] Error 1', step, `ERROR ${ERROR}`])).toBe('possible');
    },
  );

  test('but where nothing failed before it may be', () => {
    expect(sureOf(['cart is checked', 'Running after_script', `ERROR ${ERROR}`])).toBe('likely');
  });
});

describe('what is done by the way ends no program that goes on', () => {
  test.each(['cron job purge', 'background refresh of rates', 'scheduled task mail'])('%s', (what) => {
    expect(sureOf(['up', `ERROR ${what} failed: ${ERROR}`, 'INFO 31 jars on shelf 7'])).toBe('possible');
  });

  test('one that was up before', () => {
    expect(sureOf(['listening on :8080', `ERROR cron job purge failed: ${ERROR}`])).toBe('possible');
  });

  test('but one of which nothing comes after may', () => {
    expect(sureOf(['up', `ERROR cron job purge failed: ${ERROR}`])).toBe('likely');
  });
});

describe('a program that goes on with its work right after a trace was not ended by it', () => {
  const python = [
    '11:58:20,001 ERROR shop.mail: could not send mail 7',
    'Traceback (most recent call last):',
    '  File "/app/mail.py", line 31, in send',
    `OSError: ${ERROR}`,
  ];
  const java = [
    '11:58:20.101 [mail] ERROR com.example.Mail - could not send mail 7',
    `java.io.IOException: ${ERROR}`,
    '\tat com.example.Mail.send(Mail.java:41)',
  ];

  test.each([
    ['Python', python],
    ['a JVM', java],
  ])('%s', (_, trace) => {
    expect(sureOf([...trace, '11:58:21,001 INFO shop.web: jar 17 stored'])).toBe('possible');
    expect(sureOf([...trace, '11:58:21,001 INFO shop.web: closing 31 jars'])).toBe('likely');
    expect(sureOf(trace)).toBe('likely');
  });
});

test.each([
  '10.0.0.7 - - [01/Mar/2026:11:58:40 +0000] "GET /jars HTTP/1.1" 500 30',
  '[GIN] 2026/03/01 - 11:58:40 | 500 |   3.112ms |   10.0.0.7 | GET      "/jars"',
  '[pid: 7|app: 0|req: 1/1] 10.0.0.7 () {42 vars} GET /jars => generated 0 bytes in 3 msecs (HTTP/1.1 500)',
])('an error right before the answer to a request befell that: %s', (answer) => {
  expect(sureOf([`Error: ${ERROR}`, '    at jars (/app/jars.js:3:1)', answer])).toBe('possible');
  expect(sureOf([answer, `Error: ${ERROR}`, '    at jars (/app/jars.js:3:1)'])).toBe('likely');
});

test('one entry of ordinary work ten seconds after an error makes it only possible', () => {
  const error = `2026-03-01T11:58:10Z ERROR mail: ${ERROR}`;
  expect(sureOf([error, '2026-03-01T11:58:22Z INFO jar 17 stored'])).toBe('possible');
  expect(sureOf([error, '2026-03-01T11:58:12Z INFO jar 17 stored'])).toBe('likely');
});

test('what a line only speaks of is no time at which it was logged', () => {
  const error = `ERROR feed of ${ago(7200)}: ${ERROR}`;
  expect(sureOf([error, `${ago(61)} INFO jar 17 stored`])).toBe('likely');
});

describe('a program that stops of an error stops at once', () => {
  const stop = (second: number, word: string): readonly string[] => [
    `2026-03-01T11:58:10Z ERROR queue mail: ${ERROR}`,
    `2026-03-01T11:58:${second}Z INFO ${word} 31 watchers`,
    `2026-03-01T11:58:${second}Z ERROR watcher mail: context canceled`,
  ];

  test('so that an error some time before the stop is only possible', () => {
    expect(sureOf(stop(31, 'stopping'), 60)).toBe('possible');
  });

  test.each([
    ['at once', stop(11, 'stopping')],
    ['that something else failed', stop(31, 'lost')],
    ['for want of something', stop(31, 'timed out, shutting down')],
    ['for an error', stop(31, 'shutting down, no store for')],
  ])('but not before %s', (_, lines) => {
    expect(sureOf(lines, 60)).toBe('likely');
  });
});

describe('what fails while a program stops is not why it stopped', () => {
  test.each([
    ['a signal', 'signal 15, draining'],
    ['a request', 'shutdown requested by operator'],
    ['a stop that takes its time', 'graceful shutdown begins'],
  ])('%s', (_, told) => {
    expect(sureOf(['up', told, `ERROR pool: ${ERROR}`])).toBe('possible');
  });

  test.each([
    ['on the way out', 'ERROR no rate for CH is set', `ERROR pool, while shutting down: ${ERROR}`],
    ['in a clean-up', "KeyError: 'rate'", `prune aborted during cleanup: ${ERROR}`],
  ])('by its own words, where trouble was told before: %s', (_, trouble, line) => {
    expect(sureOf(['up', trouble, line])).toBe('possible');
    expect(sureOf(['up', line])).toBe('likely');
  });

  test.each([
    ['an error led to the stop', ['store: cannot open', 'shutting down gracefully', `ERROR pool: ${ERROR}`]],
    ['it was started again', ['signal 15, draining', 'starting', `ERROR pool: ${ERROR}`]],
    ['nothing outlives it', ['signal 15, draining', `FATAL pool: ${ERROR}`]],
  ])('but not where %s', (_, lines) => {
    expect(sureOf(['up', ...lines])).toBe('likely');
  });
});

describe('what a program outlived twice is no reason at the third time', () => {
  const ROUND = [`feed: ${ERROR}`, 'stored 17 ticks'];

  test('where it lived for long and did something new each time', () => {
    expect(sureOf([...ROUND, `feed: ${ERROR}`, 'stored 31 ticks', `feed: ${ERROR}`], 9000)).toBe('possible');
  });

  test.each([
    ['where it has just been started', [...ROUND, `feed: ${ERROR}`, 'stored 31 ticks', `feed: ${ERROR}`], 60],
    [
      'of what it says of each try',
      [`feed: ${ERROR}`, 'try 2', `feed: ${ERROR}`, 'try 3', `feed: ${ERROR}`],
      9000,
    ],
    ['where it gives up', [...ROUND, `feed: ${ERROR}`, 'stored 31 ticks', `giving up, feed: ${ERROR}`], 9000],
  ])('not %s', (_, lines, ran) => {
    expect(sureOf(lines, ran)).toBe('likely');
  });
});

describe('a program that says it goes on all the same takes its error lightly', () => {
  test.each([
    ['as what it runs', [`no licence read (${ERROR}), running as community edition`]],
    ['with what it makes do', [`rates: ${ERROR}; keeping those of yesterday`]],
    ['without it', [`tracing: ${ERROR}; doing without`]],
    ['on the next line', [`entrypoint: ${ERROR}`, 'entrypoint: never mind']],
  ])('%s', (_, lines) => {
    expect(sureOf(['starting', ...lines])).toBe('possible');
  });

  test.each([
    ['as whom it runs', [`${ERROR}, running as uid 1000`]],
    ['another part of it does', [`ERROR ${ERROR}`, 'INFO gossip not settled, continuing anyway']],
  ])('but not where it says %s', (_, lines) => {
    expect(sureOf(['starting', ...lines])).toBe('likely');
  });
});
