/** What stands in place of a secret, in every text that has come through a source. */
export const REDACTED = '[redacted]';
