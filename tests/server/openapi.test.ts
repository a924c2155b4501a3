import { describe, expect, it } from 'vitest';
import { bench } from './support.ts';

type Document = {
  openapi: string;
  paths: { [path: string]: { [method: string]: { security?: unknown; responses: object } } };
  components: { schemas: { [name: string]: unknown } };
};

describe('openapi.json', () => {
  it('names every route, what it takes, and the one shape of error', async () => {
    const b = await bench();
    const { body, status } = await b.get('/v1/openapi.json');
    const document = body as Document;
    expect([status, document.openapi]).toEqual([200, '3.1.0']);
    const routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(routes.sort()).toEqual([
      'get /v1/divergences',
      'get /v1/events',
      'get /v1/health',
      'get /v1/me',
      'get /v1/pull',
      'get /v1/ready',
      'get /v1/records',
      'get /v1/records/{id}',
      'post /v1/claims',
      'post /v1/codes',
      'post /v1/content/check',
      'post /v1/content/draft',
      'post /v1/content/drop-draft',
      'post /v1/content/history',
      'post /v1/content/list',
      'post /v1/content/publish',
      'post /v1/content/rollback',
      'post /v1/content/save-draft',
      'post /v1/content/version',
      'post /v1/content/withdraw',
      'post /v1/customers/erase',
      'post /v1/customers/list',
      'post /v1/devices/list',
      'post /v1/devices/revoke',
      'post /v1/enrol',
      'post /v1/find',
      'post /v1/imports',
      'post /v1/people/code',
      'post /v1/people/list',
      'post /v1/people/save',
      'post /v1/places/list',
      'post /v1/places/save',
      'post /v1/presence',
      'post /v1/presence/list',
      'post /v1/push',
      'post /v1/records/options',
      'post /v1/records/search',
      'post /v1/refresh',
      'post /v1/sign-in',
      'post /v1/sign-out',
    ]);
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const operation of Object.values(methods)) {
        if (['/v1/health', '/v1/ready', '/v1/enrol', '/v1/refresh', '/v1/sign-in'].includes(path)) continue;
        expect([path, operation.security]).toEqual([path, [{ token: [] }]]);
        expect(JSON.stringify(operation.responses)).toContain('#/components/schemas/Error');
      }
    }
  });

  it('has every reference it uses, and answers the same twice', async () => {
    const b = await bench();
    const { body } = await b.get('/v1/openapi.json');
    const text = JSON.stringify(body);
    const { schemas } = (body as Document).components;
    const used = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? ''));
    expect(used.size).toBeGreaterThan(15);
    for (const name of used) {
      expect(schemas).toHaveProperty(name);
      expect(schemas[name]).not.toEqual({ $ref: `#/components/schemas/${name}` });
    }
    expect((await b.get('/v1/openapi.json')).body).toEqual(body);
  });
});
