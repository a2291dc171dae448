/**
 * The causes: one id for each distinct thing to fix. Ids are stable for ever; several rules may
 * share one. The text completes the sentence "why: ...".
 */
export const CAUSES = {
  'oom-limit': { family: 'memory', text: 'the container went over its own memory limit' },
  'oom-child': {
    family: 'memory',
    text: 'a child process was killed for memory; the main process went on or ended another way',
  },
  'oom-node': { family: 'memory', text: 'the node itself ran out of memory' },
  'heap-exhausted': {
    family: 'memory',
    text: "a managed runtime hit its own heap limit, not the container's",
  },
  'evicted-memory': { family: 'memory', text: 'evicted because the node ran low on memory' },
  'evicted-disk': { family: 'memory', text: 'evicted because the node ran low on disk' },
  'evicted-ephemeral-limit': {
    family: 'memory',
    text: "evicted for going over the pod's own ephemeral-storage or emptyDir limit",
  },
  'evicted-pid': { family: 'memory', text: 'evicted because the node ran low on process ids' },
  'liveness-kill': { family: 'killed', text: 'restarted by the kubelet after failed liveness probes' },
  'startup-probe-kill': { family: 'killed', text: 'restarted by the kubelet after failed startup probes' },
  'grace-exceeded': { family: 'killed', text: 'asked to stop, did not stop within the grace period, killed' },
  'graceful-stop': { family: 'killed', text: 'stopped on request' },
  preempted: { family: 'killed', text: 'removed to make room for a pod of higher priority' },
  drained: { family: 'killed', text: 'removed through the eviction API (drain, autoscaler, descheduler)' },
  'node-shutdown': { family: 'killed', text: 'the node shut down in an orderly way' },
  'node-lost': { family: 'killed', text: "the node rebooted, vanished or lost its containers' state" },
  'deadline-exceeded': { family: 'killed', text: 'ran longer than activeDeadlineSeconds allows' },
  'poststart-hook': { family: 'killed', text: 'its postStart hook failed' },
  'killed-by-signal-other': { family: 'killed', text: 'ended by a signal whose sender is not known' },
  'exec-not-found': { family: 'start', text: 'the command does not exist in the image' },
  'exec-permission': { family: 'start', text: 'the command may not be executed' },
  'exec-format': {
    family: 'start',
    text: 'the command is built for another processor architecture, or is no program',
  },
  'interpreter-missing': {
    family: 'start',
    text: "the script's interpreter or the program's loader is missing",
  },
  'shared-lib-missing': { family: 'start', text: 'a shared library is missing or too old' },
  'shell-command-not-found': { family: 'start', text: 'a shell script called a command that does not exist' },
  'mount-type': { family: 'start', text: 'a mount failed when the container was created' },
  'volume-unavailable': { family: 'start', text: 'a volume could not be bound, attached or mounted' },
  'config-missing': { family: 'start', text: 'a ConfigMap or Secret, or a key of it, does not exist' },
  'run-as-nonroot': { family: 'start', text: 'the image would run as root and the pod forbids that' },
  'image-not-found': { family: 'start', text: 'the image or its tag does not exist' },
  'image-auth': { family: 'start', text: 'the registry refused the credentials' },
  'image-registry-unreachable': {
    family: 'start',
    text: 'the registry could not be reached or would not serve',
  },
  'image-name-invalid': { family: 'start', text: "the image's name cannot be parsed" },
  'image-never-pull': {
    family: 'start',
    text: 'the image may not be pulled, and the node has none that the pod may use',
  },
  'image-policy-refused': {
    family: 'start',
    text: 'the image was refused by a signature or admission policy on the node',
  },
  'runtime-failure': {
    family: 'start',
    text: 'the container runtime, sandbox or network of the node failed',
  },
  'device-admission': { family: 'start', text: 'the node refused the pod at admission' },
  unschedulable: { family: 'start', text: 'no node can take the pod' },
  'limit-too-low-to-start': { family: 'start', text: 'the memory limit is too small to start anything' },
  segfault: { family: 'program', text: 'it touched memory that is not its own' },
  abort: { family: 'program', text: 'it aborted itself' },
  'illegal-instruction': {
    family: 'program',
    text: 'it used an instruction that the processor does not have',
  },
  'bus-error': { family: 'program', text: 'it touched memory that could not be backed' },
  fpe: { family: 'program', text: 'an arithmetic fault, mostly a division by zero' },
  'sigsys-seccomp': { family: 'program', text: 'a system call was refused by seccomp' },
  sigpipe: { family: 'program', text: 'it wrote to a closed pipe' },
  sigtrap: { family: 'program', text: 'it hit a trap instruction' },
  'app-config': {
    family: 'program',
    text: 'a variable, flag, argument or configuration file is missing or wrong',
  },
  'app-dependency': { family: 'program', text: 'it could not reach something it needs' },
  'app-auth': { family: 'program', text: 'its credentials or rights were refused' },
  'app-permission-fs': { family: 'program', text: 'a file-system permission or a capability is missing' },
  'app-port-in-use': { family: 'program', text: 'the port is already in use' },
  'app-missing-module': { family: 'program', text: 'a module, class or file is missing in the image' },
  'app-disk-full': { family: 'program', text: 'the disk or volume is full' },
  'app-tls': { family: 'program', text: 'a TLS certificate or handshake failed' },
  'app-migration': {
    family: 'program',
    text: 'the state of its data, schema or locks does not let it start',
  },
  'app-exception': { family: 'program', text: 'an unhandled exception or panic of its own' },
  'app-usage': { family: 'program', text: 'it was called with wrong arguments' },
  'app-resource-limit': { family: 'program', text: 'a limit on files, threads, watches or the like' },
  'completed-restarting': { family: 'program', text: 'it ends with success and is restarted by policy' },
  'invalid-exit': { family: 'program', text: 'an exit value out of range, such as exit(-1)' },
  unknown: { family: 'program', text: 'the evidence does not decide' },
  'readiness-failing': { family: 'unwell', text: 'it runs, and its readiness probe keeps it out of service' },
  'init-blocked': {
    family: 'unwell',
    text: 'an init container runs on and on, so the main containers never start',
  },
  'sidecar-runs-on': {
    family: 'unwell',
    text: 'the work is done, and a container that only serves it runs on, so the pod never completes',
  },
  'runs-skipped': {
    family: 'unwell',
    text: 'a CronJob skips its runs, since its last one has not ended',
  },
  'device-unhealthy': { family: 'unwell', text: 'a device that it was given is not well' },
  'resize-pending': {
    family: 'unwell',
    text: 'a resize that was asked for is not in force; it runs on with what it had',
  },
  'terminating-stuck': { family: 'unwell', text: 'deleted long ago and still there' },
  'scheduling-gated': { family: 'unwell', text: 'waiting for a scheduling gate to be removed' },
  'pod-create-refused': { family: 'unwell', text: 'the owner cannot create its pods' },
  'still-starting': { family: 'unwell', text: 'not a failure yet: it is still starting' },
  'taint-evicted': { family: 'unwell', text: 'a NoExecute taint removed the pod' },
  completed: { family: 'unwell', text: 'ended as meant' },
  'restarted-in-place': { family: 'unwell', text: 'restarted on purpose' },
} as const;

/** The id of a cause: a promise, never renamed. */
export type CauseId = keyof typeof CAUSES;

/** All causes, in the order of the table. */
export const CAUSE_IDS = Object.keys(CAUSES) as readonly CauseId[];

/** Whether the text is the id of a cause. */
export function isCauseId(text: string): text is CauseId {
  return Object.hasOwn(CAUSES, text);
}
