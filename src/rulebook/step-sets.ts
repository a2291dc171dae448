import type { RemediationStep } from '../domain/rule.js';

/**
 * Steps that many rules share: a rule's `remediation` says `use: <name>` in their place. Each is
 * printed where all its variables are known; those about a peer come from the address in the
 * deciding line (src/engine/peer.ts), so that of the alternatives only what fits it is left.
 */
export const STEP_SETS: Readonly<Record<string, readonly RemediationStep[]>> = {
  /** For a connection that was refused, ran into a time-out or was cut. */
  peer: [
    {
      do: 'See whether the Service {{peerService}} exists[[, offers port {{peerPort}}]] and has endpoints that are ready',
      command: 'kubectl describe service {{peerService}} -n {{peerNamespace}}',
      effect: 'read-only',
    },
    {
      do: 'See whose address {{peerIp}} is: a Service, a pod, or nothing that is there any more',
      command: 'kubectl get services,pods -A -o wide | grep -wF {{peerIp}}',
      effect: 'read-only',
    },
    {
      do: 'See whether {{peerOutside}}, which lies outside of the cluster, can be reached from its nodes: a proxy, a firewall, an egress rule',
      effect: 'read-only',
    },
    {
      do: 'See which address {{container}} is given: {{peerLoopback}}[[:{{peerPort}}]] is this pod itself',
      command: 'kubectl set env pod/{{pod}} -n {{namespace}} -c {{container}} --list',
      effect: 'read-only',
    },
    {
      do: 'See whether {{peerSocket}} is there: mounted from the node, or made by a container beside it',
      command: `kubectl get pod {{pod}} -n {{namespace}} -o jsonpath='{.spec.containers[?(@.name=="{{container}}")].volumeMounts}{"\\n"}{.spec.volumes}{"\\n"}'`,
      effect: 'read-only',
    },
    {
      do: 'See which services {{peerUnknownIn}} has, and whether they have endpoints that are ready',
      command: 'kubectl get services,endpointslices -n {{peerUnknownIn}}',
      effect: 'read-only',
    },
    {
      do: 'See which addresses {{peerUnknownTo}} is given',
      command: 'kubectl set env pod/{{pod}} -n {{namespace}} -c {{peerUnknownTo}} --list',
      effect: 'read-only',
    },
    {
      do: 'See whether a network policy of {{peerPolicies}} closes the way',
      command: 'kubectl get networkpolicies -n {{peerPolicies}}',
      effect: 'read-only',
    },
  ],
  /** For a name that does not resolve. */
  'peer-name': [
    {
      do: 'See whether there is a Service {{peerService}} in the namespace {{peerNamespace}}',
      command: 'kubectl get service {{peerService}} -n {{peerNamespace}}',
      effect: 'read-only',
    },
    {
      do: 'See whether the cluster forwards {{peerOutside}}, which is no name of its own, to a DNS server that knows it',
      command: 'kubectl get configmap coredns -n kube-system -o yaml',
      effect: 'read-only',
    },
    {
      do: 'See which services {{peerUnknownIn}} has',
      command: 'kubectl get services -n {{peerUnknownIn}}',
      effect: 'read-only',
    },
    {
      do: 'See whether the cluster DNS is well',
      command: 'kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide',
      effect: 'read-only',
    },
  ],
};
