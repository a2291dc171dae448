import type { RemediationStep } from '../domain/rules/rule.js';
import { NETWORK_STEPS } from './network-steps.js';
import { getPod, SPEC } from './pod-command.js';
import { REFUSAL_STEPS } from './refusal-steps.js';

/** Of a Deployment ReplicaSets keep the revisions, of a StatefulSet or DaemonSet ControllerRevisions, which have `template` elsewhere. */
function getRevisions(template: string): string {
  const own = '{range .items[?(@.metadata.ownerReferences[0].name=="{{ownerName}}")]}';
  return `kubectl get replicasets,controllerrevisions -n {{namespace}} --sort-by=.metadata.creationTimestamp -o jsonpath='${own}{.metadata.name}{" "}${template}{"\\n"}{end}'`;
}

/**
 * Steps that many rules share: a rule's `remediation` says `use: <name>` in their place. Those about
 * a peer come from the address in the deciding line (src/engine/facts/peer.ts): a step is left out where
 * its words name a variable that has no value, so that of the alternatives only what fits is left.
 */
export const SHARED_STEPS: Readonly<Record<string, readonly RemediationStep[]>> = {
  log: [
    {
      do: 'Read what it said before it ended',
      command: 'kubectl logs {{pod}} -n {{namespace}} -c {{container}}{{previousFlag}} --tail=200',
      effect: 'read-only',
    },
  ],
  'limit-range': [
    {
      do: 'See the LimitRange of the namespace: it gave {{container}} its limit of {{defaultedMemory}}, for the template sets none',
      command: 'kubectl describe limitranges -n {{namespace}}',
      effect: 'read-only',
    },
  ],
  env: [
    {
      do: 'See which variables it is given, and from where',
      command: 'kubectl set env pod/{{pod}} -n {{namespace}} -c {{container}} --list',
      effect: 'read-only',
    },
  ],
  image: [{ do: 'See the exact image that ran: {{imageSeen}}', effect: 'read-only' }],
  /** `kubectl rollout history` lists revisions without a word of what is in them. */
  'images-before': [
    {
      do: 'See which images {{ownerRevised}} ran, revision by revision',
      command: getRevisions('{..template.spec.containers[*].image}'),
      effect: 'read-only',
    },
  ],
  'limits-before': [
    {
      do: 'See which memory limit {{container}} had in each revision of {{ownerRevised}}',
      command: getRevisions(
        '{..template.spec.containers[?(@.name=="{{container}}")].resources.limits.memory}',
      ),
      effect: 'read-only',
    },
  ],
  program: [{ do: 'See what it runs: {{programSeen}}', effect: 'read-only' }],
  mounts: [{ do: 'See what is mounted where: {{mountsSeen}}', effect: 'read-only' }],
  memory: [{ do: 'See what memory it is given: {{memorySeen}}', effect: 'read-only' }],
  /** Of the probe that the rule's cause is about. */
  probe: [
    { do: 'See what the probe asks, and how often: {{probeSeen}}', effect: 'read-only' },
    {
      do: 'See what the probe of {{probeUnseen}} asks, and what it was answered',
      command: 'kubectl describe pod {{pod}} -n {{namespace}}',
      effect: 'read-only',
    },
  ],
  configuration: [
    {
      do: 'Read the ConfigMap {{mountedConfigMap}} that it is given',
      command: 'kubectl get configmap {{mountedConfigMap}} -n {{namespace}} -o yaml',
      effect: 'read-only',
    },
  ],
  rights: [
    { do: 'See whom it runs as: {{identitySeen}}', effect: 'read-only' },
    {
      do: 'See whom {{identityUnseen}} runs as and what is mounted read-only',
      command: getPod(
        `{"pod "}{.spec.securityContext}{range ${SPEC}}{"\\ncontainer "}{.securityContext}{"\\nmounts "}{.volumeMounts}{"\\n"}{end}`,
      ),
      effect: 'read-only',
    },
  ],
  claims: [
    {
      do: 'See the claims of the namespace and their sizes',
      command: 'kubectl get pvc -n {{namespace}}',
      effect: 'read-only',
    },
  ],
  ports: [
    {
      do: 'See which ports the containers of the pod name: {{portsSeen}}',
      effect: 'read-only',
    },
    {
      do: 'See which other pods share the network of {{networkOfNode}} as well: it may be one of those, or a program of the node itself, that has the port',
      command:
        'kubectl get pods -A --field-selector spec.nodeName={{networkOfNode}} -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name,HOSTNETWORK:.spec.hostNetwork,HOSTPORTS:.spec.containers[*].ports[*].hostPort',
      effect: 'read-only',
    },
    {
      do: 'Give it a port that is free on {{networkOfNode}}, or take hostNetwork out of the pod template',
      effect: 'mutating',
    },
  ],
  /** A capability that a container is given becomes effective for root alone (kubernetes/kubernetes#56374). */
  'low-port': [
    {
      do: 'Let it listen on a port above 1023 and map that in the Service; or set the sysctl net.ipv4.ip_unprivileged_port_start of the pod to 0 (securityContext.sysctls, not with hostNetwork); the capability NET_BIND_SERVICE helps it only where it runs as root',
      effect: 'mutating',
    },
  ],
  /**
   * A pod that a node refused stays Failed for good (kubernetes/kubernetes pkg/kubelet/kubelet.go rejectPod, v1.34);
   * its controller counts it no more (pkg/controller/controller_utils.go IsPodActive, v1.34).
   */
  'refused-pod': [
    {
      do: 'Remove the refused pod, which stays as it is; {{ownerKind}} {{ownerName}} makes another without that',
      command: 'kubectl delete pod {{pod}} -n {{namespace}}',
      effect: 'mutating',
    },
    {
      do: 'Remove the refused pod {{unownedPod}} and make it anew, where a node has room for it: no controller owns it, so nothing else does',
      command: 'kubectl delete pod {{pod}} -n {{namespace}}',
      effect: 'mutating',
    },
  ],
  /** A key of a file is none that `kubectl set env` could set (src/engine/facts/setting-name.ts). */
  'set-variable': [
    {
      do: 'Set the variable {{environmentVariable}} in the template of the workload (env, or a ConfigMap or Secret in envFrom)',
      command: 'kubectl set env {{owner}} -n {{namespace}} -c {{container}} {{environmentVariable}}=VALUE',
      effect: 'mutating',
    },
    {
      do: 'Set {{settingKey}} in the configuration that it reads: a file from a ConfigMap or Secret, or an argument in the template of the workload',
      effect: 'mutating',
    },
    {
      do: 'Set the {{unnamedSetting}} in the template of the workload (env, or a ConfigMap or Secret in envFrom)',
      effect: 'mutating',
    },
  ],
  /** For a variable whose value is refused (src/engine/facts/service-link.ts). */
  'service-link': [
    {
      do: 'See whether the namespace has a Service {{linkService}}: the container does not set {{variable}}, and Kubernetes then sets it to the address of that, tcp://…, unless the pod has enableServiceLinks: false',
      command: 'kubectl get services -n {{namespace}}',
      effect: 'read-only',
    },
  ],
  template: [
    {
      do: 'Change the pod template of {{owner}}',
      command: 'kubectl edit {{owner}} -n {{namespace}}',
      effect: 'mutating',
    },
  ],
  /** What to do about what a probe was answered: the rule's pattern names the part that tells it. */
  'probe-answer': [
    {
      do: 'The connection was closed without an answer ({{closed}}): a port that speaks TLS wants scheme HTTPS in the probe, one that speaks no HTTP another kind of probe',
      effect: 'mutating',
    },
    {
      do: 'The probe asks {{loopback}}, which is the node itself and not the pod: take host out of the probe; with hostNetwork nothing listened there',
      effect: 'mutating',
    },
    {
      do: 'No answer came in time ({{late}}): raise timeoutSeconds, or make the answer cheaper',
      effect: 'mutating',
    },
    {
      do: 'No TLS is spoken there ({{noTls}}): take scheme HTTPS out of the probe, or give it the port that speaks TLS',
      effect: 'mutating',
    },
    {
      do: 'What answered was no HTTP ({{noHttp}}): where the port speaks TLS, the probe needs scheme HTTPS',
      effect: 'mutating',
    },
    {
      do: 'Nothing spoke gRPC at {{grpc}} in time: serve the gRPC health service there, on all addresses and without TLS, or probe with httpGet or tcpSocket',
      effect: 'mutating',
    },
    {
      do: 'The program answered {{fault}}, so it calls itself unwell: its log, or what it answers on that path, says why',
      command: 'kubectl logs {{pod}} -n {{namespace}} -c {{container}}{{previousFlag}} --tail=200',
      effect: 'read-only',
    },
    {
      do: 'The program answered {{badRequest}}: it does not take the request as the kubelet makes it. The Host is the address of the pod, where httpHeaders names no other, and a port that speaks TLS wants scheme HTTPS; what it answers or logs says which',
      effect: 'mutating',
    },
    {
      do: 'The program answered {{status}}: let the probe ask a path that is there and wants no login',
      effect: 'mutating',
    },
    {
      do: 'The image does not have {{absent}}, which the probe runs: probe with httpGet, tcpSocket or grpc, or with a program that it has',
      effect: 'mutating',
    },
  ],
  ...NETWORK_STEPS,
  ...REFUSAL_STEPS,
};
