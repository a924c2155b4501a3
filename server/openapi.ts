import type { z } from 'zod';
import { agentSchema } from '../lib/contract/agent.ts';
import { customerSchema, personSchema, phoneSchema, preferredHoursSchema, serviceSchema } from '../lib/contract/customer.ts';
import { errorSchema } from '../lib/contract/errors.ts';
import { importedRowSchema, importRowSchema } from '../lib/contract/import.ts';
import { mutationSchema } from '../lib/contract/mutation.ts';
import { findingSchema, phraseListSchema } from '../lib/contract/phrases.ts';
import { placeSchema } from '../lib/contract/place.ts';
import { reasonSchema } from '../lib/contract/reason.ts';
import { recordContentSchema, recordSchema } from '../lib/contract/record.ts';
import { scriptSchema, stepSchema } from '../lib/contract/script.ts';
import { taskSchema } from '../lib/contract/task.ts';
import { walkSchema } from '../lib/contract/walk.ts';
import { clockInfoSchema, guaranteesSchema, workSchema } from '../lib/contract/wire.ts';
import type { App } from './app.ts';

/** The contract's things by their names. The generator writes every schema out where it is used; these become references. */
const named: { [name: string]: z.ZodType } = {
  Agent: agentSchema,
  ClockInfo: clockInfoSchema,
  Customer: customerSchema,
  Error: errorSchema,
  Finding: findingSchema,
  Guarantees: guaranteesSchema,
  ImportRow: importRowSchema,
  ImportedRow: importedRowSchema,
  Mutation: mutationSchema,
  Person: personSchema,
  Phone: phoneSchema,
  PhraseList: phraseListSchema,
  Place: placeSchema,
  PreferredHours: preferredHoursSchema,
  Reason: reasonSchema,
  Record: recordSchema,
  RecordContent: recordContentSchema,
  Script: scriptSchema,
  Service: serviceSchema,
  Step: stepSchema,
  Task: taskSchema,
  Walk: walkSchema,
  Work: workSchema,
};

const mutationReference = { $ref: '#/components/schemas/Mutation' };

const made = new WeakMap<App, object>();

/** OpenAPI 3.1 of what the app really serves. Made once: anybody may ask for it, and it takes a second. */
export function openApiDocument(app: App): object {
  const known = made.get(app);
  if (known) return known;
  const document = makeDocument(app);
  made.set(app, document);
  return document;
}

function makeDocument(app: App): object {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'From POST /v1/enrol.' });
  // A copy, made now: a schema that was made before the generator was loaded lacks what it adds to schemas.
  for (const [name, schema] of Object.entries(named)) app.openAPIRegistry.register(name, schema.clone());
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Callside endpoint',
      version: '1',
      description: 'Times are UTC milliseconds. Every refusal has the shape Error.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/', description: 'The endpoint that answers this' }],
  });
  const schemas = document.components?.schemas ?? {};
  const nameOf = new Map(Object.entries(schemas).map(([name, schema]) => [JSON.stringify(schema), name]));
  const paths = Object.entries(document.paths ?? {}).map(([path, methods]) => {
    const named = Object.entries(methods).map(([method, operation]) => [method, { operationId: operationIdOf(method, path), ...(operation as object) }]);
    return [path, Object.fromEntries(named)];
  });
  const complete = { ...document, paths: withMutations(Object.fromEntries(paths)) };
  return withReferences(complete, nameOf, null) as object;
}

/** `post /v1/content/save-draft` is `postContentSaveDraft`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/v1\//, '')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/);
  return [method, ...words.filter((word) => word !== '').map((word) => word[0]?.toUpperCase() + word.slice(1))].join('');
}

/** A push takes whatever stands in its rows and judges each by itself; what a good one looks like is said all the same. */
function withMutations(paths: object): object {
  return JSON.parse(JSON.stringify(paths), (key, value: unknown) =>
    key === 'mutations' ? { ...(value as object), items: mutationReference } : value,
  ) as object;
}

/** Puts a reference wherever one of the named schemas stands written out. `self` is the definition that is being written. */
function withReferences(value: unknown, nameOf: ReadonlyMap<string, string>, self: string | null): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const name = nameOf.get(JSON.stringify(value));
  if (name !== undefined && name !== self) return { $ref: `#/components/schemas/${name}` };
  if (Array.isArray(value)) return value.map((item) => withReferences(item, nameOf, null));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      withReferences(item, nameOf, name === undefined && nameOf.get(JSON.stringify(item)) === key ? key : null),
    ]),
  );
}
