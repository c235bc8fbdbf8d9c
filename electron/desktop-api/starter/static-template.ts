import { expose, firstOf, line, type Project, type Template } from './project.ts';

/** Pages that are only served. */
export const staticTemplate: Template = {
  kind: 'static',
  choosable: ['version'],
  recognise(project) {
    const file = firstOf(project, 'index.html', 'public/index.html', 'dist/index.html', 'site/index.html');
    return file === undefined ? undefined : `${file} is there`;
  },
  choices: () => ({ version: '1', port: '80', command: 'nginx -g "daemon off;"' }),
  dockerfile: (project, { version, port }) => [
    line(`FROM nginx:${version}-alpine`, 'Serves files and nothing else.'),
    line(
      `COPY ${rootOf(project)} /usr/share/nginx/html`,
      'Where this server looks for pages, without what .dockerignore names.',
    ),
    ...expose(port),
  ],
  ignore: () => [line('node_modules', 'Tools for developing, not pages.')],
};

function rootOf(project: Project): string {
  const found = firstOf(project, 'index.html', 'public/index.html', 'dist/index.html', 'site/index.html');
  return found?.includes('/') === true ? `${found.slice(0, found.indexOf('/'))}/` : '.';
}
