/** What a program's own words may tell of, as far as English and not a catalogue of programs decides it. */
export const TOPICS = [
  'child-killed',
  'heap-used-up',
  'certificate',
  'credentials',
  'disk-full',
  'port-taken',
  'limit-reached',
  'data-unfit',
  'usage',
  'part-missing',
  'path-refused',
  'setting-wrong',
  'service-silent',
  'own-fault',
] as const;

/** One of the topics. */
export type Topic = (typeof TOPICS)[number];
