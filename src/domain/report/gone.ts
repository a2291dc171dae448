/** What is still known of a pod that no longer exists. */
export interface ReportGonePod {
  readonly namespace: string;
  readonly name: string;
  /** Oldest first. */
  readonly events: readonly ReportGoneEvent[];
  /** Names of the pods that its owner has now. */
  readonly successors: readonly string[];
}

/** An event that still names a pod which is gone. */
export interface ReportGoneEvent {
  readonly reason: string;
  readonly message: string;
  readonly lastSeen?: string;
}
