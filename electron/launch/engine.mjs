// npm run engine -- --data-root D --exec-root E --socket S : only the engine, in the foreground.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenStale } from './build.mjs';
import { BUILD, ensureNpmPackages, fail, requireNode } from './common.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

requireNode();
await ensureSystemPackages('npm');
await ensureNpmPackages();
await ensureSystemPackages('run');
await buildWhenStale(['engine']);

const program = join(BUILD, 'engine/gantryd.js');
if (!existsSync(program)) fail('there is no engine/gantryd.ts yet, so there is nothing to start.');

// This process becomes the engine instead of starting one: signals, the exit code and stdout then need no passing on,
// and a SIGKILL to the process that was started never leaves an engine behind it.
process.setSourceMapsEnabled(true);
process.argv[1] = program;
await import(pathToFileURL(program).href);
