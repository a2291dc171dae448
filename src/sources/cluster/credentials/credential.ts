/** What one request shows of its user. */
export interface Credential {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** PEM. */
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
}

/** The credentials of one kubeconfig user. */
export interface Credentials {
  /** The credential for the next request; cheap when nothing has to be issued or read again. */
  current(): Promise<Credential>;
  /** After a 401 for `used`: another credential, or undefined when there is none to be had. */
  renew(used: Credential): Promise<Credential | undefined>;
}
