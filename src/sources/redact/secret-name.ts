const SECRET_NAME =
  /pass|pwd|secret|token|(?:api|access|private|encryption|signing)[_-]?key|credential|cookie|authorization|_auth$|_key$/i;
const ABOUT_SECRET =
  /(?:file|path|dir|name|ref|type|ttl|url|uri|enabled|id|host|port|expiry|expiration\w*)$/i;

/** Whether a variable, a header, a flag or an annotation of this name holds a secret, not something about one. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !ABOUT_SECRET.test(name);
}
