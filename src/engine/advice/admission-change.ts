import type { Evidence } from '../../domain/evidence.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import { oncePer, oncePerText } from '../../domain/values/once.js';
import { parseQuantity } from '../../domain/values/quantity.js';
import { changeWords, type TemplateChange } from '../../domain/kubernetes/revision-change.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { OwnerRecord, PodSnapshot } from '../../domain/snapshot.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';
import { isDefaulted } from '../facts/defaulted-limit.js';
import { changesOf, templateDifferences } from '../match/revision-change.js';

/**
 * A pod is made from its owner's template, and admission may change it on the way in: webhooks and policies
 * add containers, set an image, a limit, a user (https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/).
 * Where what failed differs from the template, to correct the template may not help.
 */
export function withAdmissionChange(match: Match): Match {
  const found = admissionChange(match);
  if (found === undefined) return match;
  const told: Evidence = {
    fact: found.words,
    at: `${found.owner.kind}/${found.owner.name}`,
    observed: found.change.how,
    speaks: 'for',
  };
  const lowered = isLowered(found.change);
  const own = match.rule.remediation.map((step) => (lowered ? withoutMore(step) : step));
  const firstChange = own.findIndex(({ effect }) => effect === 'mutating');
  const place = firstChange === -1 ? own.length : firstChange;
  const remediation = [
    found.isResize ? LOOK_AT_RESIZES : LOOK_AT_WEBHOOKS,
    ...own.slice(0, place),
    ...(found.isResize && lowered ? [MAKE_ANEW] : []),
    ...own.slice(place),
  ];
  return withEvidence({ ...match, rule: { ...match.rule, remediation } }, 1, [told]);
}

function withoutMore(step: RemediationStep): RemediationStep {
  return step.command?.includes('{{moreMemory}}') === true ? { do: step.do, effect: step.effect } : step;
}

/** The template has more than the pod was left with: twice what the pod has may be less than that. */
function isLowered({ field, was, now }: TemplateChange): boolean {
  if (field !== 'resources.limits.memory') return false;
  return (parseQuantity(was ?? '') ?? 0) > (parseQuantity(now ?? '') ?? Infinity);
}

const LOOK_AT_WEBHOOKS: RemediationStep = {
  do: 'See which webhooks may have changed the pod on its way in: what they set, no template mends',
  command: 'kubectl get mutatingwebhookconfigurations',
  effect: 'read-only',
};

const LOOK_AT_RESIZES: RemediationStep = {
  do: 'It was resized while it ran, by hand or by an autoscaler (a VerticalPodAutoscaler in place): see when, and to what',
  command:
    'kubectl get events -n {{namespace}} --field-selector involvedObject.name={{pod}},reason=ResizeCompleted',
  effect: 'read-only',
};

const MAKE_ANEW: RemediationStep = {
  do: 'Remove the pod, so that {{ownerKind}} {{ownerName}} makes another with what the template says',
  command: 'kubectl delete pod {{pod}} -n {{namespace}}',
  effect: 'mutating',
};

interface Found {
  readonly owner: OwnerRecord;
  readonly change: TemplateChange;
  readonly words: string;
  /** A resize in place made the difference, says the kubelet (ResizeCompleted, pkg/kubelet/events/event.go v1.34). */
  readonly isResize: boolean;
}

/** Which fields may be why, with what stands below them, by cause. */
const FIELDS: readonly (readonly [cause: RegExp, fields: readonly string[]])[] = [
  [/^image-/, ['image']],
  [/^(?:exec-|interpreter-missing|shell-command)/, ['command', 'args', 'image']],
  [/^(?:oom-|limit-too-low)/, ['resources.limits.memory']],
  [/^(?:run-as-nonroot|app-permission-fs)/, ['securityContext']],
  [/^unschedulable/, ['nodeSelector', 'affinity']],
  [/^scheduling-gated/, ['schedulingGates']],
];

const fieldsOf = oncePerText(500, (cause) =>
  FIELDS.flatMap(([causes, fields]) => (causes.test(cause) ? fields : [])),
);

function mayBeWhy(field: string, { rule }: Match): boolean {
  return fieldsOf(rule.cause).some((each) => field === each || field.startsWith(`${each}.`));
}

