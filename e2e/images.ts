/**
 * The images of every pod of the end-to-end run. A cluster without a way to the public registry
 * names its own through the environment.
 */
export const IMAGES = {
  /** Any image with busybox's programs that runs as root. */
  small: process.env['E2E_IMAGE_SMALL'] ?? 'docker.io/library/busybox:1.37',
  /** An image with python3 and node; failures that need them are left out without it. */
  full: process.env['E2E_IMAGE_FULL'],
  /** A registry that nobody runs: port 1 of the node itself refuses. */
  unreachable: 'localhost:1/nothing:1',
  /** No image may be named so. */
  invalid: 'Not An Image:latest',
  /** On no node, and never pulled. */
  absent: 'exitdiag.invalid/absent:1',
} as const;
