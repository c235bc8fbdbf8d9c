import { withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const ROUNDS = 20;

await withContenders(async (contenders) => {
  for (const { client } of contenders)
    await client.docker.text`run -d --name host --network none busybox sleep 3600`;
  const figures = await interleaved(contenders, ROUNDS, ({ client }) => client.docker.text`exec host true`);
  printTable('docker exec host true', figures);
});
