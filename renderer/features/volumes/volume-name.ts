const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Why a volume cannot have this name; undefined for one that it can have, and for none yet. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return undefined;
  if (name.length === 1) return 'Two characters at least.';
  if (!NAME.test(name)) return 'Letters, digits, “_”, “.” and “-”, beginning with a letter or a digit.';
  if (name.length > 255) return 'At most 255 characters.';
  return taken.includes(name) ? 'There is a volume of this name already.' : undefined;
}
