/**
 * Marks: what a subject shows at a glance, as texts that can be looked up in a set. A rule that
 * needs a mark which is not there need not be looked at; what exactly holds, its leaves decide.
 */
export const MARK = {
  /** The instance has a termination record. */
  ended: 'ended',
  exitCode: (code: number) => `exit-code ${code}`,
  signal: (name: string) => `signal ${name}`,
  terminatedReason: (reason: string) => `terminated ${reason}`,
  waitingReason: (reason: string) => `waiting ${reason}`,
  /** Of the container asked about now: `running`, `waiting`, `terminated`, `none`. */
  state: (kind: string) => `state ${kind}`,
  /** Of a code that no Linux process can end with: negative or above 255. */
  foreignExitCode: 'exit-code of no Linux process',
  /** What the last words of the instance tell of. */
  tellsOf: (topic: string) => `tells of ${topic}`,
  podPhase: (phase: string) => `phase ${phase}`,
  /** The pod has a deletionTimestamp. */
  deleting: 'deleting',
  /** An object that the pod names and that was looked up. */
  reference: (kind: string, exists: boolean) => `reference ${kind} ${exists ? 'exists' : 'is missing'}`,
  podReason: (reason: string) => `pod ${reason}`,
  /** An event of the subject, its node or an object that it names. */
  event: (reason: string) => `event ${reason}`,
  /** A condition of the pod, its node, an owner or the workload. */
  condition: (type: string, status: string) => `condition ${type}=${status}`,
  conditionReason: (type: string, reason: string) => `condition ${type} for ${reason}`,
  anyCondition: (type: string) => `condition ${type}`,
} as const;
