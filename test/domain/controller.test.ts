import { expect, test } from '@jest/globals';
import { impliedController } from '../../src/domain/kubernetes/controller.js';
import type { JsonObject } from '../../src/domain/values/json.js';

function ownedBy(name: string, labels?: JsonObject): JsonObject {
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name, controller: true }];
  return {
    metadata: { name: `${name}-x2x9p`, ownerReferences, ...(labels === undefined ? {} : { labels }) },
  };
}

const web = { kind: 'Deployment', name: 'web', apiVersion: 'apps/v1' };

test('the Deployment behind a ReplicaSet is known by the label of its pods', () => {
  expect(impliedController(ownedBy('web-6d9fd6b6c4', { 'pod-template-hash': '6d9fd6b6c4' }))).toEqual(web);
  expect(impliedController(ownedBy('web-6d9fd6b6c4', { app: 'web' }))).toBeUndefined();
});

test('of a pod that was copied without its labels the hash in the name tells it', () => {
  expect(impliedController(ownedBy('web-6d9fd6b6c4'))).toEqual(web);
  expect(impliedController(ownedBy('web-576cbf47c7'))).toEqual(web);
  // No number reads like this.
  expect(impliedController(ownedBy('web-frontend'))).toBeUndefined();
  expect(impliedController(ownedBy('web-2024010203'))).toBeUndefined();
});
