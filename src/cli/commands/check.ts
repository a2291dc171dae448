import { defineCommand } from '../command.js';
import { CHECK_OPTIONS, CHECK_STATUSES } from '../check/options.js';

/** `kubectl exitdiag check`; what it does is loaded when it runs. */
export const checkCommand = defineCommand({
  name: 'check',
  usage: '[TYPE/NAME... | -l SELECTOR | -f MANIFEST] [-n NAMESPACE | -A] [--timeout 5m] [options]',
  summary: 'Wait for a rollout, fail at once when it cannot succeed, and say why',
  about: [
    'Wait until workloads are rolled out and settled. When a rollout can no longer succeed, fail at once and say why, in the terms of a pipeline.',
    'With -f the manifest only names the live workloads to check: nothing is applied, and unlike "scan -f", which reads a recording, the cluster is asked. Without a target every workload of the namespace is checked.',
    'It passes when every pod of the newest revision is ready and stays so for --settle without a restart; a container that has restarted must also outlive its longest life so far by 10s. What dies for the first time after that is beyond what check promises.',
    'It fails at once on what only a change can heal; after 10s on what someone else has to make; after --grace on what may heal by itself; and on the second death of the new revision for the same cause. A Job fails only by its own word or on what only a change can heal.',
  ],
  statuses: CHECK_STATUSES,
  examples: [
    { does: 'After kubectl apply', command: 'check deployment/web -n shop --timeout 5m' },
    {
      does: 'Everything that a chart rolls out',
      command: 'helm template shop ./chart | kubectl exitdiag check -f - -n shop',
    },
    {
      does: 'With reports for the pipeline',
      command: 'check -l app=shop --report junit=out.xml --report github',
    },
    { does: 'Fail only on what is new', command: 'check deployment/web --baseline known.json' },
  ],
  options: CHECK_OPTIONS,
  completes: 'workloads',
  run: async (parsed, io, context) => {
    const { runCheck } = await import('../check/run.js');
    return runCheck(parsed, io, context);
  },
});
