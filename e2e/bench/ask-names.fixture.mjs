// Runs in the network namespace of a container: asks 127.0.0.11 for each name in turn and prints how many milliseconds each
// question took, as JSON. Arguments: rounds, then names.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';

const [rounds = '1', ...names] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.connect(53, '127.0.0.11');
await once(socket, 'connect');

/** @type {number[]} */
const took = [];
for (let id = 1; id <= Number(rounds) * names.length; id++) {
  const name = names[id % names.length] ?? '';
  const message = encode({ type: 'query', id: id & 0xffff, flags: 0x100, questions: [{ name, type: 'A' }] });
  const begun = process.hrtime.bigint();
  socket.send(message);
  const [reply] = await once(socket, 'message', { signal: AbortSignal.timeout(5000) });
  took.push(Number(process.hrtime.bigint() - begun) / 1e6);
  if (decode(reply).answers?.length !== 1) throw new Error(`no answer for ${name}`);
}
socket.close();
console.log(JSON.stringify(took));
