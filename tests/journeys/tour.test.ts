import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCamera } from '../../tools/tour/camera.ts';
import { aroundOpening } from '../../tools/tour/demo-clock.ts';
import { playTour } from '../../tools/tour/play.ts';
import { openStage } from '../../tools/tour/stage.ts';

it('plays the tour of `npm start` to its end, with three complete records at the endpoint', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'callside-tour-'));
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  let openAt = 0;
  const stage = await openStage({
    dataDir: join(folder, 'data'),
    profileDir: join(folder, 'profile'),
    port: 0,
    headless: true,
    language: 'en',
    startAt: (place, from) => {
      const { closed, open } = aroundOpening(place, from);
      openAt = open;
      return closed;
    },
    say,
  });
  try {
    const { records, missing } = await playTour({ stage, camera: createCamera(join(folder, 'pictures')), say, openAt });
    expect({ missing, faults: records.map(({ faults }) => faults) }).toEqual({ missing: 0, faults: [[], [], []] });
    expect(said.join('\n')).toContain('An abusive customer');
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});
