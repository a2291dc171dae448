// Against a synthetic cluster over TLS, beside kubectl on the same one.
import { scanAndJudge, withFarm } from './farm.mjs';
import { asRatio, pair, run } from './measure.mjs';
import { watchChanges } from './watch.mjs';

const HEALTHY = ['--crash', 0, '--recovered', 0, '--pending', 0];

export const rows = [
  {
    name: 'healthy',
    needs: 'kubectl',
    target: '0.5x of `kubectl get pods -A`, aim 0.2x',
    measure: (options) => healthy(options, []),
  },
  {
    name: 'healthy-json',
    needs: 'kubectl',
    target: '0.10x of `kubectl get pods -A -o json`, aim 0.03x',
    measure: (options) => healthy({ ...options, runs: Math.min(options.runs, 3) }, ['-o', 'json']),
  },
  {
    name: 'namespace',
    needs: 'kubectl',
    target: '1.2x of `kubectl get pods -n`, aim 1.0x',
    measure: (options) => namespace(options, []),
  },
  {
    name: 'namespace-far',
    needs: 'kubectl',
    target: 'the same where each answer takes 40 ms',
    measure: (options) => namespace(options, ['--fault', 'kind=delay,ms=40']),
  },
  {
    name: 'memory',
    target: 'under 250 MB, aim 130 MB; 2.0x of a small cluster, aim 1.4x',
    measure: async ({ program, scale }) => {
      const [small, large] = [1000, 50000 / scale];
      const judge = (pods) =>
        withFarm(['--pods', pods], async (farm) => ({
          text: await run([...program, 'scan', '-A', '--kubeconfig', farm.kubeconfig]),
          json: await scanAndJudge(farm, program),
        }));
      const [few, many] = [await judge(small), await judge(large)];
      const peaks = (format) => {
        const [one, other] = [many[format].peak, few[format].peak];
        return `${one.toFixed(0)} MB at ${large} pods, ${other.toFixed(0)} MB at ${small}: ${(one / other).toFixed(2)}x`;
      };
      return `${peaks('text')}; with -o json ${peaks('json')}; ${recall(many.json)}`;
    },
  },
  {
    name: 'watch-memory',
    target: '1.1x from half of the changes to all',
    measure: async ({ program, scale }) => {
      const changes = 200000 / scale;
      const { early, late } = await watchChanges(program, changes);
      return `${(late / early).toFixed(2)}x; ${late.toFixed(0)} MB after ${changes} changes of 500 pods`;
    },
  },
  {
    name: 'requests',
    target: 'P + W + 2C + N + K + D, aim P + W + C + 2N + 2; at most 8 at a time',
    measure: ({ program, scale }) =>
      withFarm(['--pods', 10000 / scale], async (farm) => {
        const judged = await scanAndJudge(farm, program);
        const { atLeast, aim } = formula(judged);
        const { requests, maxInflight } = judged.stats;
        return `${requests} requests where the formula gives ${atLeast}, aim ${aim}; ${maxInflight} at a time; ${recall(judged)}`;
      }),
  },
  {
    name: 'huge-log',
    target: '1.1x the memory without, aim 1.02x',
    measure: ({ program, runs, scale }) =>
      withFarm(['--pods', 300], async (farm) => {
        const pod = (await farm.ask('truth')).find(({ kind }) => kind.endsWith('-loop'));
        const command = [...program, 'pod', pod.name, '-n', pod.namespace, '--kubeconfig', farm.kubeconfig];
        const peaks = { without: [], with: [] };
        for (let n = 0; n < Math.min(runs, 5); n += 1) {
          await farm.ask('reset', {});
          peaks.without.push((await run(command)).peak);
          await farm.ask('faults', [`kind=log,mode=huge,mb=${Math.round(1024 / scale)}`]);
          peaks.with.push((await run(command)).peak);
        }
        const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
        const [without, withLog] = [median(peaks.without), median(peaks.with)];
        return `${(withLog / without).toFixed(2)}x; ${withLog.toFixed(0)} against ${without.toFixed(0)} MB`;
      }),
  },
];

function namespace({ program, runs }, farm) {
  return withFarm(['--pods', 20, '--namespaces', 1, ...HEALTHY, ...farm], async ({ kubeconfig }) => {
    const where = ['-n', 'team-0000', '--kubeconfig', kubeconfig];
    const reference = ['kubectl', 'get', 'pods', ...where];
    return words(await pair([...program, 'scan', ...where], reference, runs), '20 pods');
  });
}

function healthy({ program, runs, scale }, format) {
  const pods = 10000 / scale;
  return withFarm(['--pods', pods, ...HEALTHY], async ({ kubeconfig }) => {
    const where = ['-A', '--kubeconfig', kubeconfig];
    const reference = ['kubectl', 'get', 'pods', ...where, ...format];
    return words(await pair([...program, 'scan', ...where], reference, Math.min(runs, 5)), `${pods} pods`);
  });
}

function words({ ratio, ms, otherMs, peak, otherPeak }, of) {
  const times = `${ms.median.toFixed(0)} against ${otherMs.median.toFixed(0)} ms`;
  return `${asRatio(ratio)}; ${times}; ${peak.median.toFixed(0)} against ${otherPeak.median.toFixed(0)} MB; ${of}`;
}

function recall({ recall: share, invented, truth }) {
  return `recall ${share.toFixed(3)} of ${truth.filter((pod) => pod.class === 'crashed').length}, ${invented} invented`;
}

/** P pages of pods, W pages of workloads, C crashed containers, N namespaces with trouble, K nodes, D owners. */
function formula({ stats, report, truth }) {
  const troubled = report.pods;
  const count = (path) => stats.byPath[path] ?? 0;
  const pages = count('/api/v1/pods');
  const workloads = ['deployments', 'statefulsets', 'daemonsets']
    .map((kind) => count(`/apis/apps/v1/${kind}`))
    .concat(count('/apis/batch/v1/jobs'))
    .reduce((sum, each) => sum + each, 0);
  const containers = truth.filter((pod) => pod.container !== null).length;
  const namespaces = new Set(troubled.map((pod) => pod.namespace)).size;
  const nodes = new Set(troubled.flatMap((pod) => pod.node?.name ?? pod.node ?? [])).size;
  const owners = new Set(troubled.map((pod) => `${pod.namespace}/${pod.owner?.kind}/${pod.owner?.name}`))
    .size;
  return {
    atLeast: pages + workloads + 2 * containers + namespaces + nodes + owners,
    aim: pages + workloads + containers + 2 * namespaces + 2,
  };
}
