import { expect, test } from '@jest/globals';
import { reportPod } from '../../../src/engine/index.js';
import { crashLoop, ended, log, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

const RULE = ruleText(
  'told',
  "{ log-line: [{ pattern: 'invalid setting: (?P<why>.+)', example: 'invalid setting: port' }] }",
  "title: 'refused: {{why}}'\n",
);

async function title(line: string): Promise<string | undefined> {
  const said = snapshot(pod(crashLoop(ended(1))), { logs: [log([line])] });
  return reportPod(said, await rulebook(RULE)).containers[0]?.diagnoses[0]?.title;
}

test.each([
  ['JSON', '{"level":"fatal","msg":"open: invalid setting: port is no number","time":"12:00:00"}'],
  ['logfmt', 'level=fatal msg="open: invalid setting: port is no number" version="1.2"'],
])('what a title names of a line ends with its field: %s', async (_, line) => {
  expect(await title(line)).toBe('refused: port is no number');
});

test('what the field tells in marks of its own is kept', async () => {
  const line = '{"level":"fatal","msg":"invalid setting: port \\"http\\" is unknown","time":"12:00:00"}';
  expect(await title(line)).toBe('refused: port "http" is unknown');
});

test('a line that holds no field is told to its end', async () => {
  expect(await title('invalid setting: "port" is no number')).toBe('refused: "port" is no number');
});
