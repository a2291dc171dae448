import { expect, test } from '@jest/globals';
import { redact, redactObject } from '../../../src/sources/redact/redact.js';
import { plainLines } from './plain-lines.js';
import { SECRET_BEGINNINGS, repeated } from '../../support/hostile-runs.js';
import { secretLines } from './secrets.js';

test('of 500 secrets none is left', () => {
  const leaks = secretLines(7, 500)
    .map(({ line, secret }) => ({ line, secret, clean: redact(line) }))
    .filter(({ secret, clean }) => clean.includes(secret) || !clean.includes('[redacted]'));
  expect(leaks).toEqual([]);
});

test('of 200 plain lines none is touched', () => {
  const touched = plainLines(11, 200)
    .map((line) => ({ line, clean: redact(line) }))
    .filter(({ line, clean }) => line !== clean);
  expect(touched).toEqual([]);
});

test('variables that an address names for its user and password stay readable', () => {
  const address = 'postgresql://$(DB_USER):$(DB_PASS)@db:5432/shop';
  expect(redact(address)).toBe(address);
  expect(redact('postgresql://$(DB_USER):hunter2@db:5432/shop')).toBe('postgresql://[redacted]@db:5432/shop');
});

test('what stands around a secret stays readable', () => {
  expect(redact('dial postgres://app:s3cret@db.shop:5432/orders: refused')).toBe(
    'dial postgres://[redacted]@db.shop:5432/orders: refused',
  );
  expect(redact('{"password":"hunter2","host":"db"}')).toBe('{"password":"[redacted]","host":"db"}');
  expect(redact('host=db password=hunter2 user=app')).toBe('host=db password=[redacted] user=app');
  expect(redact('map[password:hunter2 user:app]')).toBe('map[password:[redacted] user:app]');
});

test('a private key is gone whether whole, cut at its end or cut at its head', () => {
  const body = `${'MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyz+/ABCDEFGHIJ\n'.repeat(3)}`;
  const whole = `before\n-----BEGIN PRIVATE KEY-----\n${body}-----END PRIVATE KEY-----\nafter`;
  expect(redact(whole)).toBe('before\n-----BEGIN PRIVATE KEY-----[redacted]\nafter');
  expect(redact(`-----BEGIN PRIVATE KEY-----\n${body}panic: it broke`)).not.toContain('MIIE');
  expect(redact(`-----BEGIN PRIVATE KEY-----\n${body}panic: it broke`)).toContain('panic: it broke');
  const headless = redact(`${body}-----END PRIVATE KEY-----\nafter`);
  expect(headless).not.toContain('MIIE');
  expect(headless).toContain('after');
});

test('environment, arguments, headers and annotations of an object are cleaned, the rest is shared', () => {
  const pod = {
    metadata: { uid: '7f', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"x":1}' } },
    spec: {
      containers: [
        {
          image: 'registry.example/app@sha256:aa',
          args: ['--db-password', 'swordfish', '--port', '80', '--token=abc123def'],
          env: [
            { name: 'DB_PASSWORD', value: 'swordfish' },
            { name: 'PASSWORD_FILE', value: '/run/secret' },
            { name: 'URL', value: 'redis://:swordfish@cache' },
            { name: 'FROM', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
          ],
          livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: 'swordfish' }] } },
        },
      ],
    },
    status: { phase: 'Running' },
  };
  const clean = redactObject(pod);
  expect(JSON.stringify(clean)).not.toContain('swordfish');
  expect(JSON.stringify(clean)).not.toContain('abc123def');
  expect(JSON.stringify(clean)).not.toContain('{\\"x\\":1}');
  expect(clean.spec.containers[0]?.args).toEqual([
    '--db-password',
    '[redacted]',
    '--port',
    '80',
    '--token=[redacted]',
  ]);
  expect(clean.spec.containers[0]?.env[1]).toEqual({ name: 'PASSWORD_FILE', value: '/run/secret' });
  expect(clean.spec.containers[0]?.env[3]).toBe(pod.spec.containers[0]?.env[3]);
  expect(clean.status).toBe(pod.status);
});

