import { SEVERITIES, type Severity } from './rule.js';

/** The severity, or the cap where it is worse than that. */
export function atMost(severity: Severity, cap: Severity): Severity {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(cap) ? cap : severity;
}

/** The severity, or the floor where it is milder than that. */
export function atLeast(severity: Severity, floor: Severity): Severity {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(floor) ? floor : severity;
}
