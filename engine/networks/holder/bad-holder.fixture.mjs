// A holder that goes wrong while it is handed its ports: `deaf` never adopts one, `dies` ends once it was spoken to. Both say
// so in a file beside their socket.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const path = process.argv[2];
const dies = path.includes('-dies-');
const server = createServer((engine) => {
  let rest = '';
  engine.on('error', () => undefined);
  engine.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + String(text)).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const { ask, number } = JSON.parse(line);
      if (ask !== 'list') continue;
      const answer = JSON.stringify({ number, protocol: 1, pid: process.pid, wishes: [] });
      engine.write(`${answer}\n`, () => {
        writeFileSync(`${path}.spoken`, '');
        if (dies) process.kill(process.pid, 'SIGKILL');
      });
    }
  });
});
server.listen(path, () => process.send('ready'));
process.on('disconnect', () => process.exit());
