/** Whether who runs several processes tells that it stops the others, for one has ended: foreman and honcho, overmind, concurrently. */
export function stopsOthers(line: string): boolean {
  return OTHERS_STOPPED.test(line);
}

const OTHERS_STOPPED =
  /^(?:\S+ )?system +\| (?:sending SIG\w+ to |\S+ +\| Interrupting)|^--> Sending SIG\w+ to other processes/;
