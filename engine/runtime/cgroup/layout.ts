/**
 * How the machine arranges control groups (cgroups(7)): `v1` with a hierarchy per controller, `hybrid` which is v1 plus
 * a v2 hierarchy without most controllers, `v2` with one hierarchy for all.
 */
export type CgroupMode = 'v1' | 'hybrid' | 'v2';
