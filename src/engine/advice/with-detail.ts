import type { Match } from '../match-rules.js';
import { withoutIdleLog } from './idle-log.js';
import { withAlsoMissing } from './also-missing.js';
import { withLastWords } from '../log/last-words.js';
import { withMountedPath } from './mounted-path.js';
import { withUnresolvedReference } from './unresolved-reference.js';
import { withUntoleratedTaints } from './untolerated-taints.js';

/** A finding with what the rest of the snapshot tells of the thing that it is about. */
export function withDetail(match: Match): Match {
  return withUnresolvedReference(
    withUntoleratedTaints(withAlsoMissing(withMountedPath(withoutIdleLog(withLastWords(match))))),
  );
}