test.each([
  [['redis-cli', '-a', 'swordfish', 'ping']],
  [['mysqladmin', 'ping', '-h', 'localhost', '-uroot', '-pswordfish']],
  [['/usr/bin/curl', '-u', 'app:swordfish', 'http://localhost/']],
  [['timeout', '5', 'mongosh', '-u', 'root', '-p', 'swordfish']],
  [['ldapsearch', '-x', '-D', 'cn=admin', '-wswordfish']],
  [['docker', 'login', '-u', 'ci', '-p', 'swordfish', 'registry.example']],
  [['helm', 'registry', 'login', '-p', 'swordfish', 'registry.example']],
  [['mc', 'alias', 'set', 'local', 'http://minio:9000', 'admin', 'swordfish']],
  [['rabbitmqctl', '-q', 'authenticate_user', 'app', 'swordfish']],
  [['smbclient', '-L', '//localhost', '-U', 'app%swordfish']],
  [['keytool', '-list', '-storepass', 'swordfish']],
  [['vault', 'login', '-no-print', 'swordfish2']],
  [['curl', '--user', 'app:sword;fish', 'http://localhost/']],
  [['app', '--api-key', 'swordfish']],
  [['app', '--password', 'default-swordfish']],
  [['docker', 'login', '-u', 'ci', '-p', 'swordfish'.repeat(60), 'registry.example']],
  [['redis-cli', '--cacert', `/etc/${'long/'.repeat(40)}ca.crt`, '-a', 'swordfish']],
  [['redis-cli', ...Array.from({ length: 14 }, () => '--no-raw'), '-a', 'swordfish']],
  [['curl', '-u', 'swordfish:', 'http://localhost/']],
])('the password of a probe is cleaned: %j', (command) => {
  const clean = redactObject({ livenessProbe: { exec: { command } } });
  expect(JSON.stringify(clean)).not.toContain('swordfish');
  expect(clean.livenessProbe.exec.command).toHaveLength(command.length);
});

test.each([
  [`{"user":"a","pass":"hunter2"}`, `{"user":"a","pass":"[redacted]"}`],
  [`auth: { user: 'app', pass: 'hunter2' }`, `auth: { user: 'app', pass: '[redacted]' }`],
  ["  auth: {\n    pass: 'hunter2',", "  auth: {\n    pass: '[redacted]',"],
  [`{"pw": "hunter2"}`, `{"pw": "[redacted]"}`],
  [`ok\nPASS: "renders the page"`, `ok\nPASS: "renders the page"`],
  [`{"pass":12,"fail":1}`, `{"pass":12,"fail":1}`],
])('data that calls a password short: %j', (text, clean) => {
  expect(redact(text)).toBe(clean);
});

test('a password of figures alone, and one that is a word of a sentence, are cleaned', () => {
  const clean = redactObject([
    { command: ['redis-cli', '-a', '123456'] },
    { args: ['--password', 'default'] },
  ]);
  expect(clean).toEqual([
    { command: ['redis-cli', '-a', '[redacted]'] },
    { args: ['--password', '[redacted]'] },
  ]);
});

test('a password is cleaned whose program stands in the command and whose flag in the arguments', () => {
  const container = { command: ['redis-cli', '-h', 'cache'], args: ['-a', 'swordfish', 'ping'] };
  expect(redactObject(container)).toEqual({
    command: ['redis-cli', '-h', 'cache'],
    args: ['-a', '[redacted]', 'ping'],
  });
});

test('a variable in place of a password, and a like flag of another program, stay', () => {
  const commands = [
    { command: ['redis-cli', '-a', '$(REDIS_PASSWORD)'] },
    { args: ['server', '-p', '8080'] },
    { command: ['docker', 'run', '-p', '8080:80', 'app'] },
    { command: ['app', '--private-key', '/etc/tls/tls.key'] },
    { command: ['mc', 'alias', 'set', 'local', 'http://minio:9000', '$(ROOT_USER)', '$(ROOT_PASSWORD)'] },
    { command: ['rabbitmqctl', 'add_user', 'app'] },
  ];
  expect(redactObject(commands)).toBe(commands);
});

test('an annotation whose key names a secret is cleaned, one that is about a secret stays', () => {
  const annotations = {
    'example.org/api-token': 'x7Jq0LmN42',
    'example.org/db-password': 'swordfish',
    'checksum/secret': '5f70bf18a086007016e948b04aed3b82',
    'vault.hashicorp.com/agent-inject-secret-db': 'database/creds/app',
    'vault.hashicorp.com/agent-inject-token': 'true',
    'example.org/secret-name': 'db-creds7',
  };
  expect(redactObject({ metadata: { annotations } }).metadata.annotations).toEqual({
    ...annotations,
    'example.org/api-token': '[redacted]',
    'example.org/db-password': '[redacted]',
  });
});

test.each(SECRET_BEGINNINGS)('a secret behind a long run of %j is redacted all the same', (run) => {
  const text = redact(`${repeated(run, 100_000)}\npassword=hunter2\n`);
  expect(text).not.toContain('hunter2');
});
