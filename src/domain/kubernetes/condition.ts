import { asList, asText, at, type JsonObject } from '../values/json.js';
import { present } from '../values/present.js';
import { asTime } from '../values/time.js';

/** An entry of `status.conditions`, and where it stands. */
export interface ConditionView {
  readonly path: string;
  readonly type: string;
  readonly status: string;
  /** Empty where none is given; so is the message. */
  readonly reason: string;
  readonly message: string;
  /** When it last changed, in milliseconds since the epoch. */
  readonly at?: number;
}

/** The conditions of any object; those without a type are left out. */
export function readConditions(object: JsonObject | undefined): readonly ConditionView[] {
  return asList(at(object, 'status', 'conditions')).flatMap((item, index) => {
    const type = asText(at(item, 'type'));
    if (type === undefined) return [];
    return {
      path: `status.conditions[${index}]`,
      type,
      status: asText(at(item, 'status')) ?? 'Unknown',
      reason: asText(at(item, 'reason')) ?? '',
      message: asText(at(item, 'message')) ?? '',
      ...present('at', asTime(at(item, 'lastTransitionTime'))),
    };
  });
}
