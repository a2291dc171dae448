import { defineCommand } from '../command.js';
import { SCAN_OPTIONS } from '../scan/options.js';

/** `kubectl exitdiag scan`; what it does is loaded when it runs. */
export const scanCommand = defineCommand({
  name: 'scan',
  usage: '[TYPE/NAME...] [-n NAMESPACE | -A] [-l SELECTOR] [-f FILE] [options]',
  summary: 'Show every container that crashes or cannot start, grouped by cause',
  about: [
    'Show what is broken now and what broke lately in a namespace, a cluster or a recording, grouped so that many replicas with one cause are one line, the most harmful first.',
    'It looks at every pod of the selection once, in pages, and reads events, nodes, owners and logs only of those in trouble.',
    'With --watch it follows pods and workloads until Ctrl-C (status 130): CHANGE is new, more, fewer, changed or gone. Without the right to watch it looks again every 30 seconds.',
    'With -f a recording is read and no cluster is asked: a List, a directory, "kubectl cluster-info dump", a troubleshoot support bundle or an OpenShift must-gather.',
  ],
  examples: [
    { does: 'What is broken in a namespace?', command: 'scan -n shop' },
    { does: 'In the whole cluster, of the last ten minutes', command: 'scan -A --since 10m' },
    { does: 'The pods of two workloads, as JSON', command: 'scan deployment/web sts/db -o json' },
    { does: 'A dump', command: 'scan -f cluster-info.txt' },
    { does: 'Stay, and tell of every change', command: 'scan -n shop --watch' },
    { does: 'For a ticket', command: 'scan -n shop -o markdown' },
  ],
  options: SCAN_OPTIONS,
  completes: 'workloads',
  run: async (parsed, io, context) => {
    const { runScan } = await import('../scan/run.js');
    return runScan(parsed, io, context);
  },
});
