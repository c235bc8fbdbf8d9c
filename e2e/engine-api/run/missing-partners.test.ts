import { expect, test } from '../../fixtures/engine-test.ts';

/** The client takes a 404 of create for a missing image and would try to pull it, hiding what is really missing. */
for (const [options, says] of [
  [['--network', 'container:nobody'], /No such container: nobody/],
  [['--pid', 'container:nobody'], /No such container: nobody/],
] as const) {
  test(`${options.join(' ')} says which container is missing`, async ({ docker }) => {
    const { code, stderr } = await docker`run --rm ${options} busybox true`;
    expect(code).toBe(125);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('Unable to find image');
  });
}
