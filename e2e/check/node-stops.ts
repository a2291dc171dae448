import { run } from '../run.js';
import { workload, SERVES } from './objects.js';
import { sleep, type Rollout } from './rollout.js';

/** The node falls silent in the middle of a rollout, where a command is named that stops one. */
export function nodeStops(): readonly Rollout[] {
  const stop = process.env['E2E_NODE_STOP'];
  const start = process.env['E2E_NODE_START'];
  if (stop === undefined || start === undefined) return [];
  return [
    {
      id: 'the node stops answering',
      target: 'deployment/web',
      before: [workload('Deployment', SERVES)],
      objects: [
        workload(
          'Deployment',
          { ...SERVES, env: [{ name: 'RELEASE', value: '2' }] },
          { progressDeadlineSeconds: 600 },
        ),
      ],
      until: async () => void (await run('sh', ['-c', stop])),
      meanwhile: async () => {
        await sleep(80);
        await run('sh', ['-c', start]);
      },
      args: ['--timeout', '75s'],
      statuses: [3, 4],
      kubectlStatus: 1,
    },
  ];
}
