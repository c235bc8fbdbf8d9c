// Stands for what runs in a container: tells who asks, and echoes; speaks HTTP on the port above. Arguments: a name, a TCP port, a
// UDP port.
import { createSocket } from 'node:dgram';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';

const [name, tcp, udp] = process.argv.slice(2);
const server = createServer({ allowHalfOpen: true }, (client) => {
  client.write(`${name} sees ${client.remoteAddress?.replace('::ffff:', '')}\n`);
  client.on('data', (data) => client.write(data));
  client.on('end', () => client.end('bye\n'));
  client.on('error', () => undefined);
});
createHttpServer((_request, response) => response.end(name)).listen(Number(tcp) + 1, '::');
server.listen(Number(tcp), '::', () => {
  const socket = createSocket('udp6');
  socket.on('message', (data, from) => {
    socket.send(
      `${name} sees ${from.address.replace('::ffff:', '')} ${data.toString()}`,
      from.port,
      from.address,
    );
  });
  socket.bind(Number(udp), '::', () => process.stdout.write('ready\n'));
});
