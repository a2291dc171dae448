// What a scan finds on a synthetic cluster that knows its own truth: with rights taken away, with
// other pages, and with a server whose lists expire.
import { judge, scan, withFarm } from './farm.mjs';

/** How each cluster or scan differs from the plain one; `isRefused` where nothing may be told. */
const ROWS = [
  { name: 'everything readable' },
  { name: 'events forbidden', flags: ['--forbid', 'events'] },
  { name: 'pods/log forbidden', flags: ['--forbid', 'pods/log'] },
  { name: 'nodes forbidden', flags: ['--forbid', 'nodes'] },
  { name: 'replicasets.apps forbidden', flags: ['--forbid', 'replicasets.apps'] },
  { name: 'pods forbidden but by namespace', flags: ['--forbid', 'pods@cluster'] },
  { name: 'pods forbidden', flags: ['--forbid', 'pods'], isRefused: true },
  { name: 'pages of 50', options: ['--chunk-size', '50'] },
  { name: 'every continue token expires', flags: ['--fault', 'kind=gone'] },
  { name: 'they expire, a fresh one comes', flags: ['--fault', 'kind=gone,fresh=1'] },
  { name: 'a token plugin, 3 requests a token', flags: ['--auth', 'exec', '--token-uses', '3'] },
  { name: 'JSON alone', flags: ['--no-protobuf'] },
  { name: 'hostile text', flags: ['--hostile', 'all'] },
];

const HEADERS = ['cluster', 'pods', 'recall', 'invented', 'status', 'peak', 'time', 'requests'];
const line = (cells) => `| ${cells.join(' | ')} |\n`;

/** Measures every row at every size and prints one table; false when a row is not as it must be. */
export async function printRecall(sizes, program, write) {
  write(line(HEADERS) + line(HEADERS.map(() => '---')));
  let isRight = true;
  for (const pods of sizes) {
    for (const row of ROWS) {
      const measured = await measureRow(row, pods, program);
      isRight &&= measured.isRight;
      write(line([row.name, pods, ...measured.cells]));
    }
  }
  return isRight;
}

function measureRow({ flags = [], options = [], isRefused = false }, pods, program) {
  const use = async (farm) => {
    const { status, output, peak, ms } = await scan(farm, program, options);
    const { requests } = await farm.ask('stats');
    const cost = [`${peak.toFixed(0)} MB`, `${(ms / 1000).toFixed(1)} s`, requests];
    if (isRefused)
      return {
        isRight: status === 3 && output === '',
        cells: ['none told', output === '' ? 0 : '?', status, ...cost],
      };
    const { crashed, recall, invented } = judge(JSON.parse(output), await farm.ask('truth'));
    return {
      isRight: status === 0 && recall === 1 && invented === 0,
      cells: [`${recall.toFixed(3)} of ${crashed}`, invented, status, ...cost],
    };
  };
  return withFarm(['--pods', pods, ...flags], use, { isWarm: false });
}
