// Asks a URL without a pause until its input ends, then prints what came of it as JSON: on connections that are kept, and on a
// new one for each request. Arguments: the URL, how many at a time of each kind.
import { once } from 'node:events';
import { Agent, request } from 'node:http';

const [url = '', count = '4'] = process.argv.slice(2);
const result = { kept: 0, fresh: 0, keptFailures: [], freshFailures: [] };
const keeping = new Agent({ keepAlive: true });
const fresh = new Agent({ keepAlive: false });
let goesOn = true;

function ask(agent) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, timeout: 5000 }, (response) => {
      response.resume();
      response.on('end', resolve);
      response.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error('timeout')));
    asked.on('error', reject);
    asked.end();
  });
}

async function client(agent, kind) {
  while (goesOn) {
    try {
      await ask(agent);
      result[kind] += 1;
    } catch (error) {
      result[`${kind}Failures`].push(error.code ?? error.message);
    }
    if (agent === fresh) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const clients = Array.from({ length: Number(count) }, () => [
  client(keeping, 'kept'),
  client(fresh, 'fresh'),
]);
process.stdout.write('ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
goesOn = false;
await Promise.all(clients.flat());
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit();
