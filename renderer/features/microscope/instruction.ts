/** The Dockerfile instruction that a history entry tells of, and what followed it. */
export function instructionOf(createdBy: string): { readonly name: string; readonly rest: string } {
  const text = createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/^(?:\/bin\/)?(?:ba|da|a)?sh -c /, 'RUN ')
    .replace(/^RUN \/bin\/sh -c /, 'RUN ')
    .replace(/\s*# buildkit$/, '')
    .trim();
  const match = /^([A-Z]{3,})\s+([\s\S]*)$/.exec(text);
  return match === null ? { name: '', rest: text } : { name: match[1] ?? '', rest: match[2] ?? '' };
}
