// What a user waits for before anything is looked at.
import { asRatio, pair } from './measure.mjs';

const CASE = 'fixtures/cases/recorded-oom-limit-c';

export const rows = [
  {
    name: 'version',
    needs: 'kubectl',
    target: '1.0x of `kubectl version --client`',
    measure: ({ program, runs }) => time([...program, '--version'], ['kubectl', 'version', '--client'], runs),
  },
  {
    name: 'explain',
    needs: 'kubectl',
    target: '1.0x of `kubectl version --client`',
    measure: ({ program, runs }) =>
      time([...program, 'explain', '137'], ['kubectl', 'version', '--client'], runs),
  },
  {
    name: 'recorded-pod',
    target: '1.5x of `--version`',
    measure: ({ program, runs }) => time([...program, 'pod', '-f', CASE], [...program, '--version'], runs),
  },
];

async function time(command, reference, runs) {
  const { ratio, ms, otherMs } = await pair(command, reference, runs);
  return `${asRatio(ratio)}; ${ms.median.toFixed(0)} against ${otherMs.median.toFixed(0)} ms`;
}
