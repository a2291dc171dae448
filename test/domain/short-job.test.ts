import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/domain/values/json.js';
import { isShortJob } from '../../src/domain/kubernetes/wanted-pods.js';

const job = (spec: JsonObject, status: JsonObject): JsonObject => ({ kind: 'Job', spec, status });

test.each<[string, JsonObject, JsonObject]>([
  ['has none', {}, {}],
  ['has one of two', { parallelism: 2, completions: 5 }, { active: 1 }],
])('a Job that %s is short of pods', (_, spec, status) => {
  expect(isShortJob(job(spec, status))).toBe(true);
});

test.each<[string, JsonObject, JsonObject]>([
  ['has all', { parallelism: 2, completions: 5 }, { active: 2 }],
  ['has all that are left', { parallelism: 2, completions: 5 }, { active: 1, succeeded: 4 }],
  ['waits for one to end', { parallelism: 2, completions: 5 }, { active: 1, terminating: 1 }],
  ['waits before it tries again', { parallelism: 2, completions: 5 }, { active: 1, failed: 1 }],
  ['found its queue empty', { parallelism: 3 }, { active: 1, succeeded: 1 }],
  ['is suspended', { parallelism: 2, suspend: true }, {}],
  ['is over', { parallelism: 2 }, { conditions: [{ type: 'FailureTarget', status: 'True' }] }],
])('a Job that %s is not', (_, spec, status) => {
  expect(isShortJob(job(spec, status))).toBe(false);
});

test('what is no Job is none that is short', () => {
  expect(isShortJob({ kind: 'Deployment', spec: { parallelism: 2 }, status: {} })).toBe(false);
});
