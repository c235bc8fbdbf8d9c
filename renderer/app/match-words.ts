/** How well a command fits what was typed: every word must begin a word of its title or stand somewhere inside it. */
export function matchWords(_id: string, typed: string, texts: readonly string[] = []): number {
  const text = texts.join(' ').toLowerCase();
  let score = 1;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    const beginsWord = at === 0 || /[\s/:_-]/.test(text[at - 1] ?? '');
    score *= at === 0 ? 1 : beginsWord ? 0.9 : 0.6;
  }
  return score;
}
