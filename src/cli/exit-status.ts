/** With what the program ends, and nothing else: Node's own 1 for an uncaught error must not leak. */
export const EXIT = {
  /** It reported, also where it found something. */
  reported: 0,
  /** It found something at or above the threshold that was asked for. */
  findings: 1,
  /** The command line or a rule file is wrong. */
  usage: 2,
  /** What was asked about could not be read: not found, refused, forbidden, unreadable or incomplete. */
  notCollected: 3,
  /** The wait ran out with nothing decided. */
  undecided: 4,
  /** A bug of this program. */
  internal: 70,
  /** Ctrl-C. */
  interrupted: 130,
  /** SIGTERM. */
  terminated: 143,
} as const;

/** One of the statuses that are promised. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** One sentence for each status, as help prints it; the README says the same in its table. */
export const EXIT_MEANINGS: readonly (readonly [ExitStatus, string])[] = [
  [EXIT.reported, 'It reported; also when it found something'],
  [EXIT.findings, 'It found something, and --exit-code or a threshold of check asked to be told so'],
  [EXIT.usage, 'Wrong usage, or a bad rule file'],
  [
    EXIT.notCollected,
    'It could not collect: not found, refused, forbidden, unreadable, or not everything asked for was looked at',
  ],
  [EXIT.undecided, 'The wait of check ran out with nothing decided'],
  [EXIT.internal, 'A bug of this program: please report it'],
  [EXIT.interrupted, 'Ctrl-C'],
  [EXIT.terminated, 'SIGTERM'],
];
