import { expect, test } from '@jest/globals';
import { reportPod } from '../../../src/engine/index.js';
import { crashLoop, ended, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

test.each([
  ['SIGABRT', 134],
  ['abrt', 134],
  ['IOT', 134],
  ['SIGPOLL', 157],
  ['RTMIN+3', 165],
  ['SIGRTMAX', 192],
])('a rule may name a signal %s', async (name, code) => {
  const rules = await rulebook(ruleText('ended-so', `{ signal: ${name} }`));
  const told = (exitCode: number): readonly string[] =>
    reportPod(snapshot(pod(crashLoop(ended(exitCode)))), rules).containers.flatMap(({ diagnoses }) =>
      diagnoses.map(({ ruleId }) => ruleId),
    );
  expect([told(code), told(139)]).toEqual([['ended-so'], ['unknown']]);
});
