import type { Json, JsonObject } from '../../../domain/values/json.js';

const NUMBERS: readonly (readonly [string, RegExp])[] = [
  ['initialDelaySeconds', /\bdelay=(\d+)s/],
  ['timeoutSeconds', /\btimeout=(\d+)s/],
  ['periodSeconds', /\bperiod=(\d+)s/],
  ['successThreshold', /#success=(\d+)/],
  ['failureThreshold', /#failure=(\d+)/],
];

/** `{livenessProbe: ...}` from `http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3`. */
export function readProbe(key: string, text: string | undefined): JsonObject {
  if (text === undefined) return {};
  const numbers = NUMBERS.flatMap(([name, pattern]) => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? [] : [[name, Number(found)] as const];
  });
  return { [key]: { ...actionOf(text.replace(/\s+delay=\d+s.*$/, '')), ...Object.fromEntries(numbers) } };
}

/** kubectl pkg/describe/describe.go DescribeProbe, v1.34. */
function actionOf(text: string): JsonObject {
  const [, command] = /^exec \[(.*)\]$/.exec(text) ?? [];
  // Where one argument ends and the next begins is not printed.
  if (command !== undefined) return { exec: { command: command.split(' ') } };
  const [, scheme = '', host = '', port = '', path = ''] =
    /^http-get (https?):\/\/(.*?):(\w[\w-]*)?(\/.*)?$/.exec(text) ?? [];
  if (scheme !== '')
    return {
      httpGet: { scheme: scheme.toUpperCase(), ...(host === '' ? {} : { host }), port: portOf(port), path },
    };
  const [, tcp] = /^tcp-socket .*?:(\w[\w-]*)$/.exec(text) ?? [];
  if (tcp !== undefined) return { tcpSocket: { port: portOf(tcp) } };
  const [, grpc, service = ''] = /^grpc <pod>:(\d+)(?: (\S+))?/.exec(text) ?? [];
  return grpc === undefined ? {} : { grpc: { port: Number(grpc), service } };
}

function portOf(text: string): Json {
  return /^\d+$/.test(text) ? Number(text) : text;
}
