/** A port of the host that is to be held, and where what arrives there goes. */
export interface ListenWish {
  /** Names it to whoever asked. */
  readonly key: string;
  readonly protocol: 'tcp' | 'udp';
  readonly hostIp: string;
  readonly hostPort: number;
  /** The container's address and port. */
  readonly address: string;
  readonly port: number;
}
