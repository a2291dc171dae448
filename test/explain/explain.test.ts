import { expect, test } from '@jest/globals';
import { CAUSE_IDS } from '../../src/domain/rules/cause.js';
import { explain, explainable, explanationText } from '../../src/explain/index.js';
import { EXIT_CODES } from '../../src/explain/tables/exit-codes.js';
import { REFERENCES } from '../../src/explain/tables/references.js';
import { WINDOWS_CODES } from '../../src/explain/tables/windows.js';

const text = (word: string): string => explanationText(explain(word) ?? never(word), { columns: 80 });

function never(word: string): never {
  throw new Error(`no explanation of ${word}`);
}

test('every exit code of a Linux process is explained, with what to look at', () => {
  for (let code = 0; code <= 255; code++) {
    const explanation = explain(String(code));
    expect(explanation?.headline).toMatch(new RegExp(String.raw`^${code}[ :]`));
    expect(explanation?.look.length).toBeGreaterThan(0);
    expect(explanation?.references.length).toBeGreaterThan(0);
  }
});

test.each(WINDOWS_CODES.map((entry) => [entry.name, entry.value] as const))(
  'the Windows code of %s is known in all its spellings',
  (name, unsigned) => {
    const spellings = [String(unsigned - 2 ** 32), String(unsigned), `0x${unsigned.toString(16)}`];
    for (const spelling of spellings) expect(explain(spelling)?.headline).toContain(name);
    expect(text(String(unsigned)).replace(/\s+/g, ' ')).toContain(`A pod shows it as ${unsigned - 2 ** 32}:`);
  },
);

test('256 is no Linux code: only the low byte is seen', () => {
  expect(text('256').replace(/\s+/g, ' ')).toContain('exit(256) is seen as 0');
});

test.each(['4294967296', '-2147483649', '99999999999', '1.5', '', 'no-such-word'])(
  '%s is nothing',
  (word) => {
    expect(explain(word)).toBeUndefined();
  },
);

test.each([
  ['137', 'SIGKILL'],
  ['SIGKILL', 'SIGKILL'],
  ['kill', 'SIGKILL'],
  ['signal 9', 'SIGKILL'],
  ['Signal:9', 'SIGKILL'],
  ['exit code 137', 'SIGKILL'],
  ['ExitCode:137', 'SIGKILL'],
  ['Init:ExitCode:137', 'SIGKILL'],
  ['162', 'SIGRTMIN'],
  ['192', 'SIGRTMAX'],
  ['SIGRTMIN', '162 = 128 + 34'],
  ['SIGRTMIN+3', '165 = 128 + 37'],
  ['iot', '134 = 128 + 6'],
  ['rtmax-1', '191 = 128 + 63'],
  ['oomkilled', 'OOMKilled'],
  ['Init:OOMKilled', 'OOMKilled'],
  ['Init:0/2', 'PodInitializing'],
  ['OOM-LIMIT', 'oom-limit'],
])('%s is understood', (word, expected) => {
  expect(explain(word)?.headline).toContain(expected);
});

test.each([
  ['145', 'LibHostSdkFindFailure'],
  ['155', 'SdkResolveFailure'],
  ['160', 'BundleExtractionIOError'],
])('%s is %s of the .NET host', (code, name) => {
  expect(text(code)).toContain(name);
});

test.each([
  'SetupNetworkError',
  'TeardownNetworkError',
  'RunInitContainerError',
  'DockerDaemonNotReady',
  'RemoveContainerError',
])('%s, which guides list, is said to be no reason of a status', (word) => {
  expect(text(word)).toContain('It is no reason that a status shows.');
});

test('what popular tables get wrong is right here', () => {
  expect(text('137')).toContain('grace-exceeded');
  expect(text('139').indexOf('abort ')).toBeLessThan(text('139').indexOf('segfault'));
  expect(text('128')).toContain('StartError');
  expect(text('125').replace(/\s+/g, ' ')).toContain('no docker command line takes part in a pod');
  expect(text('255')).toContain('256 is 0');
  expect(text('127')).toContain('CRI-O gives no code at all');
  expect(text('147')).toContain('SIGSTOP ends no process');
  expect(text('160')).toContain('signal 32 ends no process');
  expect(text('193')).not.toContain('128 +');
  expect(text('2')).toContain('Go');
});

