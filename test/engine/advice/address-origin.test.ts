import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What speaks for the first finding of a container that logged `line` and has these variables. */
async function told(
  line: string,
  env: Readonly<Record<string, string>>,
  more: JsonObject = {},
): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-module-missing');
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const logs = snapshot.logs.map((log) => ({ ...log, lines: [line] }));
  const spec = { ...container, env: Object.entries(env).map(([name, value]) => ({ name, value })) };
  const pod = { ...snapshot.pod, spec: { ...podSpec, ...more, containers: [spec] } };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, logs }, rules));
  expect(first?.cause).toBe('app-dependency');
  return (first?.evidence ?? []).map(({ fact }) => fact).join('\n');
}

const REFUSED = '2026/03/02 09:12:00 open store: dial tcp 10.0.0.9:5432: connect: connection refused';
const PROXY = "curl: (7) Failed to connect to proxy.corp port 3128 after 0 ms: Couldn't connect to server";

test.each([
  ['an address', REFUSED, { MODE: 'a', DB_ADDR: '10.0.0.9:5432' }, 'DB_ADDR is 10.0.0.9:5432'],
  ['a URL', REFUSED, { DB_URL: 'postgres://10.0.0.9/shop' }, 'DB_URL is postgres://10.0.0.9/shop'],
  ['a proxy', PROXY, { https_proxy: 'http://Proxy.corp:3128' }, 'https_proxy is http://Proxy.corp:3128'],
])('the variable that holds %s is told', async (_, line, env, fact) => {
  expect(await told(line, env)).toContain(fact);
});

test.each([
  ['another host', { DB_ADDR: '10.0.0.90:5432' }],
  ['another port', { DB_ADDR: '10.0.0.9:6379' }],
])('not one that holds %s', async (_, env) => {
  expect(await told(REFUSED, env)).not.toContain('DB_ADDR');
});

test('an address that hostAliases give is told', async () => {
  const hostAliases = [{ ip: '10.0.0.9', hostnames: ['db.corp'] }];
  expect(await told(REFUSED, {}, { hostAliases })).toContain(
    'hostAliases of the pod give the address 10.0.0.9 to db.corp',
  );
});
