/** How a check ended. */
export interface ReportCheck {
  readonly verdict: 'passed' | 'failed' | 'undetermined' | 'timed-out';
  readonly why: string;
  /** The rule, condition or event that ended the wait. */
  readonly endedBy?: string;
  readonly waitedSeconds: number;
  readonly settledSeconds: number;
}
