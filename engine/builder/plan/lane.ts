/** How much may wait at each end of a lane, by weight. */
const MOST_WAITING = 4 * 1024 * 1024;

export interface LaneRules<Message> {
  /** Roughly the bytes that a message takes; 0 for one that is never left out. */
  readonly weigh: (message: Message) => number;
  /** Stands for what was left out. */
  readonly leftOut: Message;
}

/**
 * Messages that wait for their turn. Of very many the first and the last are kept: whoever tells them is never held up, since
 * others may wait for that.
 */
export class Lane<Message> {
  readonly #rules: LaneRules<Message>;
  readonly #first: Message[] = [];
  readonly #last: Message[] = [];
  #firstWeight = 0;
  #lastWeight = 0;
  #isClipped = false;

  constructor(rules: LaneRules<Message>) {
    this.#rules = rules;
  }

  get isEmpty(): boolean {
    return this.#first.length + this.#last.length === 0;
  }

  get weight(): number {
    return this.#firstWeight + this.#lastWeight;
  }

  push(message: Message): void {
    const weight = this.#rules.weigh(message);
    if (this.#last.length === 0 && this.#firstWeight + weight <= MOST_WAITING) {
      this.#first.push(message);
      this.#firstWeight += weight;
      return;
    }
    this.#last.push(message);
    this.#lastWeight += weight;
    while (this.#lastWeight > MOST_WAITING) {
      const index = this.#last.findIndex((one) => this.#rules.weigh(one) > 0);
      for (const dropped of this.#last.splice(index, 1)) this.#lastWeight -= this.#rules.weigh(dropped);
      this.#isClipped = true;
    }
  }

  /** The next message, which is no longer in the lane; undefined for none. */
  next(): Message | undefined {
    const message = this.#first.shift();
    if (message !== undefined) {
      this.#firstWeight -= this.#rules.weigh(message);
      return message;
    }
    if (this.#isClipped) {
      this.#isClipped = false;
      return this.#rules.leftOut;
    }
    this.#first.push(...this.#last.splice(0));
    this.#firstWeight = this.#lastWeight;
    this.#lastWeight = 0;
    const later = this.#first.shift();
    if (later !== undefined) this.#firstWeight -= this.#rules.weigh(later);
    return later;
  }
}
