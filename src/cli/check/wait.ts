import type { ReportCheck } from '../../domain/report/report-check.js';
import { conclude, nextInSeconds, type Conclusion } from '../../rollout/conclude.js';
import type { RolloutOptions, Standing } from '../../rollout/standing.js';
import { judgeWorkload, NEW_WORKLOAD, type WorkloadMemory } from '../../rollout/workload.js';
import type { Follow, Picture } from '../../sources/cluster/follow/follow.js';
import type { LookInto, Trouble } from './trouble.js';
import type { Teller } from './tell-progress.js';

/** How a rollout is judged, and for how long it is waited for. */
export interface WaitOptions extends RolloutOptions {
  readonly timeoutSeconds: number;
}

/** What the waiting needs of the world; tests give it a clock of their own. */
export interface World {
  readonly follow: Follow;
  readonly lookInto: LookInto;
  /** Milliseconds since the epoch, by the server's clock as far as that is known. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly tell: Teller;
}

/** How it ended, with everything that was seen at the end. */
export interface Ending {
  readonly check: ReportCheck;
  readonly standings: readonly Standing[];
  readonly pictures: readonly Picture[];
  readonly troubles: readonly Trouble[];
}

/** An ending without a wait: there was nothing to follow. */
export function endedAtOnce(verdict: ReportCheck['verdict'], why: string): Ending {
  const check = { verdict, why, waitedSeconds: 0, settledSeconds: 0 };
  return { check, standings: [], pictures: [], troubles: [] };
}

/** Time alone may change what a rule says: a pod that starts too long. In milliseconds. */
const LOOK_AGAIN_MS = 5_000;
/** What no watch tells of may change as well: a log, a node that falls silent. In milliseconds. */
const READ_AGAIN_MS = 30_000;

/** Follows the workloads until the verdict is clear, the time is over or the user has enough. */
export async function wait(
  { follow, lookInto, now, signal, tell }: World,
  options: WaitOptions,
): Promise<Ending> {
  const startedAt = now();
  const deadline = startedAt + options.timeoutSeconds * 1000;
  const memories = new Map<Picture['target'], WorkloadMemory>();
  let readAt = startedAt;
  for (let refresh = false; ;) {
    const isOver = now() >= deadline;
    const unread: string | undefined = refresh && !signal.aborted ? await follow.readAgain() : undefined;
    const pictures = follow.look();
    const isDue = refresh || isOver || now() - readAt >= READ_AGAIN_MS;
    if (isDue) readAt = now();
    const troubles = await lookInto(pictures, { now: now(), refresh: isDue });
    const standings = pictures.map((picture, index) => {
      const { memory, standing } = judgeWorkload(
        memories.get(picture.target) ?? NEW_WORKLOAD,
        seenOf(picture, troubles[index], pictures, now()),
        // What would have ended the wait earlier ends it at the latest now.
        { ...options, failFast: options.failFast || isOver },
        now(),
      );
      memories.set(picture.target, memory);
      return standing;
    });
    for (const line of follow.takeNews()) tell.news(line);
    tell.standings(standings, troubles);
    const conclusion: Conclusion | undefined = signal.aborted
      ? INTERRUPTED
      : conclude(standings, {
          isOver,
          lost: follow.lost() ?? unread,
          timeoutSeconds: options.timeoutSeconds,
        });
    // Before it ends all is read once more: what was missing may have been made, a watch may have missed what happened.
    const isSure: boolean = refresh || !wantsSecondLook(conclusion, isOver);
    if (conclusion !== undefined && isSure) {
      return {
        check: checkOf(conclusion, standings, (now() - startedAt) / 1000),
        standings,
        pictures,
        troubles,
      };
    }
    refresh = !isSure;
    if (refresh) continue;
    const due = Math.min(
      deadline - now(),
      (nextInSeconds(standings) ?? Infinity) * 1000,
      LOOK_AGAIN_MS,
      tell.dueInMs(),
    );
    await follow.changed(Math.max(due, 20));
  }
}

/** Whether all is to be read once more before that is said; when the time is over a failure was looked at anew as it is. */
function wantsSecondLook(conclusion: Conclusion | undefined, isOver: boolean): boolean {
  return conclusion?.verdict === 'passed' || (conclusion?.verdict === 'failed' && !isOver);
}

const INTERRUPTED: Conclusion = { verdict: 'undetermined', why: 'interrupted before it was decided' };

function seenOf(
  { target, workload, revisions, pods }: Picture,
  trouble: Trouble | undefined,
  all: readonly Picture[],
  now: number,
): Parameters<typeof judgeWorkload>[1] {
  const isAlone = new Set(all.map((one) => one.target.namespace)).size <= 1;
  return {
    name: `${target.resource.kind}/${target.name}${isAlone ? '' : ` in ${target.namespace}`}`,
    ...(workload === undefined ? {} : { observation: { workload, revisions, pods, now } }),
    failures: trouble?.failures ?? [],
  };
}

function checkOf(conclusion: Conclusion, standings: readonly Standing[], waitedSeconds: number): ReportCheck {
  const settled = standings.filter(({ kind }) => kind === 'done').map(({ settledSeconds }) => settledSeconds);
  return {
    ...conclusion,
    waitedSeconds: Math.round(waitedSeconds * 10) / 10,
    settledSeconds: settled.length === 0 ? 0 : Math.floor(Math.min(...settled)),
  };
}
