import { expect, test } from '../../fixtures/engine-test.ts';

test('/etc/hosts has the loopback and what --add-host says', async ({ docker }) => {
  const hosts =
    await docker.text`run --rm --network none --add-host db:10.1.2.3 --add-host cache=::5 busybox cat /etc/hosts`;
  expect(hosts).toMatch(/^127\.0\.0\.1\s+localhost$/m);
  expect(hosts).toMatch(/^10\.1\.2\.3\s+db$/m);
  expect(hosts).toMatch(/^::5\s+cache$/m);
});

test('/etc/resolv.conf has what --dns, --dns-search and --dns-option say', async ({ docker }) => {
  const options = ['--dns', '10.9.8.7', '--dns-search', 'lan.test', '--dns-option', 'ndots:3'];
  const resolv = await docker.text`run --rm ${options} busybox cat /etc/resolv.conf`;
  expect(resolv).toMatch(/^nameserver 10\.9\.8\.7$/m);
  expect(resolv).toMatch(/^search lan\.test$/m);
  expect(resolv).toMatch(/^options ndots:3$/m);
});

test('what a container writes into its /etc/hosts is there after a restart', async ({ docker }) => {
  await docker`run -d --name keeper --network none busybox sleep 600`;
  await docker`exec keeper sh -c ${'echo 10.0.0.9 mine >> /etc/hosts'}`;
  expect(await docker.text`exec keeper cat /etc/hosts`).toContain('10.0.0.9 mine');
});
