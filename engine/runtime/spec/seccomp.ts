/** A profile as people write it, in moby's format. */
export interface SeccompProfile {
  readonly defaultAction: string;
}
