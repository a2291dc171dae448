import type { RemediationStep } from '../domain/rules/rule.js';
import { getPod, SPEC } from './pod-command.js';

/** Where the handshake failed for something else than the authority that signed. */
const BESIDES_TRUST: readonly RemediationStep[] = [
  {
    do: 'The certificate lies outside of its time ({{tlsTime}}): renew it; where it seems right, set the clock of the node right',
    effect: 'mutating',
  },
  {
    do: 'The certificate is made for other names ({{tlsName}}): call the peer by one of those, or have it made for this one; the name may also have led to another server',
    effect: 'mutating',
  },
  {
    do: 'The peer did not take the certificate of this client ({{tlsClient}}): give the program one, with its key, that the authority of the peer signed',
    effect: 'mutating',
  },
  {
    do: 'Both sides have no version or cipher of TLS in common ({{tlsVersion}}): raise the older side, or the limits in its settings',
    effect: 'mutating',
  },
  {
    do: 'Its own certificate or key cannot be used ({{tlsOwn}}): mount a certificate and a key in PEM that belong together',
    effect: 'mutating',
  },
];

/** Steps about a peer on the network: what it is, and why the handshake with it failed. */
export const NETWORK_STEPS: Readonly<Record<string, readonly RemediationStep[]>> = {
  /** What to do about a TLS handshake that failed (src/engine/facts/handshake.ts). */
  handshake: [
    {
      do: '{{tlsTrust}}: mount the certificate authority that signed the peer, or renew the certificate',
      effect: 'mutating',
    },
    ...BESIDES_TRUST,
  ],
  /** For a program that has a way of its own to be told of an authority. */
  'handshake-besides-trust': BESIDES_TRUST,
  /** For a connection that was refused, ran into a time-out or was cut. */
  peer: [
    {
      do: 'See whether the Service {{peerService}} exists[[, offers port {{peerPort}}]] and has endpoints that are ready',
      command: 'kubectl describe service {{peerService}} -n {{peerNamespace}}',
      effect: 'read-only',
    },
    {
      do: 'See what {{peerMaybe}} is: the Service {{maybeService}} of a namespace {{maybeNamespace}}, or a host outside of the cluster',
      command: 'kubectl get service {{maybeService}} -n {{maybeNamespace}}',
      effect: 'read-only',
    },
    {
      do: 'See whose address {{peerIp}} is: a Service, a pod, or nothing that is there any more',
      command: 'kubectl get services,pods -A -o wide | grep -wF {{peerIp}}',
      effect: 'read-only',
    },
    // kube-proxy rejects what goes to a Service without endpoints (kubernetes/kubernetes pkg/proxy/iptables/proxier.go, v1.34).
    {
      do: 'No answer came from {{peerSilent}}: where kube-proxy serves, a Service without ready endpoints refuses at once; so look for a policy or firewall that drops, an endpoint whose node or pod is gone, an address of before',
      effect: 'read-only',
    },
    {
      do: 'That {{peerRefused}} refused at once can be two things, which the log does not tell apart: no endpoint of the Service is ready, or nothing listens on its targetPort there',
      effect: 'read-only',
    },
    {
      do: 'See whether {{peerOutside}}, which lies outside of the cluster, can be reached from its nodes: a proxy, a firewall, an egress rule',
      effect: 'read-only',
    },
    {
      do: '{{peerMetadata}} is the metadata of a machine of a cloud: see whether pods may ask it (on AWS not with a hop limit of 1, and not on Fargate), and name region, project and credentials in the settings of the program instead',
      effect: 'mutating',
    },
    {
      do: 'See which address {{container}} is given: {{peerLoopback}}[[:{{peerPort}}]] is this pod itself',
      command: 'kubectl set env pod/{{pod}} -n {{namespace}} -c {{container}} --list',
      effect: 'read-only',
    },
    {
      do: 'See whether {{peerSocket}} is there: mounted from the node, or made by a container beside it',
      command: getPod(`{${SPEC}.volumeMounts}{"\\n"}{.spec.volumes}{"\\n"}`),
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
    {
      do: 'See whether one of {{policiesThere}}, where the server is, does',
      command: 'kubectl get networkpolicies -n {{policiesThere}}',
      effect: 'read-only',
    },
    {
      do: 'No server listens on port 0: the setting of {{container}} that names the port of {{peerPortless}} is empty or no number; correct that one',
      effect: 'mutating',
    },
  ],
  /** For a name that does not resolve. */
  'peer-name': [
    {
      do: '"{{dnsUnanswered}}" means that no DNS server gave an answer, not that the name is wrong: look at the DNS first',
      effect: 'read-only',
    },
    {
      do: 'It asks {{dnsAsked}}: see whether that answers; the Services of {{peerUnknownIn}} only the DNS of the cluster knows',
      effect: 'read-only',
    },
    {
      do: 'See whether there is a Service {{peerService}} in the namespace {{peerNamespace}}',
      command: 'kubectl get service {{peerService}} -n {{peerNamespace}}',
      effect: 'read-only',
    },
    {
      do: 'See what {{peerMaybe}} is: the Service {{maybeService}} of a namespace {{maybeNamespace}}, or a host outside of the cluster',
      command: 'kubectl get service {{maybeService}} -n {{maybeNamespace}}',
      effect: 'read-only',
    },
    {
      do: 'See whether the {{clusterDns}} forwards {{peerOutside}}, which is no name of the cluster, to a DNS server that knows it',
      command: 'kubectl get configmap coredns -n kube-system -o yaml',
      effect: 'read-only',
    },
    {
      do: 'See which services {{peerUnknownIn}} has',
      command: 'kubectl get services -n {{peerUnknownIn}}',
      effect: 'read-only',
    },
    {
      do: 'See whether {{dnsAsked}} knows {{peerOutside}}: that is what it asks, and not the DNS of the cluster',
      effect: 'read-only',
    },
    {
      do: 'It asks {{dnsAsked}}, which does not know Services such as {{peerService}}: set dnsPolicy {{dnsPolicyNeeded}} in the pod template',
      effect: 'mutating',
    },
    {
      do: 'It asks {{dnsAsked}}, which does not know Services: where {{peerMaybe}} is one, set dnsPolicy {{dnsPolicyNeeded}} in the pod template',
      effect: 'mutating',
    },
    {
      do: 'See whether the {{clusterDns}} is well',
      command: 'kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide',
      effect: 'read-only',
    },
  ],
};
