/** Just enough of an encoder to say what a server would: by field numbers, as in generated.proto. */
export type Field = readonly [number: number, value: string | number | Buffer];

export function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(fields.flatMap(([number, value]) => encode(number, value)));
}

function encode(number: number, value: string | number | Buffer): readonly Buffer[] {
  if (typeof value === 'number') return [varint(number * 8), varint(value)];
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return [varint(number * 8 + 2), varint(bytes.length), bytes];
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}

const time = (text: string): Buffer => message([1, Date.parse(text) / 1000]);

/** A pod with one container: well, or ended with `exitCode` and waiting for its next start. */
/** `health` is that of a device which the container was given. */
export function podMessage(namespace: string, name: string, exitCode?: number, health?: string): Buffer {
  const running = message([2, message([1, time('2026-01-01T00:00:00Z')])]);
  const waiting = message([1, message([1, 'CrashLoopBackOff'])]);
  const ended = message([
    3,
    message([1, exitCode ?? 0], [3, 'Error'], [6, time('2026-01-01T00:10:00Z')], [7, 'containerd://a']),
  ]);
  const container =
    exitCode === undefined
      ? message([1, 'app'], [2, running], [4, 1], [5, 0], ...device(health))
      : message([1, 'app'], [2, waiting], [3, ended], [4, 0], [5, 3]);
  const ready = message([1, 'Ready'], [2, exitCode === undefined ? 'True' : 'False']);
  return message(
    [1, message([1, name], [3, namespace], [5, `uid-${name}`], [17, 'managed fields, never read'])],
    [
      2,
      message([1, 'a volume'], [2, 'a container'], [2, 'another'], [20, 'an init container'], [3, 'Always']),
    ],
    [3, message([1, 'Running'], [2, ready], [8, container])],
  );
}

function device(health: string | undefined): readonly (readonly [number, Buffer])[] {
  if (health === undefined) return [];
  return [[14, message([1, 'example.com/card'], [2, message([1, 'card0'], [2, health])])]];
}

export function podListMessage(pods: readonly Buffer[], continueToken?: string): Buffer {
  const metadata = message(
    [2, '7'],
    ...(continueToken === undefined ? [] : [[3, continueToken] as const]),
    [4, 9],
  );
  const list = message([1, metadata], ...pods.map((pod) => [2, pod] as const));
  return Buffer.concat([Buffer.from('k8s\0'), message([1, message([1, 'v1'], [2, 'PodList'])], [2, list])]);
}
