/** A small generator with a seed, so that a failure can be seen again (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Lines that hold a secret, and the secret that must be gone. */
export function secretLines(
  seed: number,
  rounds: number,
): readonly { readonly line: string; readonly secret: string }[] {
  const random = seeded(seed);
  const text = (length: number, alphabet = ALPHANUMERIC): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const hex = (length: number): string => text(length, '0123456789abcdef');
  const base64 = (length: number): string => Buffer.from(text(length)).toString('base64');
  const shapes: readonly (() => readonly [string, string])[] = [
    () => wrap(text(18), (s) => `connecting to postgres://app:${s}@db.shop:5432/orders`),
    () => wrap(`${text(6)}/${text(6)}`, (s) => `dial redis://default:${s}@cache:6379/0 failed`),
    () =>
      wrap(`${text(5)}@${text(6)}`, (s) => `mongodb+srv://root:${s}@cluster0.example.net/?retryWrites=true`),
    () => wrap(text(40), (s) => `> Authorization: Bearer ${s}`),
    () => wrap(base64(15), (s) => `{"headers":{"Authorization":"Basic ${s}"}}`),
    () => wrap(`eyJ${text(20)}.eyJ${text(40)}.${text(43)}`, (s) => `token is ${s} (rejected)`),
    () => wrap(`AKIA${text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`, (s) => `signing with ${s}`),
    () => wrap(text(40, `${ALPHANUMERIC}/+`), (s) => `AWS_SECRET_ACCESS_KEY=${s}`),
    () => wrap(`ghp_${text(36)}`, (s) => `fatal: could not read from https://github.com with ${s}`),
    () => wrap(`glpat-${text(20)}`, (s) => `cloning with ${s}`),
    () => wrap(`xoxb-${text(11, '0123456789')}-${text(24)}`, (s) => `slack: ${s} invalid_auth`),
    () => wrap(`sk_live_${text(24)}`, (s) => `stripe key ${s} was refused`),
    () => wrap(`AIza${text(35)}`, (s) => `GET /maps?key=${s} 403`),
    () => wrap(text(12), (s) => `db.password=${s}`),
    () => wrap(text(12), (s) => `password: ${s}`),
    () => wrap(text(14), (s) => `{"user":"app","password":"${s}","host":"db"}`),
    () => wrap(text(14), (s) => `msg="{\\"password\\":\\"${s}\\"}"`),
    () => wrap(text(32), (s) => `export API_TOKEN='${s}'`),
    () => wrap(text(32), (s) => `client_secret: "${s}"`),
    () => wrap(text(20), (s) => `+ /app/server --db-password ${s} --port 8080`),
    () => wrap(text(20), (s) => `exec: --api-key=${s}`),
    () => wrap(text(16), (s) => `Server=sql;Database=shop;User Id=sa;Password=${s};Encrypt=true`),
    () =>
      wrap(
        base64(40),
        (s) =>
          `DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=${s};EndpointSuffix=core.windows.net`,
      ),
    () => wrap(text(16), (s) => `host=db user=app password=${s} dbname=shop sslmode=require`),
    () => wrap(text(16), (s) => `root:${s}@tcp(mysql:3306)/shop?parseTime=true`),
    () => wrap(base64(20), (s) => `{"auths":{"registry.example":{"auth":"${s}"}}}`),
    () => wrap(text(16), (s) => `+ curl -sf -u admin:${s} http://nexus:8081/`),
    () => wrap(`hvs.${text(24)}`, (s) => `vault token ${s} has expired`),
    () => wrap(text(24), (s) => `jdbc:mysql://db:3306/shop?user=app&password=${s}&useSSL=false`),
    () =>
      wrap(base64(48), (s) => `-----BEGIN RSA PRIVATE KEY-----\n${s}\n${s}\n-----END RSA PRIVATE KEY-----`),
    () => wrap(hex(40), (s) => `https://acct.blob.core.windows.net/c?sv=2022-11-02&sig=${s}`),
    () => wrap(text(22), (s) => `Cookie: JSESSIONID=${s}; Path=/`),
    () => wrap(text(18), (s) => `+ redis-cli -h cache -a ${s} ping`),
    () => wrap(base64(24), (s) => `APP_KEY=base64:${s}`),
    () => wrap(text(12), (s) => `<server><password>${s}</password></server>`),
    () => wrap(text(12), (s) => `CREATE USER app IDENTIFIED BY '${s}'`),
    () => wrap(text(12), (s) => `ALTER ROLE app WITH PASSWORD '${s}'`),
    () => wrap(`${text(8)}7a`, (s) => `the initial admin password is ${s}`),
    () => wrap('correct-horse-battery', (s) => `{Host:db User:app Password:${s} Name:shop}`),
    () =>
      wrap(`T${text(8)}/B${text(8)}/${text(24)}`, (s) => `posting to https://hooks.slack.com/services/${s}`),
    () => wrap(`${text(12)}7a`, (s) => `Invalid API key: ${s}`),
    () => wrap(`${text(20)}7a`, (s) => `request refused: invalid token ${s} for tenant shop`),
    () => wrap(`${text(12)}7a`, (s) => `connecting as app using password ${s}`),
    () => wrap(`${text(12)}7a`, (s) => `machine git.example.org login deploy password ${s}`),
    () => wrap(text(18), (s) => `parse "app:${s}@db:5432/shop": first path segment cannot contain colon`),
    () => wrap(text(14), (s) => `[{"name":"DB_PASSWORD","value":"${s}"},{"name":"PORT","value":"80"}]`),
    () => wrap(text(14), (s) => `<add key="Password" value="${s}" />`),
    () => wrap(text(14), (s) => `dbPass=${s}`),
    () => wrap(`${text(24)}7aB`, (s) => `BILLING_KEY=${s}`),
    () => wrap(base64(32), (s) => `PresharedKey = ${s}`),
    () => wrap(base64(60), (s) => `    client-key-data: ${s}`),
    () => wrap(hex(32), (s) => `Please use the following password to proceed to installation:\n\n${s}\n`),
    () => wrap(text(14), (s) => String.raw`{"log":"{\"m\":\"{\\\"password\\\":\\\"${s}\\\"}\"}"}`),
    () => wrap(text(14), (s) => `{"url":"db?user\\u003dapp\\u0026password\\u003d${s}"}`),
    () => wrap(text(14), (s) => `GET /login?next=%2Fshop%3Fapi_token%3D${s} 302`),
    () => wrap(text(14), (s) => `body=%7B%22password%22%3A%22${s}%22%7D`),
    () => wrap(text(14), (s) => `  - name: DB_PASSWORD\n    value: ${s}`),
    () => wrap(text(14), (s) => `  "name": "DB_PASSWORD",\n  "value": "${s}"`),
    () => wrap(text(14), (s) => `db:\n  password: |-\n    first\n    ${s}\n  host: db`),
    () => wrap(text(14), (s) => `    client-key-data: ${'LS0tLS1CRUdJ'.repeat(300)}${s}`),
    () => wrap(`pa?${text(10)}`, (s) => `redis://default:${s}@cache:6379/0`),
    () => wrap(text(14), (s) => `Error 1045: dsn app:${s}@/shop`),
    () => wrap(text(14), (s) => `connecting as shop/${s}@//ora:1521/XE`),
    () => wrap(text(14), (s) => `+ curl -fsS -uadmin:${s} http://nexus:8081/`),
    () => wrap(text(14), (s) => `mot_de_passe=${s}`),
    () => wrap(text(32), (s) => `posting to https://x.webhook.office.com/webhookb2/${s}`),
    () => wrap(`AAH${text(32)}`, (s) => `POST https://api.telegram.org/bot123456789:${s}/sendMessage: 401`),
    () => wrap(text(14), (s) => `Parameters: {"user"=>["app"], "password"=>["${s}"]}`),
    () => wrap(text(14), (s) => `{"passwords":["first1", "${s}"],"host":"db"}`),
    () => wrap(text(14), (s) => String.raw`{"m":"{\"password\":[\"${s}\"]}"}`),
    () => wrap(text(14), (s) => `{"password":{"origin":"env","value":"${s}"},"port":{"value":"80"}}`),
    () => wrap(text(14), (s) => `[("PORT", "80"), ("DB_PASSWORD", "${s}"), ("HOME", "/")]`),
    () => wrap(text(14), (s) => `[["user", "app"], ["password", "${s}"]]`),
    () => wrap(`${text(12)}7a`, (s) => `cannot reach app:${s}@db.shop/orders`),
    () => wrap(text(14), (s) => `GET /check?dsn=postgres%3A%2F%2Fapp%3A${s}%40db%3A5432%2Fshop 500`),
  ];
  return Array.from({ length: rounds }, (_, i) => {
    const [line, secret] = (shapes[i % shapes.length] ?? shapes[0]!)();
    return { line, secret };
  });
}

