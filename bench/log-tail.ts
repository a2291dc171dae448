import { reportPod } from '../src/engine/index.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { readFolder } from '../test/support/read-folder.js';

const CASE = 'fixtures/cases/recorded-oom-limit-c';
const LINES = 200;
const RUNS = 50;

/** Lines as services write them, none of which says what killed the program. */
function line(n: number): string {
  const at = new Date(Date.UTC(2026, 2, 2, 10, 0, n)).toISOString();
  const what = [
    `INFO  request GET /api/orders/${n} 200 in ${n % 90} ms`,
    `WARN  slow query took ${n} ms: select * from orders where id = ${n}`,
    `{"level":"info","msg":"connection accepted","peer":"10.0.0.${n % 255}:4${n}"}`,
    `DEBUG cache miss for key session:${n}, retry in 2s`,
  ];
  return `${at} ${what[n % what.length] ?? ''}`;
}

/** A verdict on one container with a log of 200 lines, against the whole catalogue, less what it takes without the log. */
export async function measureLogTail(): Promise<string> {
  const rules = await loadRulebook();
  const snapshot = await readFolder(CASE);
  const lines = Array.from({ length: LINES }, (_, n) => line(n));
  const bare = { ...snapshot, logs: [] };
  const withLog = { ...snapshot, logs: snapshot.logs.map((log) => ({ ...log, lines })) };
  const time = (pod: typeof snapshot): number => {
    const start = performance.now();
    reportPod(pod, rules);
    return performance.now() - start;
  };
  const first = time(withLog);
  const median = (pod: typeof snapshot): number => {
    const times = Array.from({ length: RUNS }, () => time(pod)).sort((a, b) => a - b);
    return times[RUNS / 2] ?? NaN;
  };
  const whole = median(withLog);
  const rest = median(bare);
  return `${whole.toFixed(1)} ms, of which ${rest.toFixed(1)} without the log; the very first ${first.toFixed(0)} ms; ${rules.rules.length} rules`;
}
