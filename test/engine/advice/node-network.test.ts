import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosePod } from '../../../src/engine/diagnosis/diagnose.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();

/** What is advised for a program whose port is taken, in a pod whose spec says this. */
function steps(spec: JsonObject): string {
  const lines = ['Error: listen EADDRINUSE: address already in use :::10250'];
  const died = snapshot(pod(crashLoop(ended(1)), { spec }), { logs: [log(lines)] });
  const [first] = diagnosePod(died, rulebook).containers.get('app')?.diagnoses ?? [];
  expect(first?.cause).toBe('app-port-in-use');
  return (first?.remediation ?? []).map((step) => `${step.do} ${step.command ?? ''}`).join('\n');
}

test('on the network of its node another pod or the node itself may have the port', () => {
  expect(steps({ hostNetwork: true })).toMatch(/share the network of node-1 .*spec\.nodeName=node-1/);
  expect(steps({ hostNetwork: true })).toContain('take hostNetwork out');
});

test('on a network of its own only the pod itself can have it', () => {
  expect(steps({})).not.toMatch(/node-1|hostNetwork out/);
});
