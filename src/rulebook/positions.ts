import {
  constructFromEvents,
  CORE_SCHEMA,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  parseEvents,
  type Event,
} from 'js-yaml';

/** A YAML document as data, with the place of everything in it. */
export interface PlacedDocument {
  readonly value: unknown;
  /** Offset of the first of more documents that hold something; undefined where there is none. */
  readonly more: number | undefined;
  /** Offset of the value at a path (`['when', 'all', 0]`); of the key itself with `key: true`. */
  readonly offsetOf: (path: readonly (string | number)[], key?: boolean) => number;
}

/** Parses a text, of which the first document counts; throws js-yaml's YAMLException with its mark when the text is no YAML. */
export function parsePlaced(text: string): PlacedDocument {
  const events = parseEvents(text, {});
  const [value, ...others] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA });
  const other = others.findIndex((each) => each !== null && each !== undefined);
  const values = new Map<string, number>();
  const keys = new Map<string, number>();
  walk(text, events, values, keys);
  return {
    value,
    more: other < 0 ? undefined : startOfDocument(events, other + 1),
    offsetOf(path, key = false) {
      for (let length = path.length; length >= 0; length -= 1) {
        const id = JSON.stringify(path.slice(0, length));
        const offset = (key ? keys.get(id) : undefined) ?? values.get(id);
        if (offset !== undefined) return offset;
      }
      return 0;
    },
  };
}

/** Where the nth document's own value begins. */
function startOfDocument(events: readonly Event[], nth: number): number {
  const starts = events.flatMap(({ type }, index) => (type === EVENT_DOCUMENT ? [index + 1] : []));
  const first = events[starts[nth] ?? 0];
  return first === undefined ? 0 : startOf(first);
}

/** Line and column of an offset, both counted from 1. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

interface Frame {
  readonly kind: 'mapping' | 'sequence' | 'document';
  readonly path: readonly (string | number)[];
  index: number;
  key: string | undefined;
}

function walk(
  text: string,
  events: readonly Event[],
  values: Map<string, number>,
  keys: Map<string, number>,
): void {
  const stack: Frame[] = [];
  for (const event of events) {
    if (event.type === EVENT_POP) {
      stack.pop();
      continue;
    }
    if (event.type === EVENT_DOCUMENT) {
      stack.push({ kind: 'document', path: [], index: 0, key: undefined });
      continue;
    }
    const frame = stack.at(-1);
    const offset = startOf(event);
    if (frame?.kind === 'mapping' && frame.key === undefined) {
      frame.key = event.type === EVENT_SCALAR ? getScalarValue(text, event) : '';
      keys.set(JSON.stringify([...frame.path, frame.key]), offset);
      if (event.type === EVENT_SCALAR || event.type === EVENT_ALIAS) continue;
    }
    const path = childPath(frame);
    values.set(JSON.stringify(path), offset);
    if (event.type === EVENT_MAPPING) stack.push({ kind: 'mapping', path, index: 0, key: undefined });
    if (event.type === EVENT_SEQUENCE) stack.push({ kind: 'sequence', path, index: 0, key: undefined });
  }
}

/** The path of the next value in a frame; moves the frame on. */
function childPath(frame: Frame | undefined): readonly (string | number)[] {
  if (frame?.kind === 'mapping') {
    const path = [...frame.path, frame.key ?? ''];
    frame.key = undefined;
    return path;
  }
  if (frame?.kind === 'sequence') {
    const path = [...frame.path, frame.index];
    frame.index += 1;
    return path;
  }
  return [];
}

function startOf(event: Event): number {
  if ('valueStart' in event) return event.valueStart;
  if ('start' in event) return event.start;
  return 'anchorStart' in event ? event.anchorStart : 0;
}
