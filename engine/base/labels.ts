/** True when `labels` has what a `label` filter asks for: `key`, or `key=value`. */
export function hasLabel(
  labels: Readonly<Record<string, string>> | null | undefined,
  wanted: string,
): boolean {
  const [key = '', ...value] = wanted.split('=');
  if (labels == null || !Object.hasOwn(labels, key)) return false;
  return value.length === 0 || labels[key] === value.join('=');
}
