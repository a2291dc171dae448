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
    () => wrap(text(14), (s) => `+ mc alias set local http://minio:9000 admin ${s}`),
    () =>
      wrap(text(14), (s) => `rabbitmqctl add_user app '${s}' && rabbitmqctl set_user_tags app management`),
    () => wrap(text(14), (s) => `echo "app:${s}" | chpasswd`),
    () => wrap(text(14), (s) => `echo ${s} | docker login -u ci --password-stdin registry.example`),
    () => wrap(text(14), (s) => `printf '${s}' | sudo -S true`),
    () => wrap(text(14), (s) => `(echo ${s}; echo ${s}) | smbpasswd -s -a app`),
    () => wrap(text(14), (s) => `{ echo '${s}'; echo '${s}'; } | passwd app`),
    () => wrap(text(14), (s) => `echo -e "${s}\\n${s}" | passwd app`),
    () => wrap(text(14), (s) => `kinit admin@EXAMPLE.ORG <<< "${s} ${s}"`),
    () => wrap(text(14), (s) => `docker login -u ci --password-stdin registry.example <<<${s}`),
    () => wrap(text(14), (s) => `chpasswd <<EOF\napp:${s}\nweb:${s}\nEOF\nexec smbd`),
    () => wrap(text(14), (s) => `expect -c 'spawn su app; expect "Password:"; send "${s}\\r"; interact'`),
    () => wrap(text(14), (s) => `expect "*assword*" {\n  send -- "${s}\\n"\n}`),
    () => wrap(text(14), (s) => `smbclient //files/share -U app%${s} -c ls`),
    () => wrap(text(14), (s) => `lftp -u app,${s} ftp.example.org`),
    () => wrap(text(14), (s) => `etcdctl --endpoints=e:2379 --user root:${s} get x`),
    () => wrap(text(14), (s) => `sqlplus -s system/${s}@db/orcl`),
    () => wrap(text(14), (s) => `mysqladmin -u root password ${s}`),
    () => wrap(text(14), (s) => `snmpwalk -v3 -A ${s} -X ${s} switch`),
    () => wrap(text(14), (s) => `keytool -list -storepass ${s} -keypass ${s}`),
    () =>
      wrap(text(14), (s) => `kubectl create secret generic db --from-literal=a=${s} --from-literal=b=${s}`),
    () => wrap(text(14), (s) => `arangosh --server.password ${s}`),
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
    () => wrap(text(22), (s) => `GET /oauth2/callback?code=${s}&state=af0ifjs 500`),
    () => wrap(`4/0A${text(18)}7a`, (s) => `GET /auth?state=xyz&code=${s} HTTP/1.1" 302`),
    () =>
      wrap(`${text(14)}7a`, (s) => `grant_type=authorization_code&code=${s}&redirect_uri=https%3A%2F%2Fapp`),
    () => wrap(`${hex(20)}7a`, (s) => `GET /login?next=%2Fcb%3Fstate%3Dx%26code%3D${s} 302`),
    () => wrap(`0.A${text(24)}7a`, (s) => `could not exchange code: code=${s} was used before`),
    () => wrap(text(43), (s) => `form: code_verifier=${s}`),
    () => wrap(text(14), (s) => `+ ldapsearch -x -H ldap://ldap -D cn=admin,dc=x -w ${s} -b dc=x`),
    () => wrap(text(14), (s) => `+ ldapadd -x -D cn=admin,dc=x -w${s} -f /init.ldif`),
    () => wrap(text(14), (s) => `+ docker login -u ci -p ${s} registry.example`),
    () => wrap(text(14), (s) => `+ helm registry login -u ci -p ${s} registry.example`),
    () => wrap(text(14), (s) => `+ mongosh --host db -u root -p ${s} --eval 'db.stats()'`),
    () => wrap(text(14), (s) => `+ sshpass -p${s} ssh deploy@host`),
    () => wrap(text(14), (s) => `+ /opt/mssql-tools/bin/sqlcmd -S db -U sa -P ${s} -Q 'select 1'`),
    () => wrap(text(14), (s) => `+ curl -fsSLu admin:${s} http://nexus:8081/`),
    () => wrap(text(14), (s) => `+ openssl rsa -in tls.key -passin pass:${s}`),
    () => wrap(text(14), (s) => `+ htpasswd -bc /etc/nginx/.htpasswd admin ${s}`),
    () => wrap(text(14), (s) => `PGPASSWORD=${s} psql -h db`),
    () => wrap(`${hex(20)}7a`, (s) => `authenticating using key ${s}`),
    () => wrap(`${text(16)}7a`, (s) => `invalid key: ${s}`),
    () => wrap(`${text(16)}7a`, (s) => `the API key is ${s}`),
  ];
  return Array.from({ length: rounds }, (_, i) => {
    const [line, secret] = (shapes[i % shapes.length] ?? shapes[0]!)();
    return { line, secret };
  });
}

function wrap(secret: string, line: (secret: string) => string): readonly [string, string] {
  return [line(secret), secret];
}
