/** Shapes of `GET /gantry/ports/{port}`: whether a port of the host can be published. */

/** Who has a port of the host. */
export interface HostPortHolder {
  readonly kind: 'process' | 'container';
  /** The process's or the container's name. */
  readonly name: string;
  /** Of a process. */
  readonly pid?: number;
  /** Of a container. */
  readonly id?: string;
}

/** Answer of `GET /gantry/ports/{port}?protocol=tcp&address=0.0.0.0`. */
export interface HostPortState {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** '' for every address of the host. */
  readonly address: string;
  readonly free: boolean;
  /** Absent when the port is free, and when the kernel does not tell who has it. */
  readonly holder?: HostPortHolder;
  /** The port itself when it is free, else the next higher free one, else the next lower; absent when there is none. */
  readonly nearestFree?: number;
}
