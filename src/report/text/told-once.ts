import type { Evidence } from '../../domain/evidence.js';

/**
 * Evidence whose message no earlier piece quotes. Controllers, kubelet and scheduler write what they found
 * into a condition or status and into an event alike; the second tells the reader nothing.
 */
export function toldOnce(evidence: readonly Evidence[]): readonly Evidence[] {
  const told: string[] = [];
  return evidence.filter((item) => {
    const message = messageOf(item);
    if (message.length < WORTH_SKIPPING) return true;
    if (told.some((earlier) => isPartOf(message, earlier))) return false;
    told.push(message);
    return true;
  });
}

/** Long messages are cut, at their end or in their middle. */
function isPartOf(message: string, whole: string): boolean {
  const [head = '', ...rest] = message.split('…');
  return rest.length === 0 ? message === whole : whole.startsWith(head) && whole.endsWith(rest.at(-1) ?? '');
}

/** A shorter message is no burden, and may say of another place what only sounds alike. */
const WORTH_SKIPPING = 40;

/** The quoted message without the words that say where it stands, and without the names of pods tried in vain. */
function messageOf({ fact, observed }: Evidence): string {
  return (observed.length > fact.length ? observed : fact)
    .replace(/^(?:event \w+(?: \(\d+ times\))?|condition \w+=\w+, \w+): /, '')
    .replace(/^Error creating: /, '')
    .replaceAll(/\bpods "[^"]*"/g, 'pods')
    .trim();
}
