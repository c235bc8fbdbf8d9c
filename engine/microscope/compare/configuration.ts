import type { ComparedField } from '../../api/types/microscope.ts';
import type { ImageConfig } from '../../images/image-config.ts';

/** Settings whose elements are told one by one. */
const BY_KEY: ReadonlySet<string> = new Set(['Env', 'Labels', 'ExposedPorts', 'Volumes']);

/** The settings that differ between two images: the configuration of containers made from them, and their platform. */
export function compareConfiguration(from: ImageConfig, to: ImageConfig): ComparedField[] {
  const before = fieldsOf(from);
  const after = fieldsOf(to);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [field = '', key] = name.split('\0');
    const values = { from: before.get(name) ?? null, to: after.get(name) ?? null };
    return values.from === values.to ? [] : [{ field, key: key ?? null, ...values }];
  });
}

/** Every setting as text, by its name, and its key after a zero byte. Empty ones are as good as missing. */
function fieldsOf(image: ImageConfig): ReadonlyMap<string, string> {
  const fields = new Map<string, string>([
    ['Os', image.os],
    ['Architecture', image.architecture],
  ]);
  if (image.variant !== undefined) fields.set('Variant', image.variant);
  for (const [field, value] of Object.entries(image.config)) {
    if (isEmpty(value)) continue;
    if (!BY_KEY.has(field)) fields.set(field, typeof value === 'string' ? value : JSON.stringify(value));
    else for (const [key, element] of elementsOf(value)) fields.set(`${field}\0${key}`, element);
  }
  return fields;
}

/** `NAME=VALUE` lists and maps as pairs; ports and volumes have no values. */
function elementsOf(value: unknown): [string, string][] {
  if (Array.isArray(value)) {
    return value.map((line: unknown) => {
      const [name = '', ...rest] = String(line).split('=');
      return [name, rest.join('=')];
    });
  }
  return Object.entries(value as Record<string, unknown>).map(([key, element]) => [
    key,
    typeof element === 'string' ? element : '',
  ]);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
