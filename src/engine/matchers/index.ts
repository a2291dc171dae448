import type { Leaf, LeafKind } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import type { Finding } from '../match/finding.js';
import { matchCel } from './cel.js';
import { matchChange } from './change.js';
import { matchCommand, matchEnv, matchImage } from './container-spec.js';
import { matchContainer, matchRestarts } from './container.js';
import { matchDeleting } from './deleting.js';
import { matchEnded, matchGraceUsedUp } from './ended.js';
import { matchEvent } from './event.js';
import { matchField } from './field.js';
import { matchLifetime } from './lifetime.js';
import { matchLifetimeFitsProbe } from './lifetime-fits-probe.js';
import { matchLimit } from './limit.js';
import { matchLog, matchLogLine } from './log.js';
import { matchMessage } from './message.js';
import {
  matchNodeCondition,
  matchOwnerCondition,
  matchPodCondition,
  matchWorkloadCondition,
} from './object-condition.js';
import { matchExitCode, matchOutcome, matchSignal } from './outcome.js';
import { matchOwner, matchPodPhase, matchRestartPolicy, matchRuntime } from './pod.js';
import { matchProbe } from './probe.js';
import { matchProgramHidden } from './program-hidden.js';
import { matchPodReason, matchTerminatedReason, matchWaitingReason } from './reason.js';
import { matchReference } from './reference.js';
import { matchRestartRule } from './restart-rule.js';
import { matchSchedulerRefused } from './scheduler-refused.js';
import { matchSibling } from './sibling.js';
import { matchState } from './state.js';
import { matchTellsOf } from './tells-of.js';
import { matchVolume } from './volume.js';
import { matchWorkDone } from './work-done.js';

/** Decides one kind of leaf in one context. Pure; never throws on odd data. */
export type Matcher<K extends LeafKind> = (
  leaf: Extract<Leaf, { kind: K }>,
  context: MatchContext,
) => Finding;

/** One matcher a kind; a kind without one does not compile. */
const MATCHERS: { readonly [K in LeafKind]: Matcher<K> } = {
  'exit-code': matchExitCode,
  signal: matchSignal,
  outcome: matchOutcome,
  'waiting-reason': matchWaitingReason,
  'terminated-reason': matchTerminatedReason,
  'pod-reason': matchPodReason,
  message: matchMessage,
  event: matchEvent,
  'log-line': matchLogLine,
  'tells-of': matchTellsOf,
  log: matchLog,
  ended: matchEnded,
  'grace-used-up': matchGraceUsedUp,
  'program-hidden': matchProgramHidden,
  lifetime: matchLifetime,
  'lifetime-fits-probe': matchLifetimeFitsProbe,
  restarts: matchRestarts,
  state: matchState,
  container: matchContainer,
  limit: matchLimit,
  probe: matchProbe,
  image: matchImage,
  command: matchCommand,
  env: matchEnv,
  runtime: matchRuntime,
  'restart-policy': matchRestartPolicy,
  'restart-rule': matchRestartRule,
  'pod-phase': matchPodPhase,
  'pod-condition': matchPodCondition,
  'scheduler-refused': matchSchedulerRefused,
  deleting: matchDeleting,
  'node-condition': matchNodeCondition,
  owner: matchOwner,
  'owner-condition': matchOwnerCondition,
  'workload-condition': matchWorkloadCondition,
  reference: matchReference,
  change: matchChange,
  sibling: matchSibling,
  'work-done': matchWorkDone,
  volume: matchVolume,
  field: matchField,
  cel: matchCel,
};

/** Decides a leaf. */
export function matchLeaf(leaf: Leaf, context: MatchContext): Finding {
  const matcher = MATCHERS[leaf.kind] as (leaf: Leaf, context: MatchContext) => Finding;
  return matcher(leaf, context);
}
