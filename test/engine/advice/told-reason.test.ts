import { expect, test } from '@jest/globals';
import { reportPod } from '../../../src/engine/index.js';
import { crashLoop, ended, log, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

const RULE = ruleText('told', "{ log-line: [{ pattern: 'migration failed', example: 'migration failed' }] }");

async function title(lines: readonly string[], rule = RULE): Promise<string | undefined> {
  const rules = await rulebook(rule);
  const said = snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] });
  return reportPod(said, rules).containers[0]?.diagnoses[0]?.title;
}

test.each([
  [
    'a cause',
    ['migration failed', '\tat a.B(C.java:1)', 'Caused by: x.SqlException: no such column'],
    'no such column',
  ],
  [
    'the innermost cause',
    ['migration failed', 'Caused by: x.E: outer', 'Caused by: java.net.ConnectException: refused'],
    'refused',
  ],
  ['a field', ['migration failed', '----', 'Message    : ERROR: no such column'], 'ERROR: no such column'],
  ['.NET', ['migration failed', ' ---> System.IO.IOException: no such file'], 'no such file'],
  ['an exception', ['migration failed', "KeyError: 'url'"], "KeyError: 'url'"],
  ['a cause above', ['Caused by: x.E: myid is missing', 'migration failed'], 'myid is missing'],
])('a title without a word of the log gets the reason beside the line: %s', async (_, lines, why) => {
  expect(await title(lines)).toBe(`it is told: ${why}`);
});

test.each([
  ['none beside it', ['Caused by: x.E: old', ...Array.from({ length: 9 }, () => 'step'), 'migration failed']],
  ['the cause of another', ['Caused by: x.E: outer', 'Caused by: x.E: migration failed']],
  [
    'an exception beside its own',
    ['ERROR ValueError: migration failed', 'RuntimeError: see the cause above'],
  ],
  [
    'the exception of an error behind a warning',
    ['11:50:11 WARN migration failed', '11:50:12 ERROR no worker boots', "KeyError: 'url'"],
  ],
  [
    'the exception that it ended of, behind a remark',
    ['11:50:11 INFO if a migration failed', 'Traceback (most recent call last):', "KeyError: 'url'"],
  ],
  [
    'the exception of a later entry',
    ['migration failed', '2026-03-01 11:59:10 INFO the next worker boots', "KeyError: 'url'"],
  ],
  ['the same words', ['migration failed', 'x.SomeError: migration failed']],
])('a title stays as it is: %s', async (_, lines) => {
  expect(await title(lines)).toBe('it is told');
});

test('a title that names something of the log stays as it is', async () => {
  const named = ruleText(
    'told',
    "{ log-line: [{ pattern: 'migration (?P<what>V\\d+) failed', example: 'migration V1 failed' }] }",
    "title: 'failed: {{what}}'\n",
  );
  expect(await title(['migration V3 failed', 'Caused by: x.E: no'], named)).toBe('failed: V3');
});
