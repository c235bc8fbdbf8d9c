// npm run compose -- [OPTIONS] COMMAND … : Compose projects from the command line, with the plan shown first (engine/compose/cli).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenStale } from './build.mjs';
import { BUILD, ensureNpmPackages, fail, requireNode } from './common.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

requireNode();
await ensureSystemPackages('npm');
await ensureNpmPackages();
await buildWhenStale(['engine']);

const program = join(BUILD, 'engine/compose.js');
if (!existsSync(program)) fail('there is no engine/compose/cli/compose.ts, so there is nothing to run.');

// npm changes to the project's folder; files are looked for where the person is.
process.chdir(process.env['INIT_CWD'] ?? process.cwd());
process.setSourceMapsEnabled(true);
process.argv[1] = program;
await import(pathToFileURL(program).href);
