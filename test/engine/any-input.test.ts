import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/domain/values/json.js';
import { diagnosePod, reportPod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { event, log, pod, snapshot } from '../support/pods.js';

const rules = await loadRulebook();
const anything = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<never>;
const numbers = fc.oneof(
  fc.integer(),
  fc.constantFrom(-1, 0, 137, 255, 1e308, Infinity, NaN, -0, 4294967295),
);

test('arbitrary JSON in place of a pod never throws and gives the same answer twice', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anything), (raw) => {
      const snap = snapshot(raw);
      expect(reportPod(snap, rules)).toEqual(reportPod(snap, rules));
    }),
    { numRuns: 150 },
  );
});

test('arbitrary values in the fields of a pod never throw', () => {
  const field = fc.oneof(
    anything,
    numbers,
    fc.constantFrom('OOMKilled', 'Error', '2026-03-01T11:59:00Z', 'CrashLoopBackOff'),
  );
  const record = fc.record({
    exitCode: field,
    reason: field,
    message: field,
    startedAt: field,
    finishedAt: field,
  });
  const state = fc.oneof(
    field,
    fc.record({ waiting: fc.record({ reason: field, message: field }) }),
    fc.record({ terminated: record }),
    fc.record({ running: field }),
  );
  const status = fc.record({
    name: fc.constant('app'),
    restartCount: field,
    ready: field,
    state,
    lastState: state,
    resources: field,
  });
  const input = fc.record({
    status,
    spec: fc.dictionary(
      fc.constantFrom('resources', 'command', 'livenessProbe', 'env', 'volumeMounts'),
      anything,
    ),
    podStatus: fc.dictionary(fc.constantFrom('phase', 'reason', 'message', 'conditions', 'startTime'), field),
    lines: fc.array(fc.string()),
    message: fc.string(),
  });
  fc.assert(
    fc.property(input, ({ status: s, spec, podStatus, lines, message }) => {
      const raw = pod(s, { container: spec, podStatus: podStatus });
      const verdict = diagnosePod(
        snapshot(raw, { logs: [log(lines), log(lines, 'current')], events: [event('Killing', message, 61)] }),
        rules,
      );
      for (const d of [...verdict.containers.values()].flatMap((v) => v.diagnoses))
        expect(d.title).not.toMatch(/\{\{\s*\w+\s*\}\}|\[\[[^\]]*\{\{/);
    }),
    { numRuns: 150 },
  );
});

test('keys of cluster data reach no prototype', () => {
  const raw = JSON.parse(
    '{"metadata":{"name":"x","__proto__":{"polluted":1}},"status":{"containerStatuses":[{"name":"__proto__","state":{"terminated":{"exitCode":1}}}]},"__proto__":{"polluted":1}}',
  ) as JsonObject;
  reportPod(snapshot(raw), rules);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
