import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fault } from '../../base/errors.ts';
import { IgnorePatterns, readIgnoreFile } from '../../builder/ignore/ignore-patterns.ts';
import type { Project } from '../model/project.ts';
import type { Service, WatchRule } from '../model/service.ts';

/** A rule of a service, ready to be asked. */
export interface Rule {
  readonly service: Service;
  readonly rule: WatchRule;
  /** For a path below the rule's. */
  readonly isIgnored: (path: string) => boolean;
  readonly isMeant: (path: string) => boolean;
}

/** What editors and git leave beside files for a moment. */
const ALWAYS = [
  '.git',
  '**/.git',
  '**/.*.swp',
  '**/.*.swx',
  '**/*~',
  '**/4913',
  '**/.#*',
  '**/___jb_*___',
  '**/.DS_Store',
];

/** The rules of the services. Throws `invalid` when there are none, and for one that lacks what its action needs. */
export async function rulesOf(project: Project, services: readonly string[] = []): Promise<readonly Rule[]> {
  const chosen = Object.values(project.services).filter(
    ({ name }) => services.length === 0 || services.includes(name),
  );
  const rules = await Promise.all(
    chosen.flatMap((service) => (service.develop?.watch ?? []).map((rule) => ready(service, rule))),
  );
  if (rules.length === 0) throw fault('invalid', 'no service has rules to watch by (`develop.watch`)');
  return rules;
}

async function ready(service: Service, rule: WatchRule): Promise<Rule> {
  if (rule.action.startsWith('sync') && rule.target === undefined)
    throw fault('invalid', `service ${service.name}: \`develop.watch\` of ${rule.path} needs a target`);
  if (rule.action === 'rebuild' && service.build === undefined)
    throw fault(
      'invalid',
      `service ${service.name}: \`develop.watch\` of ${rule.path} rebuilds, but there is no build section`,
    );
  const ofContext = rule.path === service.build?.context ? await dockerIgnore(rule.path) : [];
  const ignored = new IgnorePatterns([...ofContext, ...ALWAYS, ...(rule.ignore ?? [])]);
  const included = rule.include === undefined ? undefined : new IgnorePatterns(rule.include);
  return {
    service,
    rule,
    isIgnored: (path) => path !== '' && ignored.ignores(path),
    isMeant: (path) => path === '' || included === undefined || included.ignores(path),
  };
}

async function dockerIgnore(folder: string): Promise<readonly string[]> {
  try {
    return readIgnoreFile(await readFile(join(folder, '.dockerignore'), 'utf8'));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