function wrap(secret: string, line: (secret: string) => string): readonly [string, string] {
  return [line(secret), secret];
}

const PLAIN = [
  'sha256:@hex64 pulled in 3.2s',
  'Back-off restarting failed container app in pod web-7c9f8d6b5-x2x9p_shop(@uuid)',
  'Successfully pulled image "registry.k8s.io/pause@sha256:@hex64" in 1.1s',
  'commit @hex40 deployed by ci',
  'MountVolume.SetUp failed for volume "creds" : secret "payments-db" not found',
  "couldn't find key password in Secret shop/payments-db",
  'FATAL:  password authentication failed for user "app"',
  "ERROR 1045 (28000): Access denied for user 'root'@'10.1.2.@n' (using password: YES)",
  'Error: DB_PASSWORD is not set',
  'sh: 1: API_TOKEN: parameter not set',
  'line 4: DB_PASSWORD: unbound variable',
  "KeyError: 'SECRET_KEY'",
  'SyntaxError: Unexpected token } in JSON at position @n',
  'error: unexpected token: expected expression',
  'invalid token: signature mismatch for issuer',
  'error: password: required',
  'Error: either --password or --password-file must be given',
  '  --token string   the token to use',
  'flag needs an argument: --api-key',
  'reading token from /var/run/secrets/kubernetes.io/serviceaccount/token',
  'token_file=/var/run/secrets/token',
  'PGPASSFILE=/etc/pgpass',
  'max_tokens: @n',
  'tokens=@n duration=12ms',
  'pass=@n fail=0 skip=3',
  'tests: pass: @n, fail: 0',
  'dial tcp 10.0.0.1:@n: connect: connection refused',
  'GET http://api.shop:8080/v1/orders/@n 200',
  'GET https://npm.example.org/@babel/core/-/core-7.0.0.tgz 404',
  'fetching http://nexus:8081/repository/@scope/pkg',
  'ssh://git@github.com/org/repo',
  'user@example.com logged in',
  '{"level":"error","msg":"boom","trace_id":"@hex32","uid":"@uuid"}',
  'containerd://@hex64',
  '"secretName": "payments-db-v2"',
  'pods "web-5d9c-" is forbidden: volume with secret.secretName="payments-db-v2" is not allowed',
  'secretKeyRef:name=payments-db,key=password',
  'automountServiceAccountToken: false',
  'java.lang.IllegalArgumentException: Could not resolve placeholder \'db.password\' in value "${db.password}"',
  'password=${DB_PASSWORD}',
  'password=******',
  'spring.datasource.password= (not set)',
  'Bearer authentication is required',
  'Basic authentication failed: realm="shop"',
  'Authorization header missing',
  'authorization: user is not allowed to list pods',
  'the access key Id you provided does not exist in our records',
  'duplicate key value violates unique constraint "orders_pkey"',
  'primary key: id, foreign key: order_id',
  'public key: ssh fingerprint checked',
  'session id mismatch',
  'I0101 12:00:00.123456       1 controller.go:@n] Starting token cleaner controller',
  'Generating a 2048 bit RSA private key',
  'could not load private key: open /tls/tls.key: no such file or directory',
  'error loading TLS secret: tls: private key does not match public key',
  'signal: killed, exit code 137',
  'node-@n.example.com Ready v1.34.0',
  '-----BEGIN CERTIFICATE-----',
  'docker run -u 1000:1000 app',
  'secretmanager.googleapis.com: PermissionDenied',
  'credentials: not found in environment',
  'Get https://10.96.0.1:443/api/v1/namespaces/shop/secrets/tls: x509: certificate signed by unknown authority',
  'PC=0x2124beb m=0 sigcode=1844674407370955161@n',
  '<passwordFile>/run/secrets/db</passwordFile>',
  'the password is incorrect',
  'could not read secret: open: permission denied',
  '    secret = client.get_secret("sftp")',
  'token = os.environ["SLACK_BOT_TOKEN"]',
  'ManagedIdentityCredential: ManagedIdentityCredential authentication unavailable',
  "Could not load file or assembly 'Serilog.Sinks.Seq, Version=6.0.0.0, PublicKeyToken=24c2f752a8e58a10'",
  'LDAP Result Code 49 "Invalid Credentials": 80090308: LdapErr: DSID-0C090447',
  "Can't locate revision identified by '3f1a9c0d22be'",
  "unknown variable 'default_authentication_plugin=mysql_native_password'",
  'POSTGRES_HOST_AUTH_METHOD=trust',
  'invalid username-password pair or user is disabled.',
  'MountVolume.SetUp failed for volume "secrets" : rpc error: code = DeadlineExceeded desc = context deadline exceeded',
  'MountVolume.SetUp failed for volume "db-credentials" : secret "db-credentials" not found',
  'MountVolume.SetUp failed for volume "token" : configmap "app-v2" not found',
  'error getting credentials - err: exec: "docker-credential-ecr-login": executable file not found in $PATH',
  'Error: Failed to fetch secret: secret/data/app1: 404',
  'imagePullSecrets: regcred1 missing',
  'signal: killed sig=9',
  'unexpected token app-settings-v2 in expression @n',
  'secret token-signer-7f9c not found, secret db-creds-v2 not found',
  'PRIMARY_KEY=order_id CACHE_KEY=user:@n:profile',
  'docker.io/library/nginx:1.25.3@sha256:@hex64',
  'bypass=v2 compass=4x2',
  '"client-key": "key.pem"',
  "expected one of ['password', 'token']",
  'keys: ["password", "client_secret"]',
  '"secrets":[]',
  'password: [required]',
  '"password":{"secretKeyRef":{"name":"db","key":"password"}}',
  '{"token":{"type":"string","required":true},"value":"x"}',
  'fetch failed: pkg:react18@latest',
  'mailto:joe@example.com',
  'npm:string-width@4.2.3 and npm:wrap-ansi-7@npm',
  'GET /search?q=https%3A%2F%2Fexample.org%2Fa%3Ab 200',
] as const;

/** Lines as programs and platforms print them, with nothing to hide. */
export function plainLines(seed: number, count: number): readonly string[] {
  const random = seeded(seed);
  const hex = (length: number): string =>
    Array.from({ length }, () => '0123456789abcdef'[Math.floor(random() * 16)]).join('');
  return Array.from({ length: count }, (_, i) =>
    (PLAIN[i % PLAIN.length] ?? '')
      .replace('@hex64', () => hex(64))
      .replace('@hex40', () => hex(40))
      .replace('@hex32', () => hex(32))
      .replace('@uuid', () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`)
      .replace('@n', () => String(Math.floor(random() * 200))),
  );
}
