// A tiny engine for tests: answers /_ping and /gantry/status, and misbehaves as GANTRY_FAKE says.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { 'data-root': { type: 'string' }, 'exec-root': { type: 'string' }, socket: { type: 'string' } },
});
const socket = values.socket ?? '';
const behaviour = process.env['GANTRY_FAKE'] ?? '';

if (behaviour === 'fails') {
  for (let line = 1; line <= 300; line++) process.stderr.write(`line ${line}\n`);
  process.exit(3);
}
if (behaviour === 'stubborn') process.on('SIGTERM', () => undefined);
else
  process.on('SIGTERM', () => {
    rmSync(socket, { force: true });
    process.exit(0);
  });

rmSync(socket, { force: true });
createServer((request, response) => {
  if (request.url === '/_ping') response.end('OK');
  else if (request.url === '/gantry/status') response.end('{}');
  else if (request.url === '/version') response.end(JSON.stringify({ Version: 'fake' }));
  else {
    response.statusCode = 404;
    response.end(JSON.stringify({ message: 'page not found' }));
  }
}).listen(socket, () => process.stdout.write(`listening on unix://${socket}\n`));
