import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { diagnosePod } from '../../src/engine/index.js';
import type { Diagnosis } from '../../src/domain/report.js';
import { crashLoop, ended, log, pod, rulebook, snapshot } from '../support/pods.js';

const OWN = readFileSync('rules/unknown/exit-code-own.yaml', 'utf8');

async function firstWith(logs: readonly string[] | undefined): Promise<Diagnosis | undefined> {
  const rules = await rulebook(OWN);
  const more = logs === undefined ? {} : { logs: [log(logs)] };
  return diagnosePod(snapshot(pod(crashLoop(ended(7))), more), rules).containers.get('app')?.diagnoses[0];
}

const facts = (diagnosis: Diagnosis | undefined): readonly string[] =>
  (diagnosis?.evidence ?? []).map(({ fact, at }) => `${fact} @ ${at}`);

test('where nothing decides, the last two lines are told', async () => {
  const first = await firstWith(['starting', 'step 3 of 9', 'ratio must be below one', '']);
  expect(facts(first).slice(-2)).toEqual([
    'it logged before that: step 3 of 9 @ log app --previous:2',
    'it logged at last: ratio must be below one @ log app --previous:3',
  ]);
  expect(first?.remediation[0]?.command).toContain('kubectl logs');
});

test('an empty log is told, and the look-up is not the log again', async () => {
  const first = await firstWith(['']);
  expect(facts(first).at(-1)).toBe('it logged nothing @ log app --previous');
  expect(first?.remediation[0]?.do).toContain('its log is empty');
  expect(first?.remediation[0]?.command).not.toContain('kubectl logs');
});

test('of a log that was not read nothing is said', async () => {
  const first = await firstWith(undefined);
  expect(facts(first).join()).not.toContain('logged');
  expect(first?.remediation[0]?.command).toContain('kubectl logs');
});
