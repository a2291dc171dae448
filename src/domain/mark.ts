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
  podReason: (reason: string) => `pod ${reason}`,
  /** An event of the subject, its node or an object that it names. */
  event: (reason: string) => `event ${reason}`,
  /** A condition of the pod, its node, an owner or the workload. */
  condition: (type: string, status: string) => `condition ${type}=${status}`,
  anyCondition: (type: string) => `condition ${type}`,
} as const;
