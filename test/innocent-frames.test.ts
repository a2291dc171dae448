import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '../src/domain/report/report.js';
import type { PodSnapshot } from '../src/domain/snapshot.js';
import { reportPod } from '../src/engine/index.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { caseFolders, readExpectation } from './support/cases.js';
import { crashLoop, ended, log, pod, snapshot } from './support/pods.js';
import { readSubject } from './support/read-folder.js';

const rules = await loadRulebook();

/** One in so many of the rules' own cases is put into each frame, by its name: a new case moves no other in or out. */
const ONE_IN = 10;

function isChosen(folder: string): boolean {
  return createHash('sha256').update(path.basename(folder)).digest().readUInt16BE() % ONE_IN === 0;
}

interface Example {
  readonly rule: string;
  readonly cause: string;
  readonly exitCode: number;
  readonly line: string;
}

function firstOf(snap: PodSnapshot, container?: string): Diagnosis | undefined {
  const { containers } = reportPod(snap, rules);
  return containers.find(({ name, diagnoses }) =>
    container === undefined ? diagnoses.length > 0 : name === container,
  )?.diagnoses[0];
}

/** What is said of a container that ended with this log and nothing else to go by. */
function said(lines: readonly string[], exitCode: number): Diagnosis | undefined {
  return firstOf(snapshot(pod(crashLoop(ended(exitCode))), { logs: [log(lines)] }), 'app');
}

function isSure(diagnosis: Diagnosis | undefined): boolean {
  return diagnosis !== undefined && diagnosis.confidence !== 'possible' && diagnosis.cause !== 'unknown';
}

