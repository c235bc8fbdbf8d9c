import { withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const ROUNDS = 10;
const LINES = 100_000;

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
});
