import { expect, test } from '@jest/globals';
import { readNames, resourceOf } from '../../src/cli/resources.js';

test.each([
  ['po', 'pods'],
  ['Pod', 'pods'],
  ['pods', 'pods'],
  ['deploy', 'deployments'],
  ['Deployment', 'deployments'],
  ['deployments.apps', 'deployments'],
  ['deployment.v1.apps', 'deployments'],
  ['sts', 'statefulsets'],
  ['ds', 'daemonsets'],
  ['rs', 'replicasets'],
  ['job', 'jobs'],
  ['jobs.v1.batch', 'jobs'],
  ['cj', 'cronjobs'],
  ['rc', 'replicationcontrollers'],
  ['widgets.example.com', 'widgets.example.com'],
  ['jobs.example.com', 'jobs.example.com'],
  ['service', undefined],
  ['constructor', undefined],
])('%s is %s', (word, resource) => {
  expect(resourceOf(word)).toBe(resource);
});

test.each([
  [['web'], ['pods/web']],
  [
    ['web-1', 'web-2'],
    ['pods/web-1', 'pods/web-2'],
  ],
  [
    ['po/x', 'deploy/y'],
    ['pods/x', 'deployments/y'],
  ],
  // What is named twice is one thing.
  [
    ['po/x', 'pod/x', 'deploy/x'],
    ['pods/x', 'deployments/x'],
  ],
  [
    ['deployment', 'a', 'b'],
    ['deployments/a', 'deployments/b'],
  ],
  [['pods', 'a'], ['pods/a']],
  [['deployment'], ['pods/deployment']],
  [['1e3'], ['pods/1e3']],
  [[], []],
])('%j names %j', (words, expected) => {
  expect(readNames(words).map(({ resource, name }) => `${resource}/${name}`)).toEqual(expected);
});

test.each([
  [['pod', 'pod/x'], 'there is no need to specify a resource type as a separate argument'],
  [['a/b/c'], 'may not have more than one slash'],
  [['/x'], 'must have a single resource and name'],
  [['pod/'], 'must have a single resource and name'],
  [['svc/x'], 'the resource type "svc" is neither a pod nor a workload'],
])("%j is refused in kubectl's words", (words, message) => {
  expect(() => readNames(words)).toThrow(message);
});
