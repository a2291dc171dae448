import type { Evidence } from '../../domain/evidence.js';

/**
 * Evidence whose message no earlier piece quotes. Controllers, kubelet and scheduler write what they found
 * into a condition or status and into an event alike; the second tells the reader nothing.
 */
export function toldOnce(evidence: readonly Evidence[]): readonly Evidence[] {
  const told = new Set<string>();
  return evidence.filter((item) => {
    const message = messageOf(item);
    if (message === '' || message.length < WORTH_SKIPPING) return true;
    return told.has(message) ? false : told.add(message) !== undefined;
  });
}

/** A shorter message is no burden, and may say of another place what only sounds alike. */
const WORTH_SKIPPING = 40;

/** The quoted message without the words that say where it stands, and without the names of pods tried in vain. */
function messageOf({ fact, observed }: Evidence): string {
  return (observed.length > fact.length ? observed : fact)
    .replace(/^(?:event \w+(?: \(\d+ times\))?|condition \w+=\w+, \w+): /, '')
    .replace(/^\(combined from similar events\): /, '')
    .replace(/^Error creating: /, '')
    .replaceAll(/\bpods "[^"]*"/g, 'pods')
    .trim();
}
