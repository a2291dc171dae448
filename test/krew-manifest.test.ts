import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';

/**
 * What krew and the checks of its index refuse: kubernetes-sigs/krew
 * internal/index/validation/validate.go, internal/installation/platform.go and
 * cmd/validate-krew-manifest, v0.4.5.
 */
interface Platform {
  readonly selector: {
    readonly matchExpressions: readonly {
      readonly key: string;
      readonly operator: string;
      readonly values: readonly string[];
    }[];
  };
  readonly uri: string;
  readonly sha256: string;
  readonly bin: string;
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
const [platform] = spec.platforms as [Platform];

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

test('it is for the systems on which krew links a script', () => {
  expect(spec.platforms).toHaveLength(1);
  expect(platform.selector).toEqual({
    matchExpressions: [{ key: 'os', operator: 'In', values: ['linux', 'darwin'] }],
  });
});

test('it names the archive that a release makes, and the program in it', () => {
  expect(platform.uri).toMatch(new RegExp(`/${spec.version}/kubectl-exitdiag_${spec.version}\\.tar\\.gz$`));
  expect(platform.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(Object.values(packageJson.bin)).toContain(platform.bin);
});

test('the licence that is installed with it is there', () => {
  expect(readFileSync('LICENSE', 'utf8')).toContain('Apache License');
});
