import type { Section } from './sections.js';

/** A container or volume: its name, and its fields. */
export interface Block {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Section>;
}

const HEAD = /^ {2,3}(\S+):$/;
const FIELD = /^ {4}([A-Z][\w-]*(?: [A-Za-z]\w*)*):(?!\S)(.*)$/;
const DEEPER = /^ {6}(.*)$/;

/** The blocks below `Containers:` or `Volumes:`. Lines of a message begin anywhere: they go on with what stands above. */
export function readBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let fields = new Map<string, Section>();
  let below: string[] = [];
  for (const line of lines) {
    const [, name] = HEAD.exec(line) ?? [];
    const [, key, value = ''] = FIELD.exec(line) ?? [];
    if (name !== undefined) {
      fields = new Map();
      blocks.push({ name, fields });
    } else if (key !== undefined) {
      below = [];
      fields.set(key, { value: value.trim(), lines: below });
    } else below.push(DEEPER.exec(line)?.[1] ?? line);
  }
  return blocks;
}

/** `Reason: Error` below a field; the lines of a message that have no name belong to it. */
export function namedLines(field: Section | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  let last: string | undefined;
  for (const line of field?.lines ?? []) {
    const [, name, value = ''] = /^([a-z][\w ./-]*):(?!\S)(.*)$/i.exec(line) ?? [];
    const isNew =
      name !== undefined && !Object.hasOwn(found, name) && (last !== 'Message' || AFTER_MESSAGE.has(name));
    if (isNew) {
      found[name] = value.trim();
      last = name;
    } else if (last !== undefined) found[last] = `${found[last] ?? ''}\n${line}`;
  }
  return found;
}

/** What may follow a container's last message (kubectl pkg/describe/describe.go describeStatus, v1.34). */
const AFTER_MESSAGE: ReadonlySet<string> = new Set(['Exit Code', 'Signal', 'Started', 'Finished']);
