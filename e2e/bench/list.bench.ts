import { withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const ROUNDS = 20;
const CONTAINERS = 50;

await withContenders(async (contenders) => {
  for (const { client } of contenders)
    for (let made = 0; made < CONTAINERS; made++)
      await client.docker.text`create --network none busybox true`;
  const cli = await interleaved(contenders, ROUNDS, ({ client }) => client.docker.text`ps -a`);
  printTable(`docker ps -a with ${CONTAINERS} containers`, cli);
  const api = await interleaved(contenders, ROUNDS, ({ client }) =>
    client.http.get('/containers/json?all=1'),
  );
  printTable('the same request without the client', api);
});
