import type { Evidence } from '../../domain/evidence.js';
import { distinct } from './distinct.js';
import type { Match } from './match.js';

/** Behind all other evidence. */
export const AT_THE_END = Number.POSITIVE_INFINITY;

/** A finding with more evidence, behind so many pieces: a reader sees the first few at once. */
export function withEvidence(match: Match, behind: number, more: readonly Evidence[]): Match {
  if (more.length === 0) return match;
  const { evidence } = match;
  return { ...match, evidence: distinct([...evidence.slice(0, behind), ...more, ...evidence.slice(behind)]) };
}

/** Of what was folded into a match a reader sees no more. */
const MAX_FOLDED_EVIDENCE = 3;

/** The evidence of a match that is its log line, else the last. */
function lineOf(match: Match): readonly Evidence[] {
  const line = match.evidence.filter((e) => e.at === match.hit?.line.at && e.speaks === 'for');
  return line.length > 0 ? line.slice(0, 1) : match.evidence.slice(-1);
}

/** The match with what speaks for those that were folded into it: all of it, or of each its log line and why it is told. */
export function withEvidenceOf(match: Match, folded: readonly Match[], why?: string): Match {
  if (folded.length === 0) return match;
  const more: readonly Evidence[] =
    why === undefined
      ? folded.flatMap((f) => f.evidence.filter((e) => e.speaks === 'for'))
      : folded.flatMap((f) => lineOf(f).map((e) => ({ ...e, fact: `${why}: ${e.fact}` })));
  return { ...match, evidence: distinct([...match.evidence, ...more.slice(0, MAX_FOLDED_EVIDENCE)]) };
}
