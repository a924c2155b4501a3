import { endpointKilled } from './endpoint-killed.ts';
import type { Fault } from './fault.ts';
import { badNetwork, replyLost } from './network.ts';

/** In the order of the soak. */
export const faults: readonly Fault[] = [badNetwork, replyLost, endpointKilled];
