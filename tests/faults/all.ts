import { browserKilled } from './browser-killed.ts';
import { durability, strictWrites } from './durability.ts';
import { endpointKilled, endpointKilledOnPostgres } from './endpoint-killed.ts';
import type { Fault } from './fault.ts';
import { badNetwork, replyLost } from './network.ts';
import { requestAgain, requestAgainByClock } from './request-again.ts';
import { storageDamaged } from './storage-damaged.ts';
import { workerKilled } from './worker-killed.ts';

export const withoutBrowser: readonly Fault[] = [badNetwork, replyLost, requestAgainByClock, requestAgain, endpointKilled, endpointKilledOnPostgres];

/** These want Chromium and the built extension. */
export const withBrowser: readonly Fault[] = [workerKilled, browserKilled, storageDamaged, strictWrites, durability];
