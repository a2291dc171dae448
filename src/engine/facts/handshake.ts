import type { Variables } from '../match/variables.js';

/**
 * In what a TLS handshake failed, as the texts of OpenSSL, Go, Java, Node and curl tell it; an alert is
 * what the other side sent (https://www.rfc-editor.org/rfc/rfc8446#section-6.2). What is none of these is a
 * matter of trust: the authority that signed the peer is not among those that the program has.
 */
export function handshakeVariables(line: readonly string[] = []): Variables {
  const text = line.join('\n');
  for (const [name, pattern] of KINDS) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { [name]: found };
  }
  return CUT.test(text) && !/certificat/i.test(text) ? {} : { tlsTrust: 'The certificate is not trusted' };
}

/** The connection ended in the middle of the handshake: nothing was said of trust. */
const CUT = /connection (?:was )?reset|SSL_ERROR_SYSCALL|unexpected eof|\bEOF\b|timed? ?out/i;

/** Asked in this order: an alert names the other side's view, which is not that of this program. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  [
    'tlsClient',
    /alert[ _](?:certificate[ _](?:required|expired|unknown|revoked)|bad[ _]certificate|unknown[ _]ca)|received fatal alert: (?:certificate_\w+|bad_certificate|unknown_ca)|remote error: tls: (?:certificate required|bad certificate|unknown certificate(?: authority)?|expired certificate)/i,
  ],
  [
    'tlsVersion',
    /(?:tlsv1|sslv3)?[ _]?alert[ _](?:protocol[ _]version|handshake[ _]failure)|unsupported[ _]protocol|no[ _]protocols[ _]available|no[ _]shared[ _]cipher|protocol version not supported|(?:protocol_version|handshake_failure)\b|no appropriate protocol/i,
  ],
  [
    'tlsOwn',
    /key[ _]values[ _]mismatch|no[ _]start[ _]line|bad[ _]base64|failed to find any PEM data|private key does not match public key/i,
  ],
  [
    'tlsTime',
    /(?:has expired|not yet valid|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate expired|CertificateExpiredException|CertificateNotYetValidException|\bNot(?:After|Before)\b)/,
  ],
  [
    'tlsName',
    /ALTNAME_INVALID|hostname mismatch|host ?name .{0,80}doesn't match|is (?:not )?valid for [^\n]{1,80}|no alternative certificate subject name|no (?:name|subject alternative) [^\n]{0,60}(?:matching|present|found)|does not match (?:certificate|target host name|the server name)|IP address mismatch|RemoteCertificateNameMismatch/i,
  ],
];
