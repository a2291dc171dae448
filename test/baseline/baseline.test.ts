import { expect, test } from '@jest/globals';
import { markKnown, readBaseline, writeBaseline } from '../../src/baseline/baseline.js';
import type { Json } from '../../src/domain/values/json.js';
import { groupFailures, reportPod } from '../../src/engine/index.js';
import type { Report } from '../../src/domain/report/report.js';
import { crashLoop, ended, pod, rulebook, ruleText, snapshot } from '../support/pods.js';

const rules = await rulebook(ruleText('code', '{exit-code: 1}', 'title: it ended with 1\n'));

function groupsOf(podName: string): ReturnType<typeof groupFailures> {
  const raw = pod(crashLoop(ended(1)), {
    metadata: {
      name: podName,
      namespace: 'shop',
      ownerReferences: [{ kind: 'StatefulSet', name: 'web', controller: true }],
    },
  });
  return groupFailures([reportPod(snapshot(raw), rules)], []);
}

test('a baseline is one sorted line a group, without pod names, counts or times', () => {
  expect(writeBaseline(groupsOf('web-0'))).toBe(
    '{\n  "apiVersion": "exitdiag.github.io/v1alpha1",\n  "kind": "Baseline",\n  "known": [\n' +
      '    {"key":"app-exception/StatefulSet/shop/web/app","title":"it ended with 1"}\n  ]\n}\n',
  );
  expect(writeBaseline(groupsOf('web-17'))).toBe(writeBaseline(groupsOf('web-0')));
});

test('what the baseline holds is known, whichever replica shows it', () => {
  const read = readBaseline(JSON.parse(writeBaseline(groupsOf('web-0'))) as Json);
  if (!read.ok) throw new Error(read.why);
  const report = { groups: groupsOf('web-9') } as unknown as Report;
  expect(markKnown(report, read.baseline).groups[0]?.diagnosis.known).toBe(true);
  expect(markKnown(report, { keys: new Set() }).groups[0]?.diagnosis.known).toBe(false);
});

test.each([
  [[], /no baseline/],
  [{ kind: 'Report', apiVersion: 'exitdiag.github.io/v1alpha1' }, /no baseline/],
  [{ kind: 'Baseline', apiVersion: 'exitdiag.github.io/v9' }, /version exitdiag.github.io\/v9/],
])('%j is refused with a reason', (value, why) => {
  const read = readBaseline(value);
  expect(read.ok ? '' : read.why).toMatch(why);
});
