/** A package that an image says it has. */
export interface Package {
  readonly manager: 'dpkg' | 'apk';
  readonly name: string;
  readonly architecture: string;
  readonly version: string;
}

/**
 * The packages in a dpkg status file (deb-control(5), one paragraph each). Those that are removed but keep their configuration
 * are left out; files below `status.d` (distroless images) have no `Status` at all.
 */
export function dpkgPackages(text: string): Package[] {
  return text.split(/\n\s*\n/).flatMap((paragraph): Package[] => {
    const fields = fieldsOf(paragraph);
    const name = fields.get('package');
    const version = fields.get('version');
    const status = fields.get('status');
    if (name === undefined || version === undefined) return [];
    if (status !== undefined && !/ (installed|unpacked|half-configured|triggers-\w+)$/.test(status))
      return [];
    return [{ manager: 'dpkg', name, architecture: fields.get('architecture') ?? '', version }];
  });
}

/** The packages in apk's installed database: lines `P:name`, `V:version`, `A:architecture`, an empty line after each package. */
export function apkPackages(text: string): Package[] {
  return text.split(/\n\n/).flatMap((paragraph): Package[] => {
    const name = /^P:(.+)$/m.exec(paragraph)?.[1];
    const version = /^V:(.+)$/m.exec(paragraph)?.[1];
    if (name === undefined || version === undefined) return [];
    return [{ manager: 'apk', name, architecture: /^A:(.+)$/m.exec(paragraph)?.[1] ?? '', version }];
  });
}

/** Fields by their names in small letters; only first lines, which is where the ones we want are. */
function fieldsOf(paragraph: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of paragraph.split('\n')) {
    const [, name, value] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name.toLowerCase(), value);
  }
  return fields;
}
