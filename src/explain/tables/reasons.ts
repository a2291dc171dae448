import type { Hint } from '../explanation.js';
import type { ReferenceId } from './references.js';

/** Where a reason stands in an object. */
export type ReasonPlace =
  'waiting' | 'terminated' | 'pod' | 'condition' | 'event' | 'job' | 'status' | 'none';

/** What a reason of Kubernetes means, and where it stands. */
export interface ReasonEntry {
  readonly at: readonly ReasonPlace[];
  /** Completes "<Reason>: ...". */
  readonly means: string;
  readonly more?: readonly string[];
  readonly hypotheses: readonly Hint[];
  readonly references: readonly ReferenceId[];
}

/** The reasons of Kubernetes and its runtimes, by their exact spelling (v1.21 to v1.36). */
export const REASONS: Readonly<Record<string, ReasonEntry>> = {
  ContainerCreating: {
    at: ['waiting'],
    means:
      'nothing of it has been tried yet: the pod waits for its volumes, its sandbox or its network, or the image is being pulled',
    more: [
      'Where it stays so, an event says why: FailedMount, FailedAttachVolume, FailedCreatePodSandBox, NetworkNotReady.',
    ],
    hypotheses: ['still-starting', 'volume-unavailable', 'config-missing', 'runtime-failure'],
    references: ['kubeletStatus'],
  },
  PodInitializing: {
    at: ['waiting'],
    means: 'the container waits for the init containers of its pod',
    hypotheses: [
      'init-blocked',
      'still-starting',
      ['app-config', 'an init container fails again and again: look at that one'],
      'volume-unavailable',
    ],
    references: ['kubeletStatus'],
  },
  CrashLoopBackOff: {
    at: ['waiting'],
    means:
      'the container has ended again and the kubelet waits before it starts it once more; it is a wait, not a cause',
    more: [
      'The cause is how the last instance ended: lastState.terminated and its log (--previous). That may be exit 0 too.',
      'The first restart comes at once, then the wait grows from 10 s to 5 min. It starts anew when an instance has run for more than 10 minutes, or when image or resources change.',
    ],
    hypotheses: [
      ['app-exception', 'the last instance ended with a code of its own: its log says why'],
      'oom-limit',
      'liveness-kill',
      'exec-not-found',
      'app-config',
      'app-dependency',
      'completed-restarting',
    ],
    references: ['kubeletBackOff', 'podLifecycle'],
  },
  ErrImagePull: {
    at: ['waiting'],
    means: "pulling the image has just failed; the message holds the registry's or runtime's words",
    hypotheses: ['image-not-found', 'image-auth', 'image-registry-unreachable', 'image-policy-refused'],
    references: ['kubeletImages', 'images'],
  },
  ImagePullBackOff: {
    at: ['waiting'],
    means: 'pulling the image failed and the next try waits (up to 5 min); it is a wait, not a cause',
    more: [
      'From Kubernetes 1.32 the message repeats the last error; before that it stands only in the Failed event.',
    ],
    hypotheses: ['image-not-found', 'image-auth', 'image-registry-unreachable', 'image-policy-refused'],
    references: ['kubeletImages', 'images'],
  },
  ErrImageNeverPull: {
    at: ['waiting', 'event'],
    means: 'imagePullPolicy is Never and the node has no image that this pod may use',
    more: ["From 1.35 also where the image is there and the pod's credentials may not use it."],
    hypotheses: ['image-never-pull'],
    references: ['kubeletImages'],
  },
  InvalidImageName: {
    at: ['waiting'],
    means: "the image's name cannot be parsed",
    hypotheses: ['image-name-invalid'],
    references: ['kubeletImages'],
  },
  ImageInspectError: {
    at: ['waiting'],
    means: 'the runtime could not say whether it has the image',
    hypotheses: ['runtime-failure'],
    references: ['kubeletImages'],
  },
  RegistryUnavailable: {
    at: ['waiting'],
    means: 'the registry would not serve (said by CRI-O)',
    hypotheses: ['image-registry-unreachable'],
    references: ['crioPull'],
  },
  SignatureValidationFailed: {
    at: ['waiting'],
    means: "the node's policy wants a signature that the image does not have (said by CRI-O)",
    hypotheses: ['image-policy-refused'],
    references: ['crioPull'],
  },
  CreateContainerConfigError: {
    at: ['waiting'],
    means: "the kubelet could not put the container's configuration together",
    more: [
      'It is not always a missing ConfigMap: runAsNonRoot and subPath end here too. The message says which. The kubelet tries again every 10 to 15 s, the restart count does not rise, and it heals as soon as the object appears.',
    ],
    hypotheses: [
      'config-missing',
      'run-as-nonroot',
      ['mount-type', '"failed to prepare subPath" or "failed to create subPath directory" in the message'],
    ],
    references: ['kubeletConfig', 'nonRoot'],
  },
  CreateContainerError: {
    at: ['waiting'],
    means: 'the runtime could not create the container',
    more: [
      'On CRI-O this holds every fault of the command and of mounts: there is no exit code and the restart count stays. On containerd those are RunContainerError and then StartError.',
    ],
    hypotheses: [
      'exec-not-found',
      'exec-permission',
      'mount-type',
      'runtime-failure',
      'limit-too-low-to-start',
      ['run-as-nonroot', 'the message speaks of a user that does not exist'],
    ],
    references: ['kubeletConfig', 'crioCreate'],
  },
  RunContainerError: {
    at: ['waiting'],
    means: 'the runtime could not start the container that it had created',
    more: [
      'Seen for a moment on containerd and Docker; then the container waits in CrashLoopBackOff and lastState holds StartError or ContainerCannotRun with the message.',
    ],
    hypotheses: [
      'exec-not-found',
      'exec-permission',
      'mount-type',
      'limit-too-low-to-start',
      'runtime-failure',
    ],
    references: ['kubeletReasons', 'containerdStart'],
  },
  PreCreateHookError: {
    at: ['waiting'],
    means:
      'an internal step of the kubelet (CPU, memory or topology manager) failed before the container was created',
    hypotheses: ['runtime-failure', 'device-admission'],
    references: ['kubeletConfig', 'topology'],
  },
  PreStartHookError: {
    at: ['waiting'],
    means:
      'an internal step of the kubelet (CPU, memory or topology manager) failed before the container was started',
    hypotheses: ['runtime-failure', 'device-admission'],
    references: ['kubeletConfig', 'topology'],
  },
  PostStartHookError: {
    at: ['waiting'],
    means: 'its postStart hook failed, so the container was killed',
    hypotheses: ['poststart-hook'],
    references: ['hooks', 'kubeletConfig'],
  },
  RestartingAllContainers: {
    at: ['waiting', 'terminated'],
    means: 'all containers of the pod are restarted on purpose; its 137 is a placeholder, no signal was seen',
    hypotheses: ['restarted-in-place'],
    references: ['kubeletStatus'],
  },
  Completed: {
    at: ['terminated'],
    means: 'it ended with exit code 0',
    hypotheses: ['completed', 'completed-restarting', 'graceful-stop'],
    references: ['podLifecycle'],
  },
  Error: {
    at: ['terminated'],
    means: 'it ended with a code that is not 0, and the runtime knows no more than that',
    more: [
      'Not that it was not killed for memory: before containerd 2.3.0 the word OOMKilled can be missing.',
    ],
    hypotheses: ['app-exception', 'app-config', 'app-dependency', 'grace-exceeded', 'liveness-kill'],
    references: ['containerdEvents', 'crioStatus', 'containerdOomRace'],
  },
  OOMKilled: {
    at: ['terminated'],
    means: 'the kernel killed a process of the container for memory',
    more: [
      'Any process: where it was a child, the container ends later and with any code, 0 too.',
      'Not always its own limit: with cgroup v2 a node-wide shortage and the limit of the whole pod count as well. A file in a memory-backed emptyDir counts as memory.',
      "A heap limit of the JVM, Node.js or .NET below the container's limit never gives this reason.",
    ],
    hypotheses: ['oom-limit', 'oom-child', 'oom-node'],
    references: ['containerdEvents', 'cgroup2', 'oomExitZero'],
  },
  StartError: {
    at: ['terminated'],
    means:
      'containerd could not start it: exit code 128, the whole error in the message, and the program never ran',
    more: ['startedAt is 1970-01-01 then.'],
    hypotheses: [
      'exec-not-found',
      'exec-permission',
      'mount-type',
      'limit-too-low-to-start',
      'runtime-failure',
    ],
    references: ['containerdStart'],
  },
  ContainerCannotRun: {
    at: ['terminated'],
    means: 'Docker (cri-dockerd) could not start it: 127 not found, 126 not executable, 128 anything else',
    hypotheses: ['exec-not-found', 'exec-permission', 'mount-type', 'runtime-failure'],
    references: ['criDockerd', 'mobyErrors'],
  },
  Unknown: {
    at: ['terminated'],
    means:
      'containerd lost the container: the node was rebooted, or the runtime restarted without it; code 255',
    more: ['The end time is when containerd came back, not when the container ended.'],
    hypotheses: ['node-lost'],
    references: ['containerdRestart'],
  },
  ContainerStatusUnknown: {
    at: ['terminated'],
    means: 'nobody saw how it ended; 137 is a placeholder, no signal was seen',
    hypotheses: [
      'node-lost',
      ['evicted-memory', "the pod's reason is Evicted"],
      ['node-shutdown', "the pod's reason is Terminated or NodeShutdown"],
    ],
    references: ['kubeletLost'],
  },
  'seccomp killed': {
    at: ['terminated'],
    means: 'CRI-O saw that it used a forbidden system call; the message names it',
    hypotheses: ['sigsys-seccomp'],
    references: ['crioStatus', 'seccomp'],
  },
  Evicted: {
    at: ['pod', 'event'],
    means: 'the kubelet removed the pod, or refused to take it',
    more: [
      'Three things share the word: the node was short ("The node was low on resource: ..."), the pod went over its own limit ("... exceeds the limit"), or the node refused it at admission ("The node had condition: ..."; it never ran).',
    ],
    hypotheses: ['evicted-memory', 'evicted-disk', 'evicted-ephemeral-limit', 'evicted-pid'],
    references: ['eviction', 'kubeletEviction'],
  },
  Preempting: {
    at: ['pod', 'event'],
    means: 'the kubelet made room for a critical pod',
    hypotheses: ['preempted'],
    references: ['preemption'],
  },
  Preempted: {
    at: ['event'],
    means: 'the scheduler made room for a pod of higher priority',
    hypotheses: ['preempted'],
    references: ['preemption'],
  },
  Terminated: {
    at: ['pod'],
    means: 'the node was shutting down in an orderly way',
    hypotheses: ['node-shutdown'],
    references: ['nodeShutdown', 'kubeletShutdown'],
  },
  NodeShutdown: {
    at: ['pod'],
    means: 'the node is shutting down and took no new pod',
    hypotheses: ['node-shutdown'],
    references: ['nodeShutdown', 'kubeletShutdown'],
  },
  Shutdown: {
    at: ['pod', 'event'],
    means: 'the node was shutting down (the word until Kubernetes 1.21)',
    hypotheses: ['node-shutdown'],
    references: ['nodeShutdown'],
  },
  DeadlineExceeded: {
    at: ['pod', 'job', 'event'],
    means: 'it ran longer than activeDeadlineSeconds',
    hypotheses: ['deadline-exceeded'],
    references: ['kubeletDeadline', 'jobs'],
  },
  UnexpectedAdmissionError: {
    at: ['pod'],
    means: 'the node could not give the pod its devices; its containers never ran',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission', 'devicePlugins'],
  },
  OutOfcpu: {
    at: ['pod'],
    means: 'the node had no processor time left when the pod arrived; its containers never ran',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  OutOfmemory: {
    at: ['pod'],
    means: 'the node had no memory left to promise when the pod arrived; its containers never ran',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  'OutOfephemeral-storage': {
    at: ['pod'],
    means: 'the node had no disk left to promise when the pod arrived; its containers never ran',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  OutOfpods: {
    at: ['pod'],
    means: 'the node had as many pods as it takes; its containers never ran',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  NodeAffinity: {
    at: ['pod'],
    means: "the node does not match the pod's selector or affinity any more; its containers never ran",
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  NodeName: {
    at: ['pod'],
    means: 'the pod names another node; its containers never ran',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  NodePorts: {
    at: ['pod'],
    means: 'a host port of the pod was taken on the node; its containers never ran',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  TaintToleration: {
    at: ['pod'],
    means: 'the node has a NoExecute taint that the pod does not tolerate; its containers never ran',
    hypotheses: ['device-admission', 'taint-evicted'],
    references: ['kubeletAdmission', 'taints'],
  },
  TopologyAffinityError: {
    at: ['pod'],
    means: 'the node could not align processors, memory and devices as its policy wants',
    hypotheses: ['device-admission'],
    references: ['topology'],
  },
  SMTAlignmentError: {
    at: ['pod'],
    means: 'the node gives out whole processor cores only, and the pod asks for a part of one',
    hypotheses: ['device-admission'],
    references: ['topology'],
  },
  EmptyPodSharedPoolError: {
    at: ['pod'],
    means: 'no shared processors were left for the pod',
    hypotheses: ['device-admission'],
    references: ['topology'],
  },
  AppArmor: {
    at: ['pod'],
    means: 'the node cannot enforce the AppArmor profile',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  SysctlForbidden: {
    at: ['pod'],
    means: 'the pod wants a sysctl that the node does not allow',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  PodOSSelectorNodeLabelDoesNotMatch: {
    at: ['pod'],
    means: "the pod's system (Linux or Windows) is not the node's",
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  PodOSNotSupported: {
    at: ['pod'],
    means: "the pod's system (Linux or Windows) is not the node's",
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  InitContainerRestartPolicyForbidden: {
    at: ['pod'],
    means: 'the node is too old for sidecar containers',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  SupplementalGroupsPolicyNotSupported: {
    at: ['pod'],
    means: 'the node cannot do the supplementalGroupsPolicy',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  PodLevelResourcesNotSupported: {
    at: ['pod'],
    means: 'the node cannot do resources for the whole pod',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  PodFeatureUnsupported: {
    at: ['pod'],
    means: 'the node cannot do something that the pod asks for',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  InvalidNodeInfo: {
    at: ['pod'],
    means: 'the kubelet did not know its own node',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  UnexpectedPredicateFailureType: {
    at: ['pod'],
    means: 'the node refused the pod for a reason that it could not name',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  UnknownReason: {
    at: ['pod'],
    means: 'the node refused the pod for a reason that it could not name',
    hypotheses: ['device-admission'],
    references: ['kubeletAdmission'],
  },
  VolumeAttachmentLimitExceeded: {
    at: ['pod'],
    means: 'the node cannot attach another volume',
    hypotheses: ['volume-unavailable'],
    references: ['volumes'],
  },
  NodeLost: {
    at: ['pod'],
    means:
      'the node stopped answering (set until Kubernetes 1.26; later look for DisruptionTarget and the node itself)',
    hypotheses: ['node-lost'],
    references: ['taints'],
  },
  Unschedulable: {
    at: ['condition'],
    means: 'no node can take the pod; the message counts the nodes for each reason',
    hypotheses: ['unschedulable', 'volume-unavailable'],
    references: ['scheduler'],
  },
  SchedulerError: {
    at: ['condition'],
    means: 'the scheduler failed on the pod',
    hypotheses: ['unschedulable'],
    references: ['scheduler'],
  },
  SchedulingGated: {
    at: ['condition'],
    means: 'a scheduling gate keeps the pod from being scheduled',
    hypotheses: ['scheduling-gated'],
    references: ['schedulingGates'],
  },
  ContainersNotReady: {
    at: ['condition'],
    means: 'containers of the pod are not ready; the message names them',
    hypotheses: ['readiness-failing', 'still-starting', 'app-exception'],
    references: ['podLifecycle', 'probes'],
  },
  ContainersNotInitialized: {
    at: ['condition'],
    means: 'init containers have not ended yet; the message names them',
    hypotheses: ['init-blocked', 'still-starting'],
    references: ['podLifecycle'],
  },
  ReadinessGatesNotReady: {
    at: ['condition'],
    means: 'its containers are ready, a readiness gate of the pod is not: a controller has to set it',
    hypotheses: ['readiness-failing'],
    references: ['podLifecycle'],
  },
  PodFailed: {
    at: ['condition'],
    means: 'the pod has failed, so it is not ready any more; its phase, reason and containers tell why',
    hypotheses: ['app-exception', 'deadline-exceeded', 'evicted-memory'],
    references: ['podLifecycle'],
  },
  PodCompleted: {
    at: ['condition'],
    means: 'the pod has done its work, so it is not ready any more',
    hypotheses: ['completed'],
    references: ['podLifecycle'],
  },
  UnknownContainerStatuses: {
    at: ['condition'],
    means: 'the kubelet has not said anything of the containers yet',
    hypotheses: ['still-starting', 'node-lost'],
    references: ['podLifecycle'],
  },
  PreemptionByScheduler: {
    at: ['condition'],
    means: 'the scheduler made room for a pod of higher priority',
    hypotheses: ['preempted'],
    references: ['disruptions', 'preemption'],
  },
  PreemptionByKubeScheduler: {
    at: ['condition'],
    means: 'the scheduler made room for a pod of higher priority (the word of Kubernetes 1.25 and 1.26)',
    hypotheses: ['preempted'],
    references: ['disruptions', 'preemption'],
  },
  DeletionByTaintManager: {
    at: ['condition'],
    means:
      'a NoExecute taint of its node removed the pod: put on by a person or controller, or because the node stopped answering',
    hypotheses: ['taint-evicted', 'node-lost'],
    references: ['disruptions', 'taintEviction'],
  },
  EvictionByEvictionAPI: {
    at: ['condition'],
    means: 'somebody evicted the pod through the API: a drain, an autoscaler, a descheduler',
    hypotheses: ['drained'],
    references: ['disruptions', 'apiEviction'],
  },
  DeletionByPodGC: {
    at: ['condition'],
    means: 'the pod was cleaned up because its node no longer exists',
    hypotheses: ['node-lost'],
    references: ['disruptions'],
  },
  TerminationByKubelet: {
    at: ['condition'],
    means:
      "the kubelet ended the pod: node pressure, a node's shutdown, or to make room for a critical pod; the message says which",
    hypotheses: ['evicted-memory', 'evicted-disk', 'node-shutdown', 'preempted'],
    references: ['disruptions', 'eviction'],
  },
  Deferred: {
    at: ['condition'],
    means: 'a resize in place has to wait: the node has not as much to give just now',
    more: ['It stands in the condition PodResizePending. The containers run on with what they have.'],
    hypotheses: ['resize-pending'],
    references: ['resize'],
  },
  Infeasible: {
    at: ['condition'],
    means: 'a resize in place cannot be done on this node',
    more: ['It stands in the condition PodResizePending. The containers run on with what they have.'],
    hypotheses: ['resize-pending'],
    references: ['resize'],
  },
  BackoffLimitExceeded: {
    at: ['job'],
    means: 'the pods of the Job failed more often than backoffLimit allows; why, its last pod tells',
    hypotheses: ['app-exception', 'oom-limit', 'app-config'],
    references: ['jobController', 'jobs'],
  },
  PodFailurePolicy: {
    at: ['job'],
    means: 'a rule of podFailurePolicy ended the Job; the message names container, code and rule',
    hypotheses: ['app-exception'],
    references: ['jobController', 'jobs'],
  },
  MaxFailedIndexesExceeded: {
    at: ['job'],
    means: 'more indexes of the Job failed than maxFailedIndexes allows',
    hypotheses: ['app-exception'],
    references: ['jobController'],
  },
  FailedIndexes: {
    at: ['job'],
    means: 'indexes of the Job failed',
    hypotheses: ['app-exception'],
    references: ['jobController'],
  },
  Failed: {
    at: ['event'],
    means:
      'an image could not be pulled, or a container could not be created or started; the message says which, and why',
    more: [
      '"Error: ErrImagePull" and "Error: ImagePullBackOff" only repeat; the event before, "Failed to pull image", holds the words of the registry.',
      'As the phase of a pod the word says that all its containers have ended, and one of them with a failure.',
    ],
    hypotheses: ['image-not-found', 'image-auth', 'config-missing', 'exec-not-found', 'runtime-failure'],
    references: ['kubeletImages', 'kubeletConfig'],
  },
  InspectFailed: {
    at: ['event'],
    means: 'the name of the image cannot be parsed, or the runtime could not say whether it has the image',
    hypotheses: ['image-name-invalid', 'runtime-failure'],
    references: ['kubeletImages'],
  },
  FailedToRetrieveImagePullSecret: {
    at: ['event'],
    means: 'a pull secret that the pod names does not exist; the pull is tried without it',
    hypotheses: ['image-auth'],
    references: ['kubeletImages', 'images'],
  },
  BackOff: {
    at: ['event'],
    means:
      'the next start ("Back-off restarting failed container", a Warning) or pull ("Back-off pulling image", Normal) waits',
    hypotheses: ['app-exception', 'image-not-found'],
    references: ['kubeletBackOff', 'kubeletImages'],
  },
  Killing: {
    at: ['event'],
    means:
      'the kubelet stops the container; its type is Normal. "failed liveness probe" names a cause, "Stopping container" does not',
    hypotheses: ['graceful-stop', 'liveness-kill', 'startup-probe-kill', 'restarted-in-place'],
    references: ['kubeletConfig'],
  },
  Unhealthy: {
    at: ['event'],
    means: 'a probe failed; readiness failures never restart anything',
    hypotheses: ['liveness-kill', 'readiness-failing', 'startup-probe-kill'],
    references: ['probes'],
  },
  ProbeError: {
    at: ['event'],
    means: 'a probe failed, with the whole answer (said by OpenShift for its own namespaces)',
    hypotheses: ['liveness-kill', 'readiness-failing', 'startup-probe-kill'],
    references: ['probes'],
  },
  FailedMount: {
    at: ['event'],
    means: 'a volume could not be mounted',
    hypotheses: ['volume-unavailable', 'config-missing'],
    references: ['volumes'],
  },
  FailedAttachVolume: {
    at: ['event'],
    means: 'a volume could not be attached to the node',
    hypotheses: ['volume-unavailable'],
    references: ['volumes'],
  },
  FailedMapVolume: {
    at: ['event'],
    means: 'a block volume could not be made ready',
    hypotheses: ['volume-unavailable'],
    references: ['volumes'],
  },
  FailedBinding: {
    at: ['event'],
    means:
      'a volume claim could not be bound: no volume fits, or no storage class is set; it stands at the claim, not at the pod',
    hypotheses: ['volume-unavailable'],
    references: ['volumes'],
  },
  ProvisioningFailed: {
    at: ['event'],
    means: 'no volume could be made for a claim; it stands at the claim, not at the pod',
    hypotheses: ['volume-unavailable'],
    references: ['volumes'],
  },
  FailedPrepareDynamicResources: {
    at: ['event'],
    means: 'the devices that the pod claims could not be made ready on the node',
    hypotheses: ['runtime-failure'],
    references: ['devicePlugins'],
  },
  FailedScheduling: {
    at: ['event'],
    means: 'no node can take the pod; the message counts the nodes for each reason',
    hypotheses: ['unschedulable', 'volume-unavailable'],
    references: ['scheduler'],
  },
  FailedCreatePodSandBox: {
    at: ['event'],
    means: "the pod's sandbox or network could not be made; its containers stay in ContainerCreating",
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  FailedCreatePodContainer: {
    at: ['event'],
    means: 'the cgroup of the pod could not be made',
    hypotheses: ['runtime-failure', 'limit-too-low-to-start'],
    references: ['kubeletReasons'],
  },
  FailedPodSandBoxStatus: {
    at: ['event'],
    means: 'the runtime could not say how the sandbox of the pod is',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  FailedSync: {
    at: ['event'],
    means: 'the kubelet could not carry out a step for the pod; the message says which',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  FailedKillPod: {
    at: ['event'],
    means: 'the runtime could not end a container or take the sandbox down',
    hypotheses: ['terminating-stuck', 'runtime-failure'],
    references: ['kubeletReasons'],
  },
  SandboxChanged: {
    at: ['event'],
    means: "the pod's sandbox was lost and is made anew, mostly after the node or its runtime was restarted",
    hypotheses: ['node-lost', 'runtime-failure'],
    references: ['containerdRestart'],
  },
  NetworkNotReady: {
    at: ['event'],
    means: 'the network of the node is not ready',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  JobAlreadyActive: {
    at: ['event'],
    means: 'a run of a CronJob was due and was left out: the one before was still at work',
    hypotheses: ['runs-skipped'],
    references: ['cronJobs'],
  },
  FailedCreate: {
    at: ['event'],
    means: 'an owner could not create its pod; the message holds the refusal',
    hypotheses: ['pod-create-refused'],
    references: ['quotas', 'jobController'],
  },
  FailedPostStartHook: {
    at: ['event'],
    means: 'the postStart hook failed',
    hypotheses: ['poststart-hook'],
    references: ['hooks'],
  },
  FailedPreStopHook: {
    at: ['event'],
    means: 'the preStop hook failed; the container is stopped all the same',
    hypotheses: ['graceful-stop'],
    references: ['hooks'],
  },
  ExceededGracePeriod: {
    at: ['event'],
    means:
      'the runtime did not confirm the kill in time; not the usual sign of a program that would not stop',
    hypotheses: ['runtime-failure'],
    references: ['kubeletConfig'],
  },
  TaintManagerEviction: {
    at: ['event'],
    means: 'a NoExecute taint of the node removes the pod',
    hypotheses: ['taint-evicted', 'node-lost'],
    references: ['taintEviction'],
  },
  NodeControllerEviction: {
    at: ['event'],
    means:
      'the node stopped answering and its pods are removed (until Kubernetes 1.26; later TaintManagerEviction)',
    hypotheses: ['node-lost'],
    references: ['taints'],
  },
  EvictionThresholdMet: {
    at: ['event'],
    means:
      'the node is short of memory, disk or process ids and begins to free them; the event stands at the node, not at the pod',
    hypotheses: ['evicted-memory', 'evicted-disk', 'evicted-pid'],
    references: ['eviction', 'kubeletEviction'],
  },
  FreeDiskSpaceFailed: {
    at: ['event'],
    means:
      'the node could not free enough disk by removing images; the event stands at the node, not at the pod',
    hypotheses: ['evicted-disk'],
    references: ['eviction'],
  },
  ImageGCFailed: {
    at: ['event'],
    means: 'the node could not remove unused images; the event stands at the node, not at the pod',
    hypotheses: ['evicted-disk', 'runtime-failure'],
    references: ['eviction'],
  },
  NodeNotReady: {
    at: ['event'],
    means: 'the node stopped answering or said that it is not ready',
    hypotheses: ['node-lost'],
    references: ['taints'],
  },
  Rebooted: {
    at: ['event'],
    means: 'the node was rebooted',
    hypotheses: ['node-lost'],
    references: ['containerdRestart'],
  },
  SystemOOM: {
    at: ['event'],
    means: 'the node itself ran out of memory; the event stands at the node, not at the pod',
    hypotheses: ['oom-node'],
    references: ['cgroup2'],
  },
  OOMKilling: {
    at: ['event'],
    means:
      'the node problem detector saw the kernel kill a process for memory, of the node or of one container; it stands at the node',
    hypotheses: ['oom-limit', 'oom-node', 'oom-child'],
    references: ['cgroup2'],
  },
  Terminating: {
    at: ['status'],
    means: 'the pod is being deleted; what kubectl shows while metadata.deletionTimestamp is set',
    hypotheses: ['graceful-stop', 'terminating-stuck', 'drained', 'taint-evicted'],
    references: ['podLifecycle', 'finalizers'],
  },
  Pending: {
    at: ['status'],
    means:
      'the pod has been accepted and does not run yet: it waits for a node, a volume, an image or an init container',
    hypotheses: ['unschedulable', 'scheduling-gated', 'volume-unavailable', 'still-starting'],
    references: ['podLifecycle'],
  },
  NotReady: {
    at: ['status'],
    means: 'one of its containers has ended with success and another still runs',
    hypotheses: ['completed', 'readiness-failing'],
    references: ['podLifecycle'],
  },
  KillContainerError: {
    at: ['none'],
    means:
      "the kubelet could not kill a container; it stands in the kubelet's log and is never a waiting reason, though guides list it",
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  CreatePodSandboxError: {
    at: ['none'],
    means:
      'the sandbox could not be made; it is never a waiting reason, though guides list it: look for the event FailedCreatePodSandBox',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  ConfigPodSandboxError: {
    at: ['none'],
    means: 'the sandbox could not be configured; it is never a waiting reason, though guides list it',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  KillPodSandboxError: {
    at: ['none'],
    means: 'the sandbox could not be stopped; it is never a waiting reason, though guides list it',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  NetworkPluginNotReady: {
    at: ['none'],
    means:
      "a condition of the runtime, seen in the node's Ready message and in the event NetworkNotReady; never a waiting reason",
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  ResizePodInPlaceError: {
    at: ['none'],
    means: "a resize in place failed; it stands in the kubelet's log and is never a waiting reason",
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  RemoveContainerError: {
    at: ['none'],
    means: "a container could not be removed; it stands in the kubelet's log and is never a waiting reason",
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  SetupNetworkError: {
    at: ['none'],
    means: 'guides list it, and no kubelet that is in use says it: look for the event FailedCreatePodSandBox',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  TeardownNetworkError: {
    at: ['none'],
    means: 'guides list it, and no kubelet that is in use says it',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  RunInitContainerError: {
    at: ['none'],
    means:
      'guides list it, and no kubelet that is in use says it: look at the waiting reason of the init container',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
  DockerDaemonNotReady: {
    at: ['none'],
    means:
      'the word of a kubelet that ran Docker itself (until Kubernetes 1.23), in the condition of its node; never a waiting reason',
    hypotheses: ['runtime-failure'],
    references: ['kubeletReasons'],
  },
};
