import { anyOf } from './any-of.js';
import { isKnown } from './known-line.js';

/*
 * In which words a program says that what failed will be tried again or done without.
 */

/** A further try, or a way around; each with lines in test/engine/log/line/retried.test.ts. */
export const RETRIED = {
  'it tries again':
    /\b(?:retrying|will retry|will be retried|trying again|reconnecting|attempting to reconnect\b|backing off|backoff\()/i,
  'when it tries again': /\b(?:retry in|retry after|try again in|re-?connect in|again in \d|sleeping \d)/i,
  'a field that tells so': /\b(?:retry=\d|retrying_in\b)/i,
  'the next try': /\bnext (?:attempt|retry|try)/i,
  'a try by its number, but the last one':
    /\battempt[ =:#]*(?!(\d+)\s*(?:\/|of)\s*\1\b)\d+(?:\s*(?:\/|of)\s*\d+)?/i,
  'it is not there yet': /(?:^|: )not (?:there |ready |up |reachable |available )?yet\b/i,
  'it waits for another': /\bwaiting for .{1,60}(?:to be|ready|available)/i,
  'it falls back': /\bfalling back (?:to|on)/i,
  'it takes something else':
    /\b(?:using (?:the )?defaults?\b|using \S+(?: \S+)? instead|trying (?:another|the next|port \d)|trying \S+ instead)/i,
  'it goes on without': /\bcontinuing (?:without|anyway)|, bypassing (?:the |its |our )?\w+\W*$/i,
  'it makes what is missing': /\b(?:will be created|creating it\b)/i,
  'it leaves it out': /\b(?:ignor(?:ed|ing)\b|skipp(?:ed|ing)\b)|\(optional\)/i,
  'it starts it anew': /\brespawn(?:ed|ing)\b/i,
  'it kills nobody': /\b(?:non-?(?:fatal|critical)\b|not (?:fatal|critical)\b|soft error\b)/i,
  'it recovered': /\b(?<!be )recovered from\b/i,
  'it is put back into a queue': /\bre-?queu(?:e|ing)\b/i,
  'a thing by the way is off':
    /\b, (?:telemetry|tracing|traces|spans|metrics|cach\w+|reporting|monitoring|profiling|notifications|analytics|statistics) (?:is|are|stays?) (?:now )?(?:off|disabled|dropped)\b/i,
} as const;

const saysRetried = anyOf(RETRIED);

/** Whether a line says so, in words or as one program is known to. */
export function isRetried(line: string): boolean {
  return saysRetried(line) || isKnown('handled', line);
}

/**
 * That it goes on all the same, in a clause behind the failure (`.. (..), running as community edition`,
 * `..; doing without`); who complains that it may not tells as whom it runs.
 */
export const GOES_ON = {
  'what it does in its place':
    /[,;.] (?:so |now )?(?:using (?:the|an?|its|last|old|cached|stale|previous|earlier|saved|local|built-?in|only|what|port \d|\d{2,5}\b)|keeping|serving|running (?:as (?!root|uid|user|non|\d)|with|without|on|in)|carrying on|going on|working (?:with|from|without)|starting (?:with|without)|doing without|taking (?:the|its)(?! .{0,40}\b(?:down|with))|reusing|staying|proceeding|switching to)\b/i,
  'what it could not bring is kept':
    /[,;] (?:and )?(?:(?:it |they )?(?:is|are) )?(?:kept|queued|held|spooled|buffered|parked) (?:back )?(?:in|for|on|until|till) (?:the |its |our |a )?[a-z]/i,
  'it goes on anyway':
    /\b(?:starting|running|carrying on|going on|continu\w+) (?:\w+ )?(?:anyway|all the same|regardless)\b/i,
  'it goes on, in a word at the end': /[,;] ?(?:and )?continu(?:es|ing)[.!]?$/i,
  'what it uses, in brackets':
    /\(using (?:the |an? |its )?(?:cached?|fallback|defaults?|built-?in|previous|last|old|local)\b[^()]{0,40}\)[.!]?$/i,
  'what is used in its place':
    /[,;] (?:so )?(?:the |an? |its |our )?(?:[\w./-]+ ){1,3}(?:is|are) used(?: instead| now)?[.!]?$|[,;] (?:[\w./-]+ ){1,3}from now on[.!]?$/i,
  'it does no harm': /\bnever ?mind\b|[(,] ?harmless\b/i,
} as const;

/** Whether a line says so. */
export const saysItGoesOn = anyOf(GOES_ON);
