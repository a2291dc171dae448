import { X509Certificate } from 'node:crypto';
import { asNumber, at, type Json } from '../../../domain/values/json.js';
import { toTimestamp } from '../../../domain/values/time.js';
import type { Credential } from './credential.js';

/** Of a credential that a server refused, that its time is over: the server says nothing but Unauthorized. */
export function expiryOf({ headers, cert }: Credential, now: number): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(String(headers['authorization'] ?? ''))?.[1];
  const until = [
    ['the token', bearer === undefined ? undefined : endOfToken(bearer)],
    ['the client certificate', cert === undefined ? undefined : endOfCertificate(cert)],
  ] as const;
  for (const [what, end] of until) {
    if (end !== undefined && end < now) return `${what} expired at ${toTimestamp(end)}`;
  }
  return undefined;
}

/** `exp` of a JSON Web Token (RFC 7519, 4.1.4), which the tokens of service accounts and OIDC are. */
function endOfToken(token: string): number | undefined {
  const claims = token.split('.')[1];
  if (claims === undefined) return undefined;
  try {
    const seconds = asNumber(at(JSON.parse(Buffer.from(claims, 'base64url').toString()) as Json, 'exp'));
    return seconds === undefined || Math.abs(seconds) > 1e11 ? undefined : seconds * 1000;
  } catch {
    return undefined;
  }
}

function endOfCertificate(pem: string | Buffer): number | undefined {
  try {
    const end = Date.parse(new X509Certificate(pem).validTo);
    return Number.isNaN(end) ? undefined : end;
  } catch {
    return undefined;
  }
}
