/** Something in a logical line that cannot be read. `parseDockerfile` turns it into a `DockerfileError`. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
  /** In the logical line's text. */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}
