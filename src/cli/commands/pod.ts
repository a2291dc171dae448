import { defineCommand } from '../command.js';
import { POD_OPTIONS } from '../pod/options.js';

/** `kubectl exitdiag pod`; what it does is loaded when it runs. */
export const podCommand = defineCommand({
  name: 'pod',
  aliases: ['pods', 'po'],
  usage: '(NAME... | TYPE/NAME... | -f FILE [NAME]) [options]',
  summary: 'Say why the containers of a pod died or cannot start',
  about: [
    'Say for each container of a pod what happened, why, how sure that is, what speaks for and against it, what could not be seen, and what to do.',
    'A word is the name of a pod. For TYPE/NAME of a workload (deployment, statefulset, daemonset, replicaset, job, cronjob) its worst pod is taken.',
    'With -f nothing is asked of a cluster: recorded objects are read, such as "kubectl get pods,events,nodes -o yaml" prints them.',
  ],
  examples: [
    { does: 'Why does this pod crash?', command: 'pod web-7c9 -n shop' },
    { does: 'The worst pod of a deployment', command: 'pod deployment/web' },
    { does: 'One container of two pods, as JSON', command: 'pod web-1 web-2 -c app -o json' },
    { does: 'A recording, without a cluster', command: 'pod -f dump.yaml web-7c9' },
    {
      does: 'The same from a pipe',
      command: 'kubectl get pod,events -n shop -o yaml | kubectl exitdiag pod -f - web-7c9',
    },
  ],
  options: POD_OPTIONS,
  completes: 'pods',
  run: async (parsed, io, context) => {
    const { runPod } = await import('../pod/run.js');
    return runPod(parsed, io, context);
  },
});
