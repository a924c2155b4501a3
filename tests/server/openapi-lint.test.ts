import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { bench } from './support.ts';

async function problemsOf(document: unknown): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`);
}

describe('redocly lint of openapi.json', () => {
  it('finds nothing, by the recommended rules', async () => {
    const b = await bench();
    expect(await problemsOf((await b.get('/v1/openapi.json')).body)).toEqual([]);
  }, 30_000);

  it('finds what is wrong when something is', async () => {
    const b = await bench();
    const { security: _, ...broken } = (await b.get('/v1/openapi.json')).body as { security?: unknown; info: { license?: unknown } };
    expect((await problemsOf({ ...broken, info: { ...broken.info, license: undefined } })).join()).toMatch(/info-license/);
  }, 30_000);
});
