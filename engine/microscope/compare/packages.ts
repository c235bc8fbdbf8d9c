import type { ComparedPackage } from '../../api/types/microscope.ts';
import type { Package } from './package-lists.ts';
import { asDebian, compareVersions } from './version-order.ts';

/** The packages that are new, gone, or of another version, sorted by name. */
export function comparePackages(from: readonly Package[], to: readonly Package[]): ComparedPackage[] {
  const before = byKey(from);
  const after = byKey(to);
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key): ComparedPackage[] => {
    const [was, is] = [before.get(key), after.get(key)];
    const known = is ?? was;
    if (known === undefined || was?.version === is?.version) return [];
    const { manager, name, architecture } = known;
    const versions = { from: was?.version ?? null, to: is?.version ?? null };
    return [{ manager, name, architecture, ...versions, change: changeBetween(was, is) }];
  });
}

function changeBetween(was: Package | undefined, is: Package | undefined): ComparedPackage['change'] {
  if (was === undefined) return 'added';
  if (is === undefined) return 'removed';
  const spelled = was.manager === 'apk' ? asDebian : (version: string) => version;
  return compareVersions(spelled(was.version), spelled(is.version)) < 0 ? 'upgraded' : 'downgraded';
}

function byKey(packages: readonly Package[]): ReadonlyMap<string, Package> {
  return new Map(packages.map((one) => [`${one.name}\0${one.architecture}\0${one.manager}`, one]));
}
