import { withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const ROUNDS = 10;
const LINES = 100_000;
/** 20,000 lines each tenth of a second, in at most two files of 20 MB. */
const BUSY = 'while :; do seq 1 20000; usleep 100000; done';

await withContenders(async (contenders) => {
  for (const { client } of contenders)
    await client.docker.text`run --name printed --network none busybox seq 1 ${LINES}`;
  const whole = await interleaved(contenders, ROUNDS, async ({ client }) => {
    const { stdout } = await client.docker`logs printed`;
    if (!stdout.endsWith(`${LINES}\n`)) throw new Error('the log is not whole');
  });
  printTable(`docker logs of ${LINES} lines`, whole);
  const tail = await interleaved(
    contenders,
    ROUNDS,
    ({ client }) => client.docker.text`logs --tail 100 printed`,
  );
  printTable('docker logs --tail 100 of the same', tail);
  const printing = await interleaved(
    contenders,
    ROUNDS,
    ({ client }) => client.docker.text`run --rm --network none busybox seq 1 ${LINES}`,
  );
  printTable(`docker run that prints ${LINES} lines`, printing);

  for (const { client } of contenders)
    await client.docker
      .text`run -d --name busy --network none --log-opt max-size=20m --log-opt max-file=2 busybox sh -c ${BUSY}`;
  const beside = await interleaved(
    contenders,
    ROUNDS,
    ({ client }) => client.docker.text`run --rm --network none busybox true`,
  );
  printTable('docker run --rm busybox true beside a busy log of 200,000 lines a second', beside);
  const followed = contenders.map(({ client }) =>
    client.docker`logs --follow --tail 0 busy`.catch(() => undefined),
  );
  const besideFollowed = await interleaved(
    contenders,
    ROUNDS,
    ({ client }) => client.docker.text`run --rm --network none busybox true`,
  );
  printTable('the same while somebody follows that log', besideFollowed);
  for (const { client } of contenders) await client.docker.text`rm -f busy`;
  await Promise.all(followed);
});
