import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { errnoOf } from '../desktop-error.ts';
import { failure } from './answers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Serves the built page from `root`. Files under `/assets/` carry a hash in their names and may be kept for ever, all
 * others are asked for again. An address without a file (`/containers/abc`) is a route of the page and gets its
 * `index.html`. Never answers with a file outside `root`, links included.
 */
export async function serveStatic(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return failure(405, 'Only GET and HEAD are served here.');
  const path = pathWithin(new URL(request.url).pathname);
  if (path === undefined) return failure(400, 'This address cannot be a file.');
  const file = await fileBelow(root, path);
  if (file !== undefined) return respond(request, file, path);
  if (extname(path) !== '') return failure(404, `There is no ${path}.`);
  const index = await fileBelow(root, '/index.html');
  if (index !== undefined) return respond(request, index, '/index.html');
  return failure(503, 'The page of Gantry is not built; run "npm run build".');
}

/** The decoded path, or undefined when it holds what no file of ours has in its name. */
function pathWithin(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') || path.includes('\\') || path.split('/').includes('..') ? undefined : path;
  } catch {
    return undefined;
  }
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
}

async function fileBelow(root: string, path: string): Promise<FoundFile | undefined> {
  try {
    const [top, file] = await Promise.all([realpath(root), realpath(join(root, path))]);
    if (!file.startsWith(top + sep)) return undefined;
    const info = await stat(file);
    return info.isFile() ? { path: file, size: info.size } : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

function respond(request: Request, file: FoundFile, path: string): Response {
  const headers = {
    'content-type': TYPES[extname(file.path)] ?? 'application/octet-stream',
    'content-length': String(file.size),
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (request.method === 'HEAD') return new Response(null, { headers });
  return new Response(Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>, { headers });
}
