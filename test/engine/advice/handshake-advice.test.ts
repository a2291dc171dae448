import { expect, test } from '@jest/globals';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is advised for a program that ended with this line. */
async function advice(line: string): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-tls');
  const logs = snapshot.logs.map((log) => ({ ...log, lines: ['starting', line] }));
  const [first] = diagnosesOf(reportPod({ ...snapshot, logs }, rules));
  expect(first?.cause).toBe('app-tls');
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

const PYTHON = 'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed:';

test.each([
  [
    'trust',
    `${PYTHON} unable to get local issuer certificate (_ssl.c:1006)`,
    /not trusted: mount the certificate authority/,
  ],
  [
    'time',
    `${PYTHON} certificate is not yet valid (_ssl.c:992)`,
    /lies outside of its time \(not yet valid\).*clock of the node/,
  ],
  ['time', `${PYTHON} certificate has expired (_ssl.c:992)`, /lies outside of its time \(has expired\)/],
  [
    'name',
    `${PYTHON} Hostname mismatch, certificate is not valid for 'db'. (_ssl.c:992)`,
    /made for other names/,
  ],
  [
    'client',
    'ssl.SSLError: [SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required (_ssl.c:2580)',
    /did not take the certificate of this client/,
  ],
  [
    'client',
    'ssl.SSLError: [SSL: TLSV1_ALERT_UNKNOWN_CA] tlsv1 alert unknown ca (_ssl.c:2580)',
    /did not take the certificate of this client/,
  ],
  [
    'version',
    'ssl.SSLError: [SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version (_ssl.c:992)',
    /no version or cipher of TLS in common/,
  ],
  [
    'own',
    'ssl.SSLError: [X509: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:4067)',
    /certificate and a key in PEM that belong together/,
  ],
])('a handshake that fails for its %s is advised on that alone: %s', async (_, line, words) => {
  const steps = await advice(line);
  expect(steps).toMatch(words);
  const kinds = [
    /certificate authority that/,
    /outside of its time/,
    /other names/,
    /of this client/,
    /in common/,
    /belong together/,
  ];
  expect(kinds.filter((kind) => kind.test(steps))).toHaveLength(1);
});

test.each([
  [
    'curl: (60) SSL certificate problem: unable to get local issuer certificate',
    /--cacert or CURL_CA_BUNDLE/,
  ],
  ['curl: (60) SSL certificate problem: certificate has expired', /lies outside of its time/],
  [
    "curl: (60) SSL: no alternative certificate subject name matches target host name 'api'",
    /made for other names/,
  ],
  [
    "fatal: unable to access 'https://git.example.com/x.git/': SSL certificate problem: unable to get local issuer certificate",
    /GIT_SSL_CAINFO/,
  ],
  [
    "fatal: unable to access 'https://git.example.com/x.git/': SSL certificate problem: certificate has expired",
    /lies outside of its time/,
  ],
])('curl and git are told of the authority only where trust is what is missing: %s', async (line, words) => {
  const steps = await advice(line);
  expect(steps).toMatch(words);
  const kinds = [/mount the CA/, /outside of its time/, /other names/];
  expect(kinds.filter((kind) => kind.test(steps))).toHaveLength(1);
});

test('a handshake that was cut says nothing of trust', async () => {
  expect(await advice('curl: (35) Recv failure: Connection reset by peer')).not.toMatch(/trust/);
});
