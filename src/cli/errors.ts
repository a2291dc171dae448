/** The command line is wrong: exit status 2. The message is ours or kubectl's, never a cluster's. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Whether a line should follow that says how to get help. */
  readonly pointsToHelp: boolean;

  constructor(message: string, options: { readonly pointsToHelp: boolean } = { pointsToHelp: true }) {
    super(message);
    this.pointsToHelp = options.pointsToHelp;
  }
}

/** A flag that the command does not know. */
export class UnknownFlagError extends UsageError {
  /** Its name, or its letter. */
  readonly flag: string;

  constructor(message: string, flag: string) {
    super(message);
    this.flag = flag;
  }
}

/** What was asked about could not be read: one line for the user, exit status 3. */
export class CollectError extends Error {
  override readonly name = 'CollectError';
}
