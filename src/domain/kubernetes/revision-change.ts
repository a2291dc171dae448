/** The newest revision of a workload beside the one before it. */
export interface RevisionChange {
  readonly revision: string;
  readonly before: string;
  readonly createdAt: string;
  /** Differences of the pod templates' specs; none where only labels or annotations differ, as after a restart. */
  readonly changes: readonly TemplateChange[];
  /** How many more there are. */
  readonly left?: number;
}

/** One field of the pod template that differs between two revisions. */
export interface TemplateChange {
  /** Absent where the field is the pod's. */
  readonly container?: string;
  /** `image`, `resources.limits.memory`, `env LOG_LEVEL`. */
  readonly field: string;
  readonly how: 'added' | 'removed' | 'changed';
  /** Absent for variables, whose values may be secrets, and for objects. */
  readonly was?: string;
  readonly now?: string;
}

/** `image shop/web:2 (was shop/web:1)`, `env LOG_LEVEL added`; before it the container where that is not clear. */
export function changeWords({ container, field, how, was, now }: TemplateChange, isOnly: boolean): string {
  const what = container === undefined || isOnly ? field : `${container} ${field}`;
  if (how === 'removed') return `${what} removed${was === undefined ? '' : ` (was ${was})`}`;
  if (how === 'added') return now === undefined ? `${what} added` : `${what} ${now} (was not set)`;
  return now === undefined || was === undefined ? `${what} changed` : `${what} ${now} (was ${was})`;
}
