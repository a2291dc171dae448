import type { CauseId } from '../../domain/rules/cause.js';
import type { ReferenceId } from './references.js';

/** How each cause shows and what to do about it. */
export interface CauseGuide {
  readonly tell: string;
  readonly do: string;
  /** What is easily mistaken about it. */
  readonly note?: string;
  readonly references: readonly ReferenceId[];
}

/** What `explain` says of each cause. */
export const CAUSE_GUIDES: Readonly<Record<CauseId, CauseGuide>> = {
  'oom-limit': {
    tell: 'reason OOMKilled, mostly with 137, and the container has a memory limit',
    do: 'raise the memory limit, or make it need less',
    note: 'With OOMKilled any exit code is real, 0 too: the reason tells of any process of the container, the code of its main one. Without the word it may have been memory all the same: before containerd 2.3.0 the exit could be noted before the kill was.',
    references: ['resources', 'containerdEvents', 'containerdOomRace', 'oomExitZero'],
  },
  'oom-child': {
    tell: 'the log shows a worker killed ("Killed", "signal 9", "worker exited"), the container ended otherwise or lives on',
    do: 'raise the memory limit, or start fewer or smaller workers',
    note: 'From Kubernetes 1.28 with cgroup v2 the kernel ends the whole container instead of one process.',
    references: ['containerdEvents', 'cgroup2'],
  },
  'oom-node': {
    tell: 'event SystemOOM on the node at that time, or OOMKilled without a limit or far below it',
    do: 'give the pods of that node requests and limits that fit it',
    note: 'With cgroup v2 the kernel counts a node-wide kill against the victim as well, so the reason may be OOMKilled although the container was below its limit.',
    references: ['cgroup2', 'eviction'],
  },
  'heap-exhausted': {
    tell: 'the log names the heap (OutOfMemoryError, "JavaScript heap out of memory"); the reason is not OOMKilled',
    do: "raise the runtime's heap setting, and the memory limit with it",
    references: ['nodeExit', 'resources'],
  },
  'evicted-memory': {
    tell: 'the pod\'s reason is Evicted: "The node was low on resource: memory"',
    do: 'set memory requests near the real use, or give the node more',
    references: ['eviction', 'kubeletEviction'],
  },
  'evicted-disk': {
    tell: 'the pod\'s reason is Evicted: "The node was low on resource: ephemeral-storage" or inodes',
    do: "find what fills the node's disk; set ephemeral-storage requests and limits",
    references: ['eviction', 'kubeletEviction'],
  },
  'evicted-ephemeral-limit': {
    tell: 'the pod\'s reason is Evicted: "... exceeds the limit" of an emptyDir, the container or the pod',
    do: 'raise that limit, or write less',
    note: "It is the pod's own limit: the node was not short, and no DisruptionTarget condition is set.",
    references: ['resources', 'kubeletEviction'],
  },
  'evicted-pid': {
    tell: 'the pod\'s reason is Evicted: "The node was low on resource: pids"',
    do: 'find what starts so many processes; limit them for each pod',
    references: ['eviction', 'kubeletEviction'],
  },
  'liveness-kill': {
    tell: 'event Killing "... failed liveness probe, will be restarted", with Unhealthy before it',
    do: 'fix what the probe asks, or give it more time (timeoutSeconds, failureThreshold)',
    note: 'The exit code is whatever the program does with the stop signal: 0, 2, 137 and 143 are all seen. The event is the proof; its type is Normal.',
    references: ['probes', 'kubeletConfig'],
  },
  'startup-probe-kill': {
    tell: 'event Killing "... failed startup probe, will be restarted"',
    do: 'allow a longer start (failureThreshold x periodSeconds), or make it start faster',
    references: ['probes', 'kubeletConfig'],
  },
  'grace-exceeded': {
    tell: '137 about one grace period after it was asked to stop (Killing, a deletion or a failed probe)',
    do: 'handle SIGTERM (as process 1 it is ignored without a handler), or allow a longer grace period',
    references: ['podLifecycle', 'pidNamespaces'],
  },
  'graceful-stop': {
    tell: 'it was asked to stop (event Killing, a deletion, a rollout) and ended in time',
    do: 'nothing; it is how a stop looks',
    references: ['podLifecycle'],
  },
  preempted: {
    tell: 'reason Preempting, event Preempted, or condition DisruptionTarget with PreemptionByScheduler',
    do: 'give the pod a higher priority, or the cluster more room',
    references: ['preemption', 'disruptions'],
  },
  drained: {
    tell: 'condition DisruptionTarget with reason EvictionByEvictionAPI',
    do: 'nothing, if a drain was meant; a PodDisruptionBudget limits how many at once',
    references: ['apiEviction', 'disruptions'],
  },
  'node-shutdown': {
    tell: "the pod's reason is Terminated or NodeShutdown, its message names the shutdown",
    do: 'delete what is left of the pod; its owner makes a new one',
    references: ['nodeShutdown', 'kubeletShutdown'],
  },
  'node-lost': {
    tell: 'reason Unknown with 255, ContainerStatusUnknown, or the node is NotReady or was rebooted (event Rebooted)',
    do: 'look at the node: kubectl describe node',
    references: ['containerdRestart', 'kubeletLost', 'taints'],
  },
  'deadline-exceeded': {
    tell: 'reason DeadlineExceeded on the pod or its Job',
    do: 'raise activeDeadlineSeconds, or find what takes so long',
    references: ['jobs', 'kubeletDeadline'],
  },
  'poststart-hook': {
    tell: 'event FailedPostStartHook, or waiting reason PostStartHookError',
    do: 'fix the postStart hook: run its command in the container',
    references: ['hooks'],
  },
  'killed-by-signal-other': {
    tell: 'no event and no reason names who sent the signal',
    do: "look at the node's and the program's own logs of that minute",
    references: ['signal7'],
  },
  'exec-not-found': {
    tell: '"executable file not found" or "stat ...: no such file or directory" in the message',
    do: 'correct command or args, or put the file into the image',
    note: 'The same fault is 128 StartError on containerd, CreateContainerError without a code on CRI-O, 127 ContainerCannotRun with Docker.',
    references: ['containerdStart', 'crioCreate', 'mobyErrors'],
  },
  'exec-permission': {
    tell: '"permission denied" for the command in the message; or 126 from a shell',
    do: 'chmod +x the file in the image, or name the file and not its folder',
    references: ['containerdStart', 'mobyErrors'],
  },
  'exec-format': {
    tell: 'log line "exec ...: exec format error", at once, with 1 or 255',
    do: "build the image for the node's architecture, or give the script a first line #!",
    references: ['runcInit'],
  },
  'interpreter-missing': {
    tell: 'log line "exec ...: no such file or directory" although that file exists',
    do: 'install the interpreter that the first line names, remove CRLF line ends, or match the libc',
    references: ['runcInit'],
  },
  'shared-lib-missing': {
    tell: '"error while loading shared libraries", "version `GLIBC_...\' not found", "Error loading shared library"',
    do: "install the library in the image, or build for the image's libc",
    references: ['bash'],
  },
  'shell-command-not-found': {
    tell: '127 with reason Error and "not found" in the log: the shell in the container says it',
    do: 'install the command in the image, or correct the script',
    references: ['bash'],
  },
  'mount-type': {
    tell: '"error mounting ... not a directory" or "no such file or directory" in the start error',
    do: 'mount a file on a file and a directory on a directory (subPath)',
    references: ['containerdStart', 'volumes'],
  },
  'volume-unavailable': {
    tell: 'events FailedMount, FailedAttachVolume or FailedScheduling about a volume; the pod waits in ContainerCreating',
    do: 'look at the claim: kubectl describe pvc',
    references: ['volumes'],
  },
  'config-missing': {
    tell: '"configmap ... not found", "secret ... not found" or "couldn\'t find key" in the message or a FailedMount event',
    do: 'make the object or the key, or mark it optional; the kubelet tries again by itself',
    references: ['configMaps', 'kubeletConfig'],
  },
  'run-as-nonroot': {
    tell: '"container has runAsNonRoot and image will run as root", or a user that is no number',
    do: 'set runAsUser to a number that is not 0, or USER to a number in the image',
    references: ['securityContext', 'nonRoot'],
  },
  'image-not-found': {
    tell: '"not found" or "manifest unknown" in the pull error',
    do: 'correct the image\'s name or tag; a wrong architecture says "no match for platform"',
    references: ['images', 'kubeletImages'],
  },
  'image-auth': {
    tell: '"pull access denied", "unauthorized", "authorization failed" or "403" in the pull error',
    do: 'correct imagePullSecrets; some registries say this also for an image that does not exist',
    references: ['images', 'kubeletImages'],
  },
  'image-registry-unreachable': {
    tell: '"no such host", "i/o timeout", "connection refused", "x509" or "toomanyrequests" in the pull error',
    do: 'check DNS, proxy, certificates and rate limits from the node',
    references: ['images', 'crioPull'],
  },
  'image-name-invalid': {
    tell: 'reason InvalidImageName',
    do: "correct the image's name: no capitals, no blanks, no scheme",
    references: ['kubeletImages'],
  },
  'image-never-pull': {
    tell: 'reason ErrImageNeverPull',
    do: 'load the image on the node, or let imagePullPolicy be IfNotPresent',
    references: ['images', 'kubeletImages'],
  },
  'image-policy-refused': {
    tell: "reason SignatureValidationFailed, or a policy's name in the pull error",
    do: 'sign the image, or change the policy of the nodes',
    references: ['kubeletImages'],
  },
  'runtime-failure': {
    tell: 'the message speaks of the sandbox, CNI, cgroups, shim or runtime, not of the command; other pods of the node have it too',
    do: "look at the node: kubectl describe node, and the runtime's log",
    references: ['containerdStart', 'crioCreate'],
  },
  'device-admission': {
    tell: "the pod's reason is UnexpectedAdmissionError, OutOf..., NodeAffinity or kin; no container ever ran",
    do: "delete the pod so that its owner makes a new one; find what took the node's room or devices",
    references: ['kubeletAdmission', 'devicePlugins'],
  },
  unschedulable: {
    tell: 'Pending, condition PodScheduled is False, event FailedScheduling with the count of nodes for each reason',
    do: 'lower the requests, add nodes, or correct selectors, affinity and tolerations',
    references: ['scheduler', 'taints'],
  },
  'limit-too-low-to-start': {
    tell: '"container init was OOM-killed (memory limit too low?)" or "unable to set memory limit" in the start error',
    do: 'raise the memory limit; mind its unit (128Mi, not 128m)',
    references: ['runcOom', 'resources'],
  },
  segfault: {
    tell: '139 with "Segmentation fault" or a crash report in the log, and no sign of an abort',
    do: 'get a core dump or a stack trace; check native modules and libc',
    references: ['signal7'],
  },
  abort: {
    tell: 'the log says why: "Aborted", "assertion failed", "terminate called", "double free", "panicked", "FATAL ERROR"',
    do: 'read the last lines before the end: the program stopped itself on purpose',
    note: 'As process 1 of the container an abort shows as 139, for a JVM as 127, not as 134.',
    references: ['pidNamespaces', 'signal7'],
  },
  'illegal-instruction': {
    tell: '132; often "Illegal instruction" in the log, right at the start or in a numeric library',
    do: 'run it on nodes whose processor has the instruction, or build for an older one',
    references: ['signal7'],
  },
  'bus-error': {
    tell: '135; often with shared memory or a mapped file',
    do: 'enlarge /dev/shm (an emptyDir with medium Memory), or find who truncates the file',
    references: ['signal7'],
  },
  fpe: {
    tell: '136; "Floating point exception" in the log',
    do: 'find the division by zero',
    references: ['signal7'],
  },
  'sigsys-seccomp': {
    tell: '159, or reason "seccomp killed" (CRI-O)',
    do: 'allow the system call in the seccomp profile, or set another profile',
    references: ['seccomp', 'signal7'],
  },
  sigpipe: {
    tell: '141; what it wrote to had ended first',
    do: 'find the end of the pipe or connection that went away',
    references: ['signal7'],
  },
  sigtrap: {
    tell: '133; a trap instruction, as V8 and Swift use for fatal checks',
    do: 'read the last lines of the log; get a stack trace',
    references: ['signal7', 'nodeExitHeader'],
  },
  'app-config': {
    tell: 'the log names a variable, flag or file that is missing or wrong',
    do: 'correct the configuration; compare it with the last revision that ran',
    references: ['configMaps'],
  },
  'app-dependency': {
    tell: 'the log says "connection refused", "no such host" or "timeout" for another service',
    do: 'look at that service and its endpoints; let the program wait and try again',
    references: ['podLifecycle'],
  },
  'app-auth': {
    tell: 'the log says "access denied", "password authentication failed", 401 or 403',
    do: 'correct the credentials, or the rights of the service account',
    references: ['serviceAccounts'],
  },
  'app-permission-fs': {
    tell: 'the log says "permission denied" or "read-only file system" for a path, or a port below 1024',
    do: 'set fsGroup or runAsUser, mount an emptyDir where it writes, or add the capability',
    references: ['securityContext'],
  },
  'app-port-in-use': {
    tell: 'the log says "address already in use"',
    do: 'give the containers of the pod different ports; with hostNetwork mind the whole node',
    references: ['podLifecycle'],
  },
  'app-missing-module': {
    tell: 'the log says "cannot find module", "ModuleNotFoundError", "ClassNotFoundException"',
    do: 'build the image with that module; check the working directory',
    references: ['images'],
  },
  'app-disk-full': {
    tell: 'the log says "no space left on device"',
    do: 'enlarge the volume, or remove what fills it; mind inodes too',
    references: ['volumes'],
  },
  'app-tls': {
    tell: 'the log speaks of a certificate: expired, unknown authority, wrong name',
    do: 'renew the certificate, mount the right authority, check the clock',
    references: ['configMaps'],
  },
  'app-migration': {
    tell: 'the log speaks of a migration, a lock, a stale pid file or damaged data',
    do: 'finish or undo the migration; restore the data; remove the stale lock only when nobody holds it',
    references: ['podLifecycle'],
  },
  'app-exception': {
    tell: "the log ends in a stack trace of the program's own code",
    do: 'give the trace to whoever writes the program; compare with the last revision that ran',
    references: ['podLifecycle'],
  },
  'app-usage': {
    tell: 'the log shows a usage text or "unknown option"; often 2 or 64',
    do: "correct args; compare with the program's --help at that version",
    references: ['sysexits'],
  },
  'app-resource-limit': {
    tell: 'the log says "too many open files", "cannot allocate thread", "no space left" for inotify',
    do: 'raise that limit on the node or in the image, or open fewer',
    references: ['signal7'],
  },
  'completed-restarting': {
    tell: 'exit 0, reason Completed, and the restart count grows',
    do: 'run it as a Job, or keep the main process in the foreground',
    references: ['podLifecycle', 'kubeletBackOff'],
  },
  'invalid-exit': {
    tell: 'the program calls exit with a value out of 0 to 255; only its low byte is seen',
    do: 'let the program end with a value from 0 to 255',
    references: ['bash'],
  },
  unknown: {
    tell: 'neither code, reason, message, event nor log decides',
    do: 'get the log of the instance that died (--previous) or make the program say why it ends',
    references: ['podLifecycle'],
  },
  'readiness-failing': {
    tell: 'Running and not ready, event Unhealthy "Readiness probe failed"',
    do: 'run the probe by hand in the container; a readiness failure never restarts anything',
    references: ['probes'],
  },
  'sidecar-runs-on': {
    tell: 'kubectl shows a pod of a Job as NotReady, READY 1/2, for long, and its work has ended with exit 0',
    do: 'make the container that runs on a sidecar: an init container with restartPolicy Always',
    references: ['sidecars'],
  },
  'runs-skipped': {
    tell: 'event JobAlreadyActive at the CronJob, and a Job in its status.active that is older than a run takes',
    do: 'see what the run that is left waits for; give the Job an activeDeadlineSeconds, so that none blocks those after it',
    note: 'Nothing fails and no pod crashes: the event is a Normal one, and it is gone an hour after the last run that was skipped.',
    references: ['cronJobs'],
  },
  'device-unhealthy': {
    tell: 'allocatedResourcesStatus of the container has a resource with health Unhealthy',
    do: 'read the log of the device plugin on that node; remove the pod, so that another is given a device that is well',
    references: ['devicePlugins'],
  },
  'resize-pending': {
    tell: 'the condition PodResizePending, or PodResizeInProgress with reason Error; spec and status of the container name different resources',
    do: 'ask for what its node can give, or let new pods be made with the new size',
    note: 'The container runs on with what it had: a limit that was raised only in the spec does not keep it from being killed for memory.',
    references: ['resize'],
  },
  'init-blocked': {
    tell: 'status Init:0/1 for long, the init container is Running',
    do: 'read the log of the init container: what it waits for is named there',
    references: ['podLifecycle'],
  },
  'terminating-stuck': {
    tell: 'a deletionTimestamp long past: a finalizer, a volume or a node that does not answer',
    do: 'look at metadata.finalizers and at the node',
    references: ['finalizers'],
  },
  'scheduling-gated': {
    tell: 'Pending, PodScheduled is False with reason SchedulingGated',
    do: 'find the controller that removes the gate in spec.schedulingGates',
    references: ['schedulingGates'],
  },
  'pod-create-refused': {
    tell: 'no pod at all; event FailedCreate on the ReplicaSet, Job or DaemonSet',
    do: 'read that event: a quota, an admission webhook, Pod Security or a missing service account',
    references: ['quotas'],
  },
  'still-starting': {
    tell: 'no failure in its events, and it is young or its startup probe still has time',
    do: 'wait; watch its events',
    references: ['podLifecycle', 'probes'],
  },
  'taint-evicted': {
    tell: 'event TaintManagerEviction, or DisruptionTarget with DeletionByTaintManager',
    do: 'find who put the NoExecute taint on the node; tolerate it where that is meant',
    references: ['taints', 'taintEviction'],
  },
  completed: {
    tell: "exit 0 of a Job, an init container, or a sidecar at the pod's end",
    do: 'nothing; it ended as meant',
    references: ['jobs'],
  },
  'restarted-in-place': {
    tell: 'event Killing "definition changed" or "resize requires restart", or reason RestartingAllContainers',
    do: 'nothing; it was asked for',
    references: ['resize'],
  },
};
