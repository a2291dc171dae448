import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';

/**
 * What krew and the checks of its index refuse: kubernetes-sigs/krew
 * internal/index/validation/validate.go, internal/installation/platform.go and
 * cmd/validate-krew-manifest, v0.4.5.
 */
interface Platform {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly uri: string;
  readonly sha256: string;
  readonly bin: string;
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

const manifest = load(readFileSync('krew-manifest.yaml', 'utf8')) as {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly version: string;
    readonly homepage: string;
    readonly shortDescription: string;
    readonly description: string;
    readonly platforms: readonly Platform[];
  };
};
const { spec } = manifest;
const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string; bin: object };
const platform = ({ selector }: Platform): string =>
  `${selector.matchLabels['os']}/${selector.matchLabels['arch']}`;

test('it is a plugin of the version that krew knows', () => {
  expect(manifest.apiVersion).toBe('krew.googlecontainertools.github.com/v1alpha2');
  expect(manifest.kind).toBe('Plugin');
});

test('its name is safe and is that of the program', () => {
  expect(manifest.metadata.name).toMatch(/^[\w-]+$/);
  expect(Object.keys(packageJson.bin)).toContain(`kubectl-${manifest.metadata.name}`);
});

test('its version is that of the package, as semver with a v', () => {
  expect(spec.version).toBe(`v${packageJson.version}`);
  expect(spec.version).toMatch(/^v\d+\.\d+\.\d+$/);
});

test('the short description is one line of at most 50 characters, and the other says more', () => {
  expect(spec.shortDescription).toMatch(/^[A-Z][^\n]{0,49}$/);
  expect(spec.shortDescription).not.toMatch(/\.$/);
  expect(spec.description).not.toContain('kubectl exitdiag');
  expect(spec.homepage).toMatch(/^https:\/\//);
});

test('it is for the five usual platforms, none of them twice', () => {
  const platforms = spec.platforms.map(platform);
  expect(platforms).toEqual(['linux/amd64', 'linux/arm64', 'darwin/amd64', 'darwin/arm64', 'windows/amd64']);
});

test.each(spec.platforms.map((each) => [platform(each), each] as const))(
  '%s can be installed',
  (name, each) => {
    const [os = '', arch = ''] = name.split('/');
    expect(Object.keys(each.selector.matchLabels).sort()).toEqual(['arch', 'os']);
    const archive = new RegExp(
      `/${spec.version}/kubectl-exitdiag_${spec.version}_${os}_${arch}\\.(tar\\.gz|zip)$`,
    );
    expect(each.uri).toMatch(archive);
    expect(each.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(each.bin).toBe(os === 'windows' ? 'kubectl-exitdiag.exe' : 'kubectl-exitdiag');
    expect(each.files.map(({ from }) => from)).toEqual([each.bin, 'LICENSE']);
    expect(each.files.every(({ to }) => to === '.')).toBe(true);
  },
);

test('the licence that is installed with it is there', () => {
  expect(readFileSync('LICENSE', 'utf8')).toContain('Apache License');
});
