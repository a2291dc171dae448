import { run } from '../run.js';
import { workload, SERVES } from './objects.js';
import { sleep, type Rollout } from './rollout.js';

/** Seconds that the node is silent; its controller needs some to notice. */
const SILENT_SECONDS = 75;

/**
 * The node falls silent in the middle of a rollout, where commands are named that stop and start
 * its kubelet: E2E_NODE_STOP and E2E_NODE_START, such as `systemctl stop kubelet` over ssh.
 */
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
      alone: true,
      until: async () => void (await run('sh', ['-c', stop])),
      meanwhile: async ({ kubectl }) => {
        await sleep(SILENT_SECONDS + 2);
        await run('sh', ['-c', start]);
        await kubectl(['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=120s']);
      },
      args: ['--timeout', `${SILENT_SECONDS}s`],
      statuses: [3, 4],
      causes: ['node-lost'],
      says: /node \S+ .*(?:lost|answer|ready)/i,
      kubectlStatus: 1,
      kubectlTimeout: `${SILENT_SECONDS}s`,
    },
  ];
}
