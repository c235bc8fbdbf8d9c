const SPACE = /\s/u;

/** Collects words: plain characters are split at blanks, quoted and escaped ones are not. */
export class WordList {
  readonly #words: string[] = [];
  #word = '';

  /** Text that came from no quotes: blanks end words. */
  addSplit(text: string): void {
    for (const char of text) {
      if (!SPACE.test(char)) this.#word += char;
      else this.#end();
    }
  }

  /** Text as it is. */
  addWhole(text: string): void {
    this.#word += text;
  }

  words(): readonly string[] {
    this.#end();
    return this.#words;
  }

  #end(): void {
    if (this.#word === '') return;
    this.#words.push(this.#word);
    this.#word = '';
  }
}
