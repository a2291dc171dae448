import { expect, test } from '@jest/globals';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();

function titleOf(asked: string, never = false): string | undefined {
  const waiting = never
    ? {
        reason: 'ErrImageNeverPull',
        message: `Container image "${asked}" is not present with pull policy of Never`,
      }
    : {
        reason: 'ImagePullBackOff',
        message: `Back-off pulling image "${asked}": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "${asked}": failed to resolve image: ${asked}: not found`,
      };
  const raw = pod(
    { state: { waiting } },
    {
      spec: {
        containers: [
          { name: 'app', image: 'shop/web:1', volumeMounts: [{ name: 'm', mountPath: '/model' }] },
        ],
        volumes: [{ name: 'm', image: { reference: 'models/ranker:7' } }],
      },
    },
  );
  return reportPod(snapshot(raw, {}), rulebook).containers[0]?.diagnoses[0]?.title;
}

test('of an image that a volume is, that image is named and not the one of the container', () => {
  expect(titleOf('models/ranker:7')).toContain('models/ranker:7');
  expect(titleOf('models/ranker:7')).not.toContain('shop/web:1');
});

test('of the image of the container, that one is named', () => {
  expect(titleOf('shop/web:1')).toContain('shop/web:1');
});

test('of one that may not be pulled the volume is named, and no volume for the image of the container', () => {
  expect(titleOf('models/ranker:7', true)).toContain('the image models/ranker:7 of its volume m, and');
  expect(titleOf('shop/web:1', true)).toMatch(/^imagePullPolicy Never forbids to pull the image, and/);
});
