import type { StarterChoices, StarterKind, StarterLine } from '../types.ts';
import { goTemplate, javaTemplate, rustTemplate } from './compiled-templates.ts';
import { nodeTemplate, spaTemplate } from './node-template.ts';
import { BLANK, line, type Project, type Template } from './project.ts';
import { pythonTemplate } from './python-template.ts';
import { staticTemplate } from './static-template.ts';

/** The more particular before the more general: many projects have a package.json for their tools alone. */
const TEMPLATES: readonly Template[] = [
  goTemplate,
  rustTemplate,
  javaTemplate,
  spaTemplate,
  pythonTemplate,
  nodeTemplate,
  staticTemplate,
];

export interface Proposal {
  readonly choices: StarterChoices;
  readonly choosable: readonly (keyof StarterChoices)[];
  readonly dockerfile: readonly StarterLine[];
  readonly ignore: readonly StarterLine[];
}

/** What a folder looks like, best first. */
export function recognised(
  project: Project,
): readonly { readonly kind: StarterKind; readonly because: string }[] {
  return TEMPLATES.flatMap(({ kind, recognise }) => {
    const because = recognise(project);
    return because === undefined ? [] : [{ kind, because }];
  });
}

/** A Dockerfile and an ignore file for a folder; what is not chosen is taken from the folder. */
export function propose(project: Project, kind: StarterKind, chosen: Partial<StarterChoices>): Proposal {
  const template = TEMPLATES.find((one) => one.kind === kind) ?? staticTemplate;
  const mine = template.choosable.flatMap((name) => {
    const value = chosen[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const choices = { ...template.choices(project, chosen.port), ...Object.fromEntries(mine) };
  return {
    choices,
    choosable: template.choosable,
    dockerfile: template.dockerfile(project, choices),
    ignore: [...NEVER, BLANK, ...template.ignore(project)],
  };
}

const NEVER: readonly StarterLine[] = [
  line('.git', 'The history is large, and no part of the program.'),
  line('.env*', 'Secrets do not belong into images.'),
  line('Dockerfile*', 'The builder reads it anyway; a change of it alone makes no COPY run again.'),
  line('.dockerignore', 'The same.'),
  line('compose*.y*ml', 'How containers are run, not what is in them.'),
  line('.vscode', 'Editors’ settings.'),
  line('.idea', 'The same.'),
];

/** The file with the reasons as comments, each above what it is about. */
export function written(lines: readonly StarterLine[]): string {
  return `${lines.flatMap(({ text, why }) => (why === '' ? [text] : [`# ${why}`, text])).join('\n')}\n`;
}
