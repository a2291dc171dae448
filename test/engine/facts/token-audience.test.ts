import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is advised for a program whose token the API server refuses, mounted for this audience. */
async function advice(audience: string): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/kubernetes-credentials-refused--audience');
  const spec = snapshot.pod['spec'] as JsonObject;
  const volumes = asObjects(at(spec, 'volumes')).map((volume) => ({
    ...volume,
    projected: { sources: [{ serviceAccountToken: { path: 'token', audience } }] },
  }));
  const pod = { ...snapshot.pod, spec: { ...spec, volumes } };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod }, rules));
  expect(first?.ruleId).toBe('kubernetes-credentials-refused');
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

test('a token for somebody else is told with its audience and place', async () => {
  expect(await advice('vault.example.com')).toContain(
    'A token for the audience vault.example.com (mounted at /var/run/tok) is no good there',
  );
});

test.each(['https://kubernetes.default.svc.cluster.local', 'api'])(
  'the audience %s is mostly the API server itself',
  async (audience) => {
    expect(await advice(audience)).not.toContain('audience');
  },
);
