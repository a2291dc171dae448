import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { asObjects, at } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is said of a container that wants SHOP_REGION, and has this in its spec. */
async function told(spec: JsonObject, line = 'SHOP_REGION is required'): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/setting-missing');
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const logs = snapshot.logs.map((log) => ({ ...log, lines: [line] }));
  const metadata = { ...(snapshot.pod['metadata'] as JsonObject), labels: { region: 'eu' } };
  const pod = { ...snapshot.pod, metadata, spec: { ...podSpec, containers: [{ ...container, ...spec }] } };
  const diagnoses = diagnosesOf(reportPod({ ...snapshot, pod, logs }, rules));
  expect(diagnoses[0]?.cause).toBe('app-config');
  return diagnoses.flatMap(({ evidence }) => evidence.map(({ fact }) => fact)).join('\n');
}

function region(variable: JsonObject): JsonObject {
  return { env: [{ name: 'SHOP_REGION', ...variable }] };
}

function field(fieldPath: string): JsonObject {
  return region({ valueFrom: { fieldRef: { fieldPath } } });
}

const OPTIONAL = { name: 'settings', key: 'region', optional: true };

test.each<[string, JsonObject, RegExp]>([
  ['an empty text', region({ value: '' }), /SHOP_REGION is set to an empty text/],
  [
    'an annotation that is not there',
    field("metadata.annotations['x.example/region']"),
    /SHOP_REGION is empty: it comes from metadata\.annotations\['x\.example\/region'\], which the pod does not have/,
  ],
  [
    'an optional key',
    region({ valueFrom: { configMapKeyRef: OPTIONAL } }),
    /SHOP_REGION comes from the key region of ConfigMap settings, which is optional and may be missing/,
  ],
  [
    'an optional key of a Secret',
    region({ valueFrom: { secretKeyRef: OPTIONAL } }),
    /of Secret settings, which is optional/,
  ],
  [
    'a prefix',
    { envFrom: [{ prefix: 'APP_', configMapRef: { name: 'settings' } }] },
    /envFrom puts APP_ before every key of ConfigMap settings: its SHOP_REGION is called APP_SHOP_REGION/,
  ],
  [
    'an object that may be missing as a whole',
    { envFrom: [{ secretRef: { name: 'settings', optional: true } }] },
    /envFrom takes in Secret settings, which is optional and may be missing, and SHOP_REGION with it/,
  ],
])('a variable that holds nothing because of %s is told', async (_, spec, words) => {
  expect(await told(spec)).toMatch(words);
});

const ANY = /SHOP_REGION is (?:set|empty)|SHOP_REGION comes from|envFrom/;

test.each<[string, JsonObject]>([
  ['it has a value', region({ value: 'eu' })],
  [
    'a later entry gives it one',
    {
      env: [
        { name: 'SHOP_REGION', value: '' },
        { name: 'SHOP_REGION', value: 'eu' },
      ],
    },
  ],
  ['the object must be there', { envFrom: [{ configMapRef: { name: 'settings' } }] }],
  ['its label is there', field("metadata.labels['region']")],
  ['its key must be there', region({ valueFrom: { configMapKeyRef: { name: 'settings', key: 'region' } } })],
  ['another one is empty', { env: [{ name: 'COLOUR', value: '' }] }],
  ['the prefix is wanted', { envFrom: [{ prefix: 'SHOP_', configMapRef: { name: 'settings' } }] }],
])('nothing is told of where a variable comes from where %s', async (_, spec) => {
  expect(await told(spec)).not.toMatch(ANY);
});
