/** Docker's filters take names and ids as regular expressions; what is not one is taken literally. */
export function matchesText(pattern: string, text: string): boolean {
  if (text.includes(pattern)) return true;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}
