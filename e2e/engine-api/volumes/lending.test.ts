import { expect, test } from '../../fixtures/engine-test.ts';

test('--volumes-from lends all volumes, read-only if asked, and own mounts win', async ({
  docker,
  folder,
}) => {
  await docker.text`create --name lender -v lent-a:/a -v lent-b:/b:ro -v ${`${folder}:/host`} -v /anonymous busybox true`;
  await docker.text`run --rm --volumes-from lender busybox sh -c ${'echo x > /a/f; echo y > /anonymous/f; echo z > /host/f'}`;
  expect((await docker`run --rm --volumes-from lender busybox touch /b/f`).stderr).toContain('Read-only');
  expect((await docker`run --rm --volumes-from lender:ro busybox touch /a/g`).stderr).toContain('Read-only');
  expect(await docker.text`run --rm --volumes-from lender:ro busybox cat /a/f /anonymous/f /host/f`).toBe(
    'x\ny\nz',
  );
  expect(await docker.text`run --rm --volumes-from lender -v other:/a busybox ls /a`).toBe('');
  await docker.text`rm -v lender`;
  await docker.text`volume rm lent-a lent-b other`;
});

test('anonymous volumes go with rm -v and with --rm, not with a plain rm, and never while another uses them', async ({
  docker,
}) => {
  const volumeOf = (name: string) => docker.text`inspect -f ${'{{range .Mounts}}{{.Name}}{{end}}'} ${name}`;
  const isThere = async (volume: string) => (await docker`volume inspect ${volume}`).code === 0;
  await docker.text`create --name plain -v /v busybox true`;
  const kept = await volumeOf('plain');
  await docker.text`rm plain`;
  expect(await isThere(kept)).toBe(true);
  await docker.text`volume rm ${kept}`;

  await docker.text`create --name owner -v /v busybox true`;
  await docker.text`create --name borrower --volumes-from owner busybox true`;
  const shared = await volumeOf('owner');
  await docker.text`rm -v owner`;
  expect(await isThere(shared)).toBe(true);
  await docker.text`rm -v borrower`;
  expect(await isThere(shared)).toBe(false);

  await docker.text`run -d --rm --name brief -v /v -v stays:/w busybox sleep 600`;
  const brief =
    await docker.text`inspect -f ${'{{range .Mounts}}{{if eq .Destination "/v"}}{{.Name}}{{end}}{{end}}'} brief`;
  await docker.text`stop -t 0 brief`;
  await expect.poll(() => isThere(brief)).toBe(false);
  expect(await isThere('stays')).toBe(true);
  await docker.text`volume rm stays`;
});
