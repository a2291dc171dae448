/** What has to be seen of a pod before it is asked about. */
export interface Sign {
  /** A container that waits with this reason. */
  readonly waiting?: RegExp;
  /** A container that ended at least so many times. */
  readonly ends?: number;
  /** The pod's own reason once it failed. */
  readonly reason?: RegExp;
  /** An event's reason, of the pod or of what owns it. */
  readonly event?: RegExp;
  /** A container that runs. */
  readonly runs?: true;
}

/** One failure to make, and what is right to say of it. */
export interface Failure {
  /** Also the name of its pod or workload. */
  readonly id: string;
  /** What is asked about, as typed; the pod of that name where it is missing. */
  readonly ask?: string;
  /** Right in first place: a cause, or `none` where nothing is wrong. */
  readonly causes: readonly string[];
  /** Right for somebody who may only get pods; the same as `causes` where it is missing. */
  readonly fromPodAlone?: readonly string[];
  readonly container?: string;
  readonly sign: Sign;
  readonly objects: readonly object[];
}

/** A pod's one container. */
export interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly [field: string]: unknown;
}
