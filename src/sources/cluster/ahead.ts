/**
 * Maps with up to `window` tasks at work at once; results come in the order of the items. The
 * source is read no further ahead than that, so that memory stays bounded.
 */
export async function* mapAhead<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  window: number,
  task: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const running: Promise<R>[] = [];
  let wake: () => void = () => undefined;
  let isDone = false;
  let failure: { readonly error: unknown } | undefined;
  let isStopped = false;
  const change = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  const pump = async (): Promise<void> => {
    try {
      for await (const item of items) {
        const started = task(item);
        // Waited for below, in order; until then its failure is nobody's.
        void started.catch(() => undefined);
        running.push(started);
        wake();
        while (running.length >= window && !isStopped) await change();
        if (isStopped) return;
      }
    } catch (error) {
      failure = { error };
    } finally {
      isDone = true;
      wake();
    }
  };
  const pumping = pump();
  try {
    for (;;) {
      const first = running[0];
      if (first !== undefined) {
        const result = await first;
        void running.shift();
        wake();
        yield result;
      } else if (isDone) {
        if (failure !== undefined) throw failure.error;
        return;
      } else await change();
    }
  } finally {
    isStopped = true;
    wake();
    await pumping;
  }
}
