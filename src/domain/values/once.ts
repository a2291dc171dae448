/**
 * `work` done once for each object; its result is kept as long as the object lives. What is handed over beside the
 * object has to be its own, the same each time.
 */
export function oncePer<Key extends object, Beside extends readonly unknown[], Result>(
  work: (key: Key, ...beside: Beside) => Result,
): (key: Key, ...beside: Beside) => Result {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return (key, ...beside) => {
    const before = known.get(key);
    if (before !== undefined) return before.result;
    const result = work(key, ...beside);
    known.set(key, { result });
    return result;
  };
}

/** Longer texts are hardly met twice. */
const LONGEST_REMEMBERED = 1000;

/** `work` done once for each text, as replicas say the same; when there are `most` of them all are forgotten. */
export function oncePerText<Result>(most: number, work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return work(text);
    const before = known.get(text);
    if (before !== undefined) return before.result;
    const own = detached(text);
    const result = work(own);
    if (known.size >= most) known.clear();
    known.set(own, { result });
    return result;
  };
}

/** A copy: what was cut out of a log refers to all of it (V8's sliced strings), and to remember it would hold the log. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}
