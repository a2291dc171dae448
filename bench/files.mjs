// Recordings: time against the least that any reader of the file needs, and memory against its size.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dump } from './farm.mjs';
import { asRatio, pair, run } from './measure.mjs';

const PARSE = "JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'))";

export const rows = [
  {
    name: 'dump-time',
    target: '3x of JSON.parse, both with their start',
    measure: ({ program, runs, scale }) =>
      withDump([['--pods', 5000 / scale, '--crash', 0.1]], async ([file]) => {
        const { ratio, ms, otherMs } = await pair(
          [...program, 'scan', '-f', file, '--since', '0'],
          [process.execPath, '-e', PARSE, file],
          Math.min(runs, 5),
        );
        const size = `${(statSync(file).size / 1e6).toFixed(0)} MB, a tenth of the pods in trouble`;
        return `${asRatio(ratio)}; ${ms.median.toFixed(0)} against ${otherMs.median.toFixed(0)} ms; ${size}`;
      }),
  },
  {
    name: 'dump-memory',
    target: 'completes under 500 MB, aim 200 MB',
    measure: ({ program, scale }) =>
      withDump(
        [
          ['--pods', 60000 / scale],
          ['--pods', 1000],
        ],
        async ([large, small]) => {
          const scan = (file) => run([...program, 'scan', '-f', file, '--since', '0']);
          const [one, other] = [await scan(large), await scan(small)];
          const sizes = [large, small].map((file) => `${(statSync(file).size / 1e6).toFixed(0)} MB`);
          return `${one.peak.toFixed(0)} MB at ${sizes[0]}, ${other.peak.toFixed(0)} MB at ${sizes[1]}; ${(one.ms / 1000).toFixed(0)} s`;
        },
      ),
  },
];

async function withDump(dumps, use) {
  const folder = mkdtempSync(path.join(tmpdir(), 'exitdiag-bench-'));
  try {
    const files = dumps.map((_, n) => path.join(folder, `${n}.json`));
    for (const [n, flags] of dumps.entries()) await dump(files[n], flags);
    return await use(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
