import { withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const ROUNDS = 25;

await withContenders(async (contenders) => {
  const figures = await interleaved(
    contenders,
    ROUNDS,
    ({ client }) => client.docker.text`run --rm --network none busybox true`,
  );
  printTable('docker run --rm --network none busybox true', figures);
});
