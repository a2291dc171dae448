import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { diagnosePod } from '../../../src/engine/index.js';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import { crashLoop, ended, log, NOW, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

const OWN = readFileSync('rules/unknown/exit-code-own.yaml', 'utf8');

async function firstWith(logs: readonly string[] | undefined): Promise<Diagnosis | undefined> {
  const rules = await rulebook(OWN);
  const more = logs === undefined ? {} : { logs: [log(logs)] };
  return diagnosePod(snapshot(pod(crashLoop(ended(7))), more), rules).containers.get('app')?.diagnoses[0];
}

const facts = (diagnosis: Diagnosis | undefined): readonly string[] =>
  (diagnosis?.evidence ?? []).map(({ fact, at }) => `${fact} @ ${at}`);

test('where nothing decides, the last three entries are told, without the frames of a stack', async () => {
  const first = await firstWith([
    'starting',
    'step 3 of 9',
    'ratio wrong',
    'must be below one',
    '  at f:1',
    '',
  ]);
  expect(facts(first).slice(-3)).toEqual([
    'it logged last: step 3 of 9 @ log app --previous:2',
    'it logged last: ratio wrong @ log app --previous:3',
    'it logged last: must be below one @ log app --previous:4',
  ]);
  expect(first?.title).toBe(
    'Cannot tell: 7 is a value of the program itself; it logged last: must be below one',
  );
  expect(first?.remediation[0]?.command).toContain('kubectl logs');
});

test.each([
  '1. DB::Keeper::load(int) @ 0x00000000008748c6 in /usr/bin/clickhouse-keeper',
  '#0 /srv/app/index.php(12): load()',
  '#1 {main}',
  '#3  0x00007f3a4c2e1b40 in load () from /usr/lib/libgrid.so',
  '/usr/lib/libgrid.so.6(+0x3c4b0) [0x7f3a4c2e1b40]',
])('the frame %s is no last word', async (frame) => {
  const first = await firstWith(['ratio wrong', frame]);
  expect(facts(first).at(-1)).toBe('it logged last: ratio wrong @ log app --previous:1');
});

test.each(['1. read the rows', '#1 of 3 grids', 'grid(a+b) [wrong]'])(
  '%s is no frame, and a last word',
  async (line) => {
    expect(facts(await firstWith(['starting', line])).at(-1)).toContain(line);
  },
);

test('bytes that are no text are not repeated', async () => {
  const first = await firstWith(['starting', '\u0016\u0008o\uFFFDV\uFFFDUe\uFFFD^\u001B[\u0003\uFFFD']);
  expect(facts(first)).toContain('it logged last: (14 characters that are no text) @ log app --previous:2');
  expect(first?.title).toBe('Cannot tell: 7 is a value of the program itself');
});

test('for how long it was silent then is told, where that is known', async () => {
  const rules = await rulebook(OWN);
  const raw = pod(crashLoop(ended(7, 'Error', 60, 900)));
  const after = (seconds: number): readonly string[] => {
    const logs = [{ ...log(['step 3 of 9']), times: [NOW - (60 + seconds) * 1000] }];
    return facts(diagnosePod(snapshot(raw, { logs }), rules).containers.get('app')?.diagnoses[0]);
  };
  expect(after(600)).toContain('then it was silent for 10m until its end @ log app --previous:1');
  expect(after(20).join()).not.toContain('silent');
});

test('of the last entries the title tells the one at level error', async () => {
  const first = await firstWith(['ERROR ratio wrong', 'INFO 3 rows read', 'INFO closing']);
  expect(first?.title).toMatch(/; it logged last: ERROR ratio wrong$/);
});

test('of a program that runs and is not ready it is told what it logs', async () => {
  const rules = await rulebook(ruleText('not-ready', '{state: running}', 'cause: readiness-failing\n'));
  const { containers } = diagnosePod(
    snapshot(pod({ state: { running: {} }, ready: false }), {
      logs: [log(['waiting for a leader'], 'current')],
    }),
    rules,
  );
  expect(facts(containers.get('app')?.diagnoses[0]).at(-1)).toBe('it logs: waiting for a leader @ log app:1');
});

test('an empty log is told, and the look-up is not the log again', async () => {
  const first = await firstWith(['']);
  expect(facts(first).at(-1)).toBe('it logged nothing @ log app --previous');
  expect(first?.remediation[0]?.do).toContain('its log is empty');
  expect(first?.remediation[0]?.command).toBeUndefined();
});

test('of a log that was not read nothing is said', async () => {
  const first = await firstWith(undefined);
  expect(facts(first).join()).not.toContain('logged');
  expect(first?.remediation[0]?.command).toContain('kubectl logs');
});

test('neither frames nor the heads of a trace are told, and what repeats the code comes behind the words', async () => {
  const first = await firstWith(['loading', 'Traceback (most recent call last):', '  File "a.py"', 'Odd: 7']);
  expect(facts(first).slice(1, 3)).toEqual([
    'it logged last: loading @ log app --previous:1',
    'it logged last: Odd: 7 @ log app --previous:4',
  ]);
});