const REASONS_OF_THE_PLATFORM = `
  ContainerCreating PodInitializing CrashLoopBackOff ErrImagePull ImagePullBackOff ErrImageNeverPull
  InvalidImageName ImageInspectError RegistryUnavailable SignatureValidationFailed
  CreateContainerConfigError CreateContainerError PreCreateHookError PreStartHookError
  RunContainerError PostStartHookError RestartingAllContainers Completed Error OOMKilled StartError
  ContainerCannotRun Unknown ContainerStatusUnknown Evicted Preempting Terminated NodeShutdown Shutdown
  DeadlineExceeded UnexpectedAdmissionError OutOfcpu OutOfmemory OutOfephemeral-storage OutOfpods
  NodeAffinity NodeName NodePorts TaintToleration TopologyAffinityError SMTAlignmentError AppArmor
  SysctlForbidden PodOSSelectorNodeLabelDoesNotMatch PodOSNotSupported
  InitContainerRestartPolicyForbidden SupplementalGroupsPolicyNotSupported PodLevelResourcesNotSupported
  PodFeatureUnsupported InvalidNodeInfo UnexpectedPredicateFailureType VolumeAttachmentLimitExceeded
  NodeLost Unschedulable SchedulingGated PreemptionByScheduler DeletionByTaintManager
  EvictionByEvictionAPI DeletionByPodGC TerminationByKubelet BackoffLimitExceeded PodFailurePolicy
  PodFailed PodCompleted PreemptionByKubeScheduler Deferred Infeasible Failed InspectFailed
  FailedToRetrieveImagePullSecret FailedMapVolume FailedBinding ProvisioningFailed
  FailedPrepareDynamicResources FailedCreatePodContainer FailedPodSandBoxStatus FailedSync FailedKillPod
  ProbeError NodeControllerEviction EvictionThresholdMet FreeDiskSpaceFailed ImageGCFailed
`;

test.each(REASONS_OF_THE_PLATFORM.trim().split(/\s+/))('the reason %s is explained', (reason) => {
  const explanation = explain(reason);
  expect(explanation?.subject).toBe(reason);
  expect(explanation?.hypotheses.length).toBeGreaterThan(0);
});

test.each(CAUSE_IDS)('the cause %s says how to tell and what to do', (cause) => {
  expect(text(cause)).toMatch(/How to tell: .+/);
  expect(text(cause)).toMatch(/What to do: .+/);
});

test('a rule is explained without a pod to fill it in', () => {
  const rule = {
    id: 'heap-full',
    title: 'The heap is full[[ inside {{memoryLimit}}]] in {{container}}',
    summary: 'It was full.',
    cause: 'heap-exhausted',
    confidence: 'likely',
    severity: 'high',
    falsePositives: ['Another thread.'],
    references: ['a source'],
  };
  const explanation = explain('heap-full', [rule as never]);
  expect(explanation?.headline).toBe('heap-full: The heap is full in CONTAINER.');
  expect(explain('heap-exhausted', [rule as never])?.seeAlso).toEqual(['heap-full']);
});

test('on a screen of 24 lines the essence of every word is seen at once, and how to see the rest', () => {
  for (const word of [...explainable(), ...Array.from({ length: 256 }, (_, code) => String(code))]) {
    const explanation = explain(word) ?? never(word);
    const whole = text(word);
    const short = explanationText(explanation, { columns: 80, rows: 24 });
    expect([word, short.split('\n').length - 1 <= 22]).toEqual([word, true]);
    for (const { cause } of explanation.of === 'cause' ? [] : explanation.hypotheses)
      expect(short).toContain(cause);
    if (short === whole) continue;
    expect(whole.split('\n').length - 1).toBeGreaterThan(22);
    expect(short).toMatch(/\nMore: kubectl exitdiag explain .+ -o wide\n$/);
  }
});

test('the higher the screen, the more is said; without a screen everything', () => {
  const explanation = explain('137') ?? never('137');
  const sizes = [10, 24, 30, 50, 60, 70, undefined].map(
    (rows) => explanationText(explanation, { columns: 80, rows }).split('\n').length,
  );
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  expect(new Set(sizes).size).toBeGreaterThan(4);
  const short = explanationText(explanation, { columns: 80, rows: 24 });
  expect(short).toMatch(/^ {2}killed-by-signal-other +none of these: no event, no reason,.*…$/m);
  expect(text('137')).toContain('do: fix what the probe asks');
  expect(text('137')).not.toContain('More: ');
});

test('no line is wider than asked, but for commands and references', () => {
  for (const word of explainable()) {
    const prose = text(word).split(/^To look:/m)[0] ?? '';
    for (const line of prose.split('\n')) expect([word, line.length <= 80]).toEqual([word, true]);
  }
});

test('every reference is used, and every code of the table is in range', () => {
  const used = new Set(
    [...explainable(), ...Array.from({ length: 256 }, (_, code) => String(code)), '-1'].flatMap(
      (word) => explain(word)?.references ?? [],
    ),
  );
  expect(Object.values(REFERENCES).filter((reference) => !used.has(reference))).toEqual([]);
  expect(Object.keys(EXIT_CODES).filter((code) => Number(code) > 255)).toEqual([]);
});

test('the codes of deadly signals are offered for completion', () => {
  expect(explainable()).toEqual(expect.arrayContaining(['1', '134', '137', '139', '143', 'SIGKILL']));
});
