import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { serveStatic } from './static-files.ts';

async function page(): Promise<string> {
  const folder = await tempFolder();
  const root = join(folder, 'page');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(root, 'assets/main-abc123.js'), 'run()');
  await writeFile(join(root, 'icon.svg'), '<svg/>');
  await writeFile(join(folder, 'secret.txt'), 'treasure');
  await mkdir(join(folder, 'page-secret'));
  await writeFile(join(folder, 'page-secret/x.txt'), 'treasure');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  return root;
}

function get(root: string, path: string, method = 'GET'): Promise<Response> {
  return serveStatic(root, new Request(`http://page${path}`, { method }));
}

describe('the page’s files', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/icon.svg', 'image/svg+xml', 'no-cache'],
    ['/assets/main-abc123.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('have their type and are kept as long as their name lasts: %s', async (path, type, cache) => {
    const response = await get(await page(), path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe(cache);
  });

  it('answer a route of the page with its index', async () => {
    const response = await get(await page(), '/containers/3fa1/logs');
    expect(await response.text()).toBe('<!doctype html>');
  });

  it('answer HEAD with the length and no body', async () => {
    const response = await get(await page(), '/icon.svg', 'HEAD');
    expect(response.headers.get('content-length')).toBe('6');
    expect(await response.text()).toBe('');
  });

  it('are 404 when a named file is missing, so that an old asset is not taken for a page', async () => {
    expect((await get(await page(), '/assets/main-old.js')).status).toBe(404);
  });

  it('are not for writing', async () => {
    expect((await get(await page(), '/', 'POST')).status).toBe(405);
  });

  it('say what to do when the page is not built', async () => {
    const response = await get(join(await tempFolder(), 'none'), '/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });
});

describe('a path that tries to leave the page’s folder', () => {
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../page-secret/x.txt',
    '/..%2fpage-secret%2fx.txt',
    '/link.txt',
    '/secret.txt%00.js',
    '//etc/passwd.txt',
    '/%2fetc%2fpasswd.txt',
    '/%ff',
  ])('gets nothing: %s', async (path) => {
    const response = await get(await page(), path);
    expect([400, 404]).toContain(response.status);
    expect(await response.text()).not.toContain('treasure');
  });
});
