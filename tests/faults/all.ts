import { browserKilled } from './browser-killed.ts';
import { diskFull } from './disk-full.ts';
import { durability, strictWrites } from './durability.ts';
import { endpointKilled, endpointKilledOnPostgres } from './endpoint-killed.ts';
import type { Fault } from './fault.ts';
import { longOutage } from './long-outage.ts';
import { badNetwork, replyLost } from './network.ts';
import { panelClosed } from './panel-closed.ts';
import { publishingStorm } from './publishing-storm.ts';
import { requestAgain, requestAgainByClock } from './request-again.ts';
import { storageDamaged } from './storage-damaged.ts';
import { upgradeUnderUse } from './upgrade.ts';
import { workerKilled } from './worker-killed.ts';

export const withoutBrowser: readonly Fault[] = [badNetwork, replyLost, requestAgainByClock, requestAgain, endpointKilled, endpointKilledOnPostgres];

/** These want Chromium and the built extension. */
export const withBrowser: readonly Fault[] = [
  workerKilled,
  browserKilled,
  strictWrites,
  durability,
  storageDamaged,
  diskFull,
  longOutage,
  upgradeUnderUse,
  publishingStorm,
  panelClosed,
];