function admissionChange(match: Match): Found | undefined {
  const { subject } = match.context;
  if ((subject.kind !== 'container' && subject.kind !== 'pod') || match.rule.benign) return undefined;
  const { pod, snapshot } = subject;
  const { owner, differences } = sinceTemplate(snapshot) ?? {};
  if (owner === undefined || differences === undefined) return undefined;
  const changes = changesOf(differences.filter(({ path }) => mayExplain(path, match)));
  const name = subject.kind === 'container' ? subject.container.name : undefined;
  const change = changes.find(
    (each) =>
      each.how !== 'removed' &&
      (each.container === undefined || each.container === name) &&
      explains(each, match) &&
      !(
        each.field === 'resources.limits.memory' &&
        subject.kind === 'container' &&
        isDefaulted(pod.raw, subject.container, 'memory')
      ),
  );
  if (change === undefined) return undefined;
  const isWhole = change.container !== undefined && /^(?:c|initC)ontainer$/.test(change.field);
  const source = `the template of ${owner.kind} ${owner.name}`;
  const what = isWhole
    ? `the container ${change.container ?? ''} is not in ${source}`
    : `${changeWords(change, true)}, compared with ${source}`;
  const isResize = change.field.startsWith('resources.') && wasResized(snapshot);
  const origin = isResize ? 'a resize while it ran' : 'admission, or somebody since,';
  return { owner, change, words: `${what}: ${origin} put it there`, isResize };
}

function wasResized({ events }: PodSnapshot): boolean {
  return events.some(({ event }) => at(event, 'reason') === 'ResizeCompleted');
}

/** Whether a difference at this place may be a change that explains; a pod differs from its template in much else. */
function mayExplain(path: readonly string[], match: Match): boolean {
  const fields = isOfContainer(path) ? path.slice(2) : path;
  if (isOfContainer(path) && (fields.length === 0 || fields[0] === 'env')) return true;
  if (fields[0] === 'volumes') return match.variables['volume'] === fields[1];
  return mayBeWhy(fields.join('.'), match);
}

/** The fields of a pod or a container in which a difference may explain anything, of whichever finding. */
const TELLING: ReadonlySet<string> = new Set([
  ...['containers', 'initContainers', 'volumes', 'env'],
  ...FIELDS.flatMap(([, fields]) => fields.map((field) => field.replace(/\..*/, ''))),
]);

function mayMatter(path: readonly string[]): boolean {
  const [list = '', , field] = path;
  const isInContainer = isOfContainer(path) && field !== undefined;
  return TELLING.has(isInContainer ? field : list);
}

function isOfContainer([list]: readonly string[]): boolean {
  return list === 'containers' || list === 'initContainers';
}

/** Where the pod differs from the template of its owner; each of its findings asks. */
const sinceTemplate = oncePer(({ owners: [owner], pod }: PodSnapshot) => {
  const template = owner === undefined ? undefined : templateOf(owner, pod);
  if (owner === undefined || template === undefined) return undefined;
  return { owner, differences: templateDifferences(template, pod, mayMatter) };
});

/** Only where the template is surely that of the pod: a StatefulSet's may be newer by now. */
function templateOf({ kind, object }: OwnerRecord, pod: JsonObject): JsonObject | undefined {
  const template = at(object, 'spec', 'template');
  if (template === undefined || template === null || typeof template !== 'object' || Array.isArray(template))
    return undefined;
  if (kind === 'ReplicaSet' || kind === 'Job') return template as JsonObject;
  const hash = asText(at(pod, 'metadata', 'labels', 'controller-revision-hash'));
  const isNewest = hash !== undefined && hash === asText(at(object, 'status', 'updateRevision'));
  return kind === 'StatefulSet' && isNewest ? (template as JsonObject) : undefined;
}

function explains({ container, field }: TemplateChange, match: Match): boolean {
  const { variables, hit, context } = match;
  if (container !== undefined && /^(?:c|initC)ontainer$/.test(field)) return true;
  if (mayBeWhy(field, match)) return true;
  const volume = /^volumes\.(.+)$/.exec(field)?.[1];
  if (volume !== undefined) return variables['volume'] === volume;
  const variable = /^env (\S{3,})$/.exec(field)?.[1];
  if (variable === undefined || context.subject.kind !== 'container') return false;
  const entry = asObjects(at(context.subject.container.spec, 'env')).find(
    (each) => at(each, 'name') === variable,
  );
  const value = asText(at(entry, 'value')) ?? '';
  if (Object.values(variables).some((each) => each.length > 5 && value.includes(each))) return true;
  const texts = [
    ...(hit?.line.texts ?? []),
    ...(context.subject.instance.log.lines ?? []).map(({ raw }) => raw),
  ];
  return texts.some((text) => text.includes(variable));
}
