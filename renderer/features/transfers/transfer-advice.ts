/** What a person can do about a pull or push that failed. */
export interface Advice {
  readonly text: string;
  /** Logging in may help. */
  readonly login: boolean;
}

const ADVICE: readonly (readonly [RegExp, Advice])[] = [
  [
    /unauthorized|authentication required|no basic auth|denied|incorrect username|401|403/i,
    { text: 'The registry wants to know who you are, or the login may not do this.', login: true },
  ],
  [
    /manifest unknown|not found|does not exist|name unknown|404/i,
    { text: 'Check the spelling of the name and of the tag.', login: false },
  ],
  [
    /no matching manifest|platform/i,
    { text: 'The image was not built for this platform; choose another.', login: false },
  ],
  [
    /toomanyrequests|rate limit|429/i,
    { text: 'The registry counts requests. Wait, or log in for a higher limit.', login: true },
  ],
  [
    /x509|certificate|tls|http response to https/i,
    {
      text: 'The registry’s certificate is not trusted. Start the engine with --insecure-registry for a registry of your own.',
      login: false,
    },
  ],
  [
    /no space left|disk quota/i,
    { text: 'The disk is full. Reclaim space on the Disk page, then try again.', login: false },
  ],
  [
    /enotfound|eai_again|no such host|refused|timed? ?out|unreachable|reset/i,
    {
      text: 'The registry could not be reached. Check the name before the first slash, and the network.',
      login: false,
    },
  ],
];

export function adviceFor(message: string): Advice | undefined {
  return ADVICE.find(([words]) => words.test(message))?.[1];
}
