/** Lets the event loop turn once: timers run, and Ctrl-C is heard. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
