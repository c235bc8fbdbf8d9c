/** One thing that has to be done to an image so that it becomes what a container is. Paths are absolute texts. */
export type Step =
  | { readonly kind: 'remove'; readonly path: string }
  | {
      readonly kind: 'copy';
      readonly path: string;
      readonly folder: boolean;
      readonly owner: string | undefined;
    }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'mode'; readonly path: string; readonly mode: number }
  | { readonly kind: 'owner'; readonly path: string; readonly owner: string }
  | { readonly kind: 'note'; readonly text: string };

/** The lines for these steps: what goes first, then what comes, links, and at last modes and owners. */
export function dockerfileLines(steps: readonly Step[]): string[] {
  const of = <K extends Step['kind']>(kind: K) =>
    steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);
  const commands = [
    ...of('link').map(({ path, target }) => `ln -sfn ${shell(target)} ${shell(path)}`),
    // Owners first: changing one takes setuid away.
    ...of('owner').map(({ path, owner }) => `chown ${owner} ${shell(path)}`),
    ...of('mode').map(({ path, mode }) => `chmod ${mode.toString(8).padStart(4, '0')} ${shell(path)}`),
  ];
  return [
    ...of('note').map(({ text }) => `# ${text}`),
    ...run(
      of('remove').length > 0
        ? [
            `rm -rf ${of('remove')
              .map(({ path }) => shell(path))
              .join(' \\\n      ')}`,
          ]
        : [],
    ),
    ...of('copy').map(copy),
    ...run(commands),
  ];
}

/** Where a path lies in the build context. */
export function contextPath(path: string): string {
  return path.slice(1);
}

function copy({ path, folder, owner }: Extract<Step, { kind: 'copy' }>): string {
  const flag = owner === undefined ? '' : `--chown=${owner} `;
  const end = folder ? '/' : '';
  const [from, to] = [`${contextPath(path)}${end}`, `${path}${end}`];
  // Wildcards, variables and escapes mean something in both forms; blanks only in the first.
  if (/^[\w./@%+,:=~-]+$/.test(path)) return `COPY ${flag}${from} ${to}`;
  return `COPY ${flag}${JSON.stringify([escaped(from), to.replaceAll('$', '\\$')])}`;
}

/** As a pattern and with variables, of which a name means none. */
function escaped(name: string): string {
  return name.replaceAll('$', '\\$').replace(/[[*?]/g, '[$&]');
}

function run(commands: readonly string[]): string[] {
  return commands.length === 0 ? [] : [`RUN ${commands.join(' \\\n && ')}`];
}

function shell(word: string): string {
  return /^[\w./@%+,:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
