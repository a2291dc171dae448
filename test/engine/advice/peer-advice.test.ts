import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosePod } from '../../../src/engine/diagnosis/diagnose.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();

/** The commands that the first diagnosis of a program with these last words offers. */
function commands(...lines: readonly string[]): readonly string[] {
  const container = { env: [{ name: 'PEER', value: 'a' }] };
  const died = snapshot(pod(crashLoop(ended(1)), { container }), { logs: [log(lines)] });
  const [first] = diagnosePod(died, rulebook).containers.get('app')?.diagnoses ?? [];
  return (first?.remediation ?? []).flatMap(({ command }) => command ?? []);
}

const ADDRESSES = 'kubectl set env pod/web-7c9 -n shop -c app --list';

test.each<[string, string, readonly string[]]>([
  [
    'what may be a Service of another namespace',
    'dial tcp: lookup ledger.billing on 10.96.0.10:53: no such host',
    ['kubectl get service ledger -n billing', 'kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide'],
  ],
  [
    'a Service of another namespace by its full name',
    'dial tcp: lookup ledger.billing.svc.cluster.local: i/o timeout',
    ['kubectl get service ledger -n billing', 'kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide'],
  ],
  [
    'a Service of another namespace that does not answer',
    'redis.exceptions.ConnectionError: Error 110 connecting to cache.data.svc:6379. Connection timed out.',
    [
      'kubectl describe service cache -n data',
      'kubectl get networkpolicies -n shop',
      'kubectl get networkpolicies -n data',
      ADDRESSES,
    ],
  ],
  [
    'an address of the cluster',
    'dial tcp 10.96.31.8:7070: i/o timeout',
    ['kubectl get services,pods -A -o wide | grep -wF 10.96.31.8', 'kubectl get networkpolicies -n shop'],
  ],
  [
    'a Service and its port',
    'redis.exceptions.ConnectionError: Error 111 connecting to cache:6379. Connection refused.',
    ['kubectl describe service cache -n shop', 'kubectl get networkpolicies -n shop', ADDRESSES],
  ],
  [
    'nobody by name',
    'ConnectionRefusedError: [Errno 111] Connection refused',
    ['kubectl get services,endpointslices -n shop', ADDRESSES, 'kubectl get networkpolicies -n shop'],
  ],
])('the advice is about whom it could not reach: %s', (_, line, expected) => {
  expect(commands(line)).toEqual(expected);
});

test('a host of the world is not looked for among the services', () => {
  const all = commands('dial tcp: lookup registry.example.com on 10.96.0.10:53: no such host').join('\n');
  expect(all).not.toContain('get service');
  expect(all).toContain('kubectl get configmap coredns');
});

/** The steps for a program that does not find this name, in a pod whose spec says this. */
function nameSteps(name: string, spec: JsonObject): string {
  const asks = pod(crashLoop(ended(1)), { spec });
  const died = snapshot(asks, { logs: [log([`dial tcp: lookup ${name}: no such host`])] });
  const [first] = diagnosePod(died, rulebook).containers.get('app')?.diagnoses ?? [];
  return (first?.remediation ?? []).map((step) => `${step.do} ${step.command ?? ''}`).join('\n');
}

test.each<[string, JsonObject, RegExp]>([
  [
    'the policy Default',
    { dnsPolicy: 'Default' },
    /resolver of its node \(dnsPolicy Default\).*set dnsPolicy ClusterFirst in/,
  ],
  [
    'the network of the node',
    { hostNetwork: true },
    /hostNetwork with dnsPolicy ClusterFirst.*ClusterFirstWithHostNet/,
  ],
  [
    'servers of its own',
    { dnsPolicy: 'None', dnsConfig: { nameservers: ['9.9.9.9'] } },
    /It asks 9\.9\.9\.9 \(dnsPolicy None/,
  ],
])('a pod with %s does not ask the cluster for a Service', (_, spec, told) => {
  const steps = nameSteps('ledger.billing', spec);
  expect(steps).toMatch(told);
  expect(steps).not.toMatch(/kube-dns|coredns/);
});

test('on the network of the node ClusterFirstWithHostNet asks the cluster', () => {
  const steps = nameSteps('ledger.billing', { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  expect(steps).toContain('See whether the cluster DNS is well');
  expect(steps).not.toContain('It asks');
});
