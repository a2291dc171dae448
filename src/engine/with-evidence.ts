import type { Evidence } from '../domain/evidence.js';
import { distinct, type Match } from './match-rules.js';

/** A finding with more evidence, behind so many pieces: a reader sees the first few at once. */
export function withEvidence(match: Match, behind: number, more: readonly Evidence[]): Match {
  const { evidence } = match;
  return { ...match, evidence: distinct([...evidence.slice(0, behind), ...more, ...evidence.slice(behind)]) };
}
