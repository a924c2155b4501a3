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
    const served = b.app.routes.filter(({ method, path }) => ['GET', 'POST'].includes(method) && path !== '/v1/openapi.json');
    expect(routes.sort()).toEqual([...new Set(served.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`))].sort());
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
