import { expect, test } from '@jest/globals';
import { podPathVariables } from '../../../src/engine/texts/pod-paths.js';

const POD = {
  metadata: { uid: 'u1' },
  spec: {
    containers: [
      {
        name: 'app',
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'conf', mountPath: '/etc/app.conf', subPath: 'app.conf' },
          { name: 'tmp', mountPath: '/work', subPathExpr: '$(POD)/work' },
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'conf', configMap: { name: 'shop-conf' } },
    ],
  },
};
const FOLDER = '/var/lib/kubelet/pods/u1';

test.each([
  [`${FOLDER}/volume-subpaths/conf/app/1`, 'subPath app.conf of volume conf'],
  [`${FOLDER}/volume-subpaths/tmp/app/2`, 'subPath $(POD)/work of volume tmp'],
  [`${FOLDER}/volumes/kubernetes.io~empty-dir/tmp`, 'volume tmp'],
  [`${FOLDER}/volumes/kubernetes.io~empty-dir/tmp/a/b.env`, 'a/b.env of volume tmp'],
  [`${FOLDER}/containers/app/6e1dca7b`, 'the file for its last words'],
])('%s is told as %s', (path, expected) => {
  expect(podPathVariables({ source: path }, POD)['source']).toBe(expected);
});

test('the ConfigMap and the key that a subPath means are told', () => {
  expect(podPathVariables({ source: `${FOLDER}/volume-subpaths/conf/app/1` }, POD)).toMatchObject({
    subPathConfigMap: 'shop-conf',
    subPathKey: 'app.conf',
  });
  const ofEmptyDir = podPathVariables({ source: `${FOLDER}/volume-subpaths/tmp/app/2` }, POD);
  expect(ofEmptyDir['subPathKey']).toBeUndefined();
});

test.each([
  '/var/lib/kubelet/pods/u2/volumes/kubernetes.io~csi/data',
  `${FOLDER}/volume-subpaths/conf/app/0`,
  `${FOLDER}/volume-subpaths/conf/other/1`,
  `${FOLDER}/containers/app/data`,
  `mounting ${FOLDER}/volumes/kubernetes.io~empty-dir/tmp`,
  '/etc/app.conf',
])('%s is left as it is', (path) => {
  expect(podPathVariables({ source: path }, POD)).toEqual({});
});
