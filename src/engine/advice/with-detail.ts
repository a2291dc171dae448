import type { Match } from '../match/match.js';
import { withAddressOrigin } from './address-origin.js';
import { withAdmissionChange } from './admission-change.js';
import { withAlsoMissing } from './also-missing.js';
import { withAlsoUnbound } from './also-unbound.js';
import { withDollarPairs } from './dollar-pairs.js';
import { withHeapSetting } from './heap-setting.js';
import { withLastWords } from './last-words.js';
import { withoutIdleLog } from './idle-log.js';
import { withoutIdleLook } from './idle-look.js';
import { withListenAddress } from './listen-address.js';
import { withMountedPath } from './mounted-path.js';
import { withOwnLimit } from './own-limit.js';
import { withOwnRestart } from './own-restart.js';
import { withNearVariable } from './near-variable.js';
import { withProbeCommand } from './probe-command.js';
import { withToldReason } from './told-reason.js';
import { withUnresolvedReference } from './unresolved-reference.js';
import { withUntoleratedTaints } from './untolerated-taints.js';
import { withUnreadShell } from './unread-shell.js';
import { withVariableOrigin } from './variable-origin.js';
import { withWaitingOrdinals } from './waiting-ordinals.js';

/** A finding with what the rest of the snapshot tells of the thing that it is about. */
export function withDetail(match: Match): Match {
  return DETAILS.reduce((told, detail) => detail(told), match);
}

const DETAILS: readonly ((match: Match) => Match)[] = [
  withLastWords,
  withListenAddress,
  withProbeCommand,
  withoutIdleLook,
  withoutIdleLog,
  withToldReason,
  withMountedPath,
  withAlsoMissing,
  withAlsoUnbound,
  withUntoleratedTaints,
  withUnresolvedReference,
  withVariableOrigin,
  withDollarPairs,
  withNearVariable,
  withAddressOrigin,
  withUnreadShell,
  withHeapSetting,
  withOwnLimit,
  withAdmissionChange,
  withOwnRestart,
  withWaitingOrdinals,
];
