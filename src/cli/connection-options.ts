import type { OptionTable } from './options.js';

/** kubectl's own connection flags (cli-runtime genericclioptions ConfigFlags, v0.34), in its words. */
export const CONNECTION_OPTIONS = {
  as: {
    kind: 'string',
    help: 'Username to impersonate for the operation. User could be a regular user or a service account in a namespace',
  },
  'as-group': {
    kind: 'list',
    help: 'Group to impersonate for the operation, this flag can be repeated to specify multiple groups',
  },
  'as-uid': { kind: 'string', help: 'UID to impersonate for the operation' },
  'as-user-extra': {
    kind: 'list',
    help: 'User extras to impersonate for the operation, this flag can be repeated to specify multiple values for the same key',
  },
  'cache-dir': { kind: 'string', help: 'Accepted as kubectl does; nothing is cached', completes: 'files' },
  'certificate-authority': {
    kind: 'string',
    help: 'Path to a cert file for the certificate authority',
    completes: 'files',
  },
  'client-certificate': {
    kind: 'string',
    help: 'Path to a client certificate file for TLS',
    completes: 'files',
  },
  'client-key': { kind: 'string', help: 'Path to a client key file for TLS', completes: 'files' },
  cluster: { kind: 'string', help: 'The name of the kubeconfig cluster to use', completes: 'clusters' },
  context: { kind: 'string', help: 'The name of the kubeconfig context to use', completes: 'contexts' },
  'disable-compression': {
    kind: 'boolean',
    help: 'If true, opt-out of response compression for all requests to the server',
  },
  'insecure-skip-tls-verify': {
    kind: 'boolean',
    help: "If true, the server's certificate will not be checked for validity. This will make your HTTPS connections insecure",
  },
  kubeconfig: {
    kind: 'string',
    help: 'Path to the kubeconfig file to use for CLI requests',
    completes: 'files',
  },
  password: { kind: 'string', help: 'Password for basic authentication to the API server' },
  'request-timeout': {
    kind: 'string',
    default: '0',
    help: "The length of time to wait before giving up on a single server request. Non-zero values should contain a corresponding time unit (e.g. 1s, 2m, 3h). A value of zero means don't timeout requests",
  },
  server: { kind: 'string', short: 's', help: 'The address and port of the Kubernetes API server' },
  'tls-server-name': {
    kind: 'string',
    help: 'Server name to use for server certificate validation. If it is not provided, the hostname used to contact the server is used',
  },
  token: { kind: 'string', help: 'Bearer token for authentication to the API server' },
  user: { kind: 'string', help: 'The name of the kubeconfig user to use', completes: 'users' },
  username: { kind: 'string', help: 'Username for basic authentication to the API server' },
} as const satisfies OptionTable;
