import { formatGoDuration } from '../../domain/values/time.js';
import { defuseCommands, inert } from '../../report/inert.js';
import type { Standing } from '../../rollout/standing.js';
import type { Trouble } from './trouble.js';

/** Tells a pipeline's log what happens: one line a change, and now and then that it still waits. */
export interface Teller {
  readonly news: (line: string) => void;
  readonly standings: (standings: readonly Standing[], troubles: readonly Trouble[]) => void;
  /** Milliseconds until something has to be said although nothing changed. */
  readonly dueInMs: () => number;
}

/** Runners call a job hung that says nothing for some minutes. */
const HEARTBEAT_MS = 30_000;

/** Lines such as `12s  Deployment/web: 1 of 3 new replicas are available`. */
export function createTeller(write: (line: string) => void, now: () => number): Teller {
  const startedAt = now();
  const said = new Map<string, string>();
  let lastAt = startedAt;
  const say = (text: string): void => {
    lastAt = now();
    const seconds = Math.floor((lastAt - startedAt) / 1000);
    write(`${formatGoDuration(seconds).padStart(6)}  ${defuseCommands(inert(text))}\n`);
  };
  const sayOnce = (key: string, text: string): void => {
    if (said.get(key) === text) return;
    said.set(key, text);
    say(text);
  };
  return {
    news: say,
    standings: (standings, troubles) => {
      standings.forEach((standing, index) => {
        sayOnce(standing.name, `${standing.name}: ${withoutSeconds(standing.why)}`);
        for (const { key, diagnosis, deaths } of troubles[index]?.failures ?? []) {
          if (standing.why.includes(diagnosis.title)) continue;
          const often = deaths > 1 ? ` (${deaths} deaths)` : '';
          sayOnce(`${standing.name} ${key}`, `${standing.name}: ${diagnosis.title}${often}`);
        }
      });
      if (now() - lastAt >= HEARTBEAT_MS) say(heartbeat(standings));
    },
    dueInMs: () => Math.max(0, lastAt + HEARTBEAT_MS - now()),
  };
}

/** Counting seconds is no change. */
function withoutSeconds(why: string): string {
  return why.replace(/, for \d+s of (\d+s)$/, ', settling for $1');
}

function heartbeat(standings: readonly Standing[]): string {
  const open = standings.filter(({ kind }) => kind !== 'done');
  const [first] = open;
  if (first === undefined) return 'still waiting';
  return `still waiting for ${open.length === 1 ? '' : `${open.length} workloads, among them `}${first.name}: ${first.why}`;
}
