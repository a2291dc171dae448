const NEWLINE = 0x0a;
/** A watch event is one object; etcd refuses what is over 3 MB. */
const MAX_LINE = 16 * 1_048_576;

/** Cuts bytes into lines; the last one may be without a line break. Throws for one without an end. */
export function createLineCutter(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const part = chunk.subarray(from, end);
      const line = rest.length === 0 ? part : Buffer.concat([...rest, part]);
      rest = [];
      size = 0;
      from = end + 1;
      if (line.length > 0) onLine(line.toString('utf8'));
    }
    if (from === chunk.length) return;
    size += chunk.length - from;
    if (size > MAX_LINE) throw new RangeError('a watch event is larger than 16 MiB');
    rest.push(Buffer.from(chunk.subarray(from)));
  };
}