/** The log lines that decide rules' own cases, where they decide alone and are neither JSON nor hold a quotation. */
async function readExamples(): Promise<readonly Example[]> {
  const examples: Example[] = [];
  const folders = caseFolders('cases').filter((folder) => !path.basename(folder).includes('--'));
  for (const folder of folders.filter(isChosen)) {
    const subject = await readSubject(folder);
    if (subject.kind !== 'pod') continue;
    const first = firstOf(subject, readExpectation(folder).container);
    const place = /^log (\S+)( --previous)?:(\d+)$/.exec(
      first?.evidence.find((e) => e.at.startsWith('log '))?.at ?? '',
    );
    const which = place?.[2] === undefined ? 'current' : 'previous';
    const found = subject.logs.find((l) => l.container === place?.[1] && l.which === which);
    const line = found?.lines[Number(place?.[3]) - 1];
    if (first === undefined || line === undefined || /["{]/.test(line)) continue;
    const words = { rule: first.ruleId, cause: first.cause, exitCode: 1, line: line.trim() };
    const alone = said(['starting', words.line], 1);
    if (isSure(alone) && alone?.ruleId === first.ruleId) examples.push(words);
  }
  return examples;
}

const examples = await readExamples();

const END = 'quorum of watchers gone';
const work = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `2026-03-01 11:58:${10 + i} INFO stored batch ${i}`);

/** Logs in which an error is quoted, or told and got over, and something else ends the program. */
const FRAMES: Readonly<Record<string, (error: string) => readonly string[]>> = {
  'an alert': (error) => [`alert fired for shop/orders-7: "${error}"`, END],
  'an alert of Alertmanager': (error) => [`[FIRING:1] OrdersDown shop (${error})`, END],
  'a ticket': (error) => [`received ticket 17: "${error}"`, END],
  'a mail': (error) => [`Subject: [prod] ${error}`, END],
  'a manual': (error) => [`If you see "${error}", restart the job.`, END],
  'a changelog': (error) => [`  * Fixed: ${error}`, END],
  'the title of a commit': (error) => [`4f3e2d1 fix: ${error}`, END],
  'a field of data': (error) => [JSON.stringify({ level: 'info', msg: 'stored', comment: error }), END],
  'a setting': (error) => [`error_pattern = "${error}"`, END],
  'a variable': (error) => ['    locals:', `      message = "${error}"`, END],
  'a record of CSV': (error) => [`17,2026-03-01,"${error}",open`, END],
  'a talk': (error) => [`<alice> ${error}`, '<bob> try turning it off', END],
  'a channel': (error) => [`[chat] alice: ${error}`, END],
  'a prompt': (error) => [`prompt: explain this error: ${error}`, END],
  'one row of many': (error) => [`row 17 rejected: ${error}`, '991 rows imported, 1 rejected', END],
  'a rule that is loaded': (error) => [`loaded rule 17: /${error}/ -> page`, END],
  'an element of XML': (error) => [`<comment id="17"><text>${error}</text></comment>`, END],
  'a row of a Markdown table': (error) => [`| 17 | ${error} | open |`, END],
  'a row of psql': (error) => [` 17 | ${error} | open`, '(1 row)', END],
  'a line of a source': (error) => [`   17 |   // ${error}`, '   18 |   show(faq)', END],
  'what uniq counted': (error) => [`  212  ${error}`, '   17  slow query', END],
  'what a test describes': (error) => [`  returns "${error}"`, END],
  'a whole line quoted': (error) => [
    `search for "time="2026-03-01T11:58:10Z" level=error msg="${error}"": 3 hits`,
    END,
  ],
  'a talk in a channel': (error) => [`anna in #ops: saw ${error} again on shop-3, anyone?`, END],
  'a dialogue with a model': (error) => [`user> why do I get ${error} ?`, 'assistant> No server there.', END],
  'a talk with times': (error) => [`[2026-03-01 10:10] carla wrote: anyone else hit by ${error}?`, END],
  'a ticket with its state': (error) => [`OPS-771 (open): pods die with ${error}`, END],
  'a stream of Loki': (error) => [`{app="web",pod="web-1"} 2026-03-01T10:10:02Z ${error}`, END],
  'what git blame shows': (error) => [`^a91fe22 (Anna 2026-03-01 31) # ${error}`, END],
  'a commit in one line': (error) => [`  a91fe22 Retry when ${error} comes up`, END],
  'a commit': (error) => ['Author: Anna <anna@example.com>', '', `    Handle ${error}`, '', END],
  'what is new': (error) => ['What is new in 2.4', `  * no longer stops on ${error}`, END],
  'a part of a diff': (error) => ['@@ -1,3 +1,4 @@', ' # orders', `+${error}`, END],
  'rows of a table': (error) => ['id;text;count', `71;${error};3`, '72;other;1', END],
  'a metric': (error) => [`errors{text=${JSON.stringify(error)}} 31`, END],
  'a page of a manual': (error) => ['EXIT STATUS', '       0      well', `       3      ${error}`, END],
  'a line that grep found': (error) => [`/var/log/old.log:1441:${error}`, END],
  'a line of HTML': (error) => [`<body><h1>When you see</h1><p>${error}</p></body>`, END],
  "a shipper's record": (error) => [
    JSON.stringify({ kubernetes: { pod_name: 'web-1', container_name: 'web' }, message: error }),
    END,
  ],
  'what a step of CI shows': (error) => ['$ kubectl logs web-1 | tail -1', error, '$ helm rollback web', END],
  'what an environment holds': (error) => ['PORT=8080', `FALLBACK_TEXT=${error}`, 'WORKERS=4', END],
  'what a key of YAML holds': (error) => ['ignore:', `  - ${error}`, '  - broken pipe', 'workers: 4', END],
  'a catalogue of texts': (error) => [`net.shop.refused=${error}`, 'net.shop.hello=Hello', END],
  'a catalogue of texts in JSON': (error) => [
    '{',
    `  "refused": ${JSON.stringify(error)},`,
    '  "hello": "Hello"',
    '}',
    END,
  ],
  'texts of a language in YAML': (error) => [
    'en:',
    '  errors:',
    `    refused: ${error}`,
    '    odd: Odd',
    END,
  ],
  'an item below a heading': (error) => ['Known issues', '------------', `* ${error} at first`, END],
  'a question': (error) => [`What is ${error} about?`, END],
  'a note that it is normal': (error) => [`Note: ${error} is normal at the first start.`, END],
  'records of Python': (error) => [`{'id': 31, 'text': '${error}'}`, "{'id': 32, 'text': 'hello'}", END],
  'rows of values': (error) => [`  (31, '${error}', 'open'),`, "  (32, 'hello', 'open');", END],
  'a numbered source': (error) => ['  31\tdef check(line):', `  32\t    if line == ${error}:`, END],
  'a comment of a script': (error) => ['#!/bin/sh', `# ${error}: no server there`, 'exec ./sums', END],
  'a block of Markdown': (error) => ['It prints', '```', error, '```', 'where no server is.', END],
  'a part of a document': (error) => ['Common errors:', `  ${error}`, '      start the server before', END],
  'a prompt with its marks': (error) => [`[INST] what is ${error} [/INST]`, 'generated 212 tokens', END],
  'a step of an agent': (error) => ['Thought: read the log', `Observation: ${error}`, END],
  'a test of Rust that passed': (error) => [`test net::says - ${error} ... ok`, END],
  'an audit record': (error) => [
    JSON.stringify({ kind: 'Event', apiVersion: 'audit.k8s.io/v1', responseStatus: { message: error } }),
    END,
  ],
  'a message of syslog at level info': (error) => [
    `<134>1 2026-02-28T10:10:00Z web-1 web 71 - - ${error}`,
    END,
  ],
  'a command that may fail': (error) => ['$ ./lint || true', error, '$ ./sums', END],
  'a try that another one made good': (error) => [`shop: ${error}`, 'shop: ok', 'cache: ok', END],
  'a trace logged for developers': (error) => [
    '2026-03-01 11:58:10,001 DEBUG app.net: probing',
    'Traceback (most recent call last):',
    '  File "/app/net.py", line 3, in probe',
    `OSError: ${error}`,
    '2026-03-01 11:58:11,001 INFO app: started',
    '2026-03-01 11:58:12,001 INFO app: item 1',
    END,
  ],
  'a condition': (error) => [`note: should you meet ${error}, see the wiki`, 'ready', END],
  'another time': (error) => [`previous run (2026-02-28) ended with: ${error}`, 'resuming at item 100', END],
  'what is injected': (error) => [`chaos: injected ${error}`, 'chaos: removed', END],
  'what a test provokes': (error) => [
    'TAP version 13',
    'ok 1 - starts',
    error,
    'ok 2 - says so',
    '1..2',
    END,
  ],
  'what tests of Surefire provoke': (error) => [
    '[INFO] Running com.acme.PayTest',
    error,
    '[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s - in com.acme.PayTest',
    END,
  ],
  'a step before the next one': (error) => ['[1/3] look', error, '[2/3] build', '[3/3] push', END],
  'a word of a child that ended': (error) => [
    `[job 17] stderr: ${error}`,
    '[job 17] finished with exit code 1',
    '[scheduler] idle',
    END,
  ],
  'what a host says before others': (error) => [`web1: ${error}`, 'web2: up to date', END],
  'a mail that was sent': (error) => [`sent an e-mail to ops@example.com: ${error}`, END],
  'what was long ago': (error) => [`up 12h, last error 2h ago: ${error}`, END],
  'a test that passed': (error) => [`tests/test_shop.py::test_shop[${error}] PASSED`, END],
  'a statement of SQL': (error) => [`2026-03-01 11:58:10 UTC [7] LOG:  statement: SELECT '${error}'`, END],
  'a level for developers': (error) => [`DEBUG probe: ${error}`, END],
  'a further try that succeeded': (error) => [`${error}; retrying in 5s`, 'connected to shop', 'row 1', END],
  'an error before ordinary work': (error) => [error, ...work(6), END],
  'an error before items done': (error) => [error, 'indexed 1 of 9', 'indexed 2 of 9', 'indexed 3 of 9', END],
  'an error among things done': (error) => [
    error,
    ...['ben', 'eve', 'tom'].map((name) => `mail to ${name} sent`),
    END,
  ],
  'an item before the next one': (error) => [`volume media: ${error}`, 'volume db: done', END],
  'a source before the next one': (error) => [
    `fetch from mirror a: ${error}`,
    'fetch from mirror b: 12 MB',
    END,
  ],
  'a URL before the next one': (error) => [
    `https://a.example.com/ -> ${error}`,
    'https://b.example.com/ 200',
    END,
  ],
  'a log between marks': (error) => [
    '--- BEGIN LOG web-1 ---',
    error,
    '--- END LOG web-1 ---',
    'bundle uploaded',
    END,
  ],
  'what an earlier run said': (error) => [
    'The last run was cut off. It said:',
    `    ${error}`,
    'resuming',
    END,
  ],
  'a failure that a script ignores': (error) => ['+ ./warm-cache', error, '+ true', '+ ./sums', END],
  'a record of who did what': (error) => [
    JSON.stringify({ actor: 'anna', action: 'connect', outcome: 'failure', reason: error }),
    END,
  ],
  'a field of a request': (error) => [
    `GraphQLError: ${error}`,
    '    at executeField (/app/node_modules/graphql/execution/execute.js:331:12)',
    END,
  ],
  'what it runs without': (error) => [`no licence read (${error}), running as community edition`, END],
  'what it does without': (error) => [`tracing: ${error}; doing without`, END],
  'an error long before the end': (error) => [
    error,
    ...Array.from({ length: 20 }, (_, i) => `row ${i}`),
    END,
  ],
};

/** The heads that loggers put before what a program says. */
const HEADS: Readonly<Record<string, (error: string) => readonly string[]>> = {
  'a time': (error) => [`2026-03-01T11:58:10.123Z ${error}`],
  klog: (error) => [`E0301 11:58:10.123456       1 main.go:61] ${error}`],
  logfmt: (error) => [
    `time="2026-03-01T11:58:10Z" level=fatal msg="cannot start" error=${JSON.stringify(error)}`,
  ],
  JSON: (error) => [JSON.stringify({ level: 'error', ts: '2026-03-01T11:58:10Z', msg: error })],
  Logback: (error) => [`2026-03-01 11:58:10.123 ERROR 1 --- [           main] o.s.b.App   : ${error}`],
  Serilog: (error) => [`[11:58:10 FTL] ${error}`],
  Python: (error) => [`2026-03-01 11:58:10,123 ERROR root: ${error}`],
  ".NET's console": (error) => ['fail: Shop.Start[0]', `      ${error}`],
};

/** How programs lead up to an error of their own. */
const LEADS: Readonly<Record<string, (error: string) => readonly string[]>> = {
  'what could not be done': (error) => [`cannot start the shop: ${error}`],
  'what led to an end': (error) => [`the shop stopped because of ${error}`],
  'what it looks like': (error) => [`Something is wrong here. Looks like ${error}`],
  'the command that failed': (error) => ['+ ./start', error],
  'a heading': (error) => ['Problems:', `  - ${error}`],
};

/** The share of examples that come out wrong; each bound is what holds today, rounded up. */
function share(wrong: (example: Example) => boolean): number {
  return examples.filter(wrong).length / examples.length;
}

test('there are examples of many rules', () => {
  expect(examples.length).toBeGreaterThan(50);
});

describe('what only quotes an error, or got over it, is not taken for its end', () => {
  test.each(Object.entries(FRAMES))('%s', (_, frame) => {
    expect(share(({ line }) => isSure(said(['starting', ...frame(line)], 1)))).toBeLessThanOrEqual(0.1);
  });
});

describe('what a logger puts before the words of a program hides nothing', () => {
  test.each(Object.entries(HEADS))('%s', (_, head) => {
    expect(
      share(({ line, cause }) => said(['starting', ...head(line)], 1)?.cause !== cause),
    ).toBeLessThanOrEqual(0.05);
  });
});

describe('what leads up to an error leaves it the reason', () => {
  test.each(Object.entries(LEADS))('%s', (_, lead) => {
    expect(share(({ line }) => !isSure(said(['starting', ...lead(line)], 1)))).toBeLessThanOrEqual(0.2);
  });
});

test.each([129, 130, 141])(
  'an error that a program handles explains no end by a signal that is sent: %i',
  (code) => {
    const wrong = share(({ line, cause }) => {
      const first = said(['starting', line], code);
      return isSure(first) && first?.cause === cause && cause.startsWith('app-') && cause !== 'app-usage';
    });
    expect(wrong).toBe(0);
  },
);

test('an error that a program handles explains no fault of the processor', () => {
  const wrong = share(({ line, cause }) => {
    const first = said(['starting', line], 135);
    return isSure(first) && first?.cause === cause && cause.startsWith('app-') && cause !== 'app-exception';
  });
  expect(wrong).toBe(0);
});
