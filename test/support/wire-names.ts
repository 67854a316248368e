// Collects the names that other systems know. The sources are registrations, schemas and documents at run time, and
// types for the others.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import resources from '../../infra/resources.json' with { type: 'json' };
import { help as applyHelp } from '../../infra/apply/cli-options.ts';
import { createOpenApiDocument } from '../../shared/contract/openapi/document.ts';
import { settingNames } from '../../shared/config.ts';
import { callSchema } from '../../shared/domain/call/call.ts';
import { configurationSchemas } from '../../shared/domain/configuration/documents.ts';
import { contactSchema } from '../../shared/domain/contact/contact.ts';
import { numberRecordSchema } from '../../shared/domain/contact/number-record.ts';
import { faultSchema, importRunSchema } from '../../shared/domain/intake/import.ts';
import { lineReservationsSchema } from '../../shared/domain/pacing/line-reservations.ts';
import { readingSchema } from '../../shared/domain/pacing/abandonment.ts';
import { countersSchema } from '../../shared/domain/report/counters.ts';
import { representativeSchema } from '../../shared/domain/representative/representative.ts';
import { deliverySchema } from '../../shared/domain/task/delivery.ts';
import { taskSchema } from '../../shared/domain/task/task.ts';
import { noticeSchema } from '../../shared/domain/webhooks/notice.ts';
import { subscriptionSchema } from '../../shared/domain/webhooks/subscription.ts';
import { webhookEventSchema } from '../../shared/domain/webhooks/outcome-event.ts';
import * as messages from '../../shared/contract/messages.ts';
import { containers, queues } from '../../shared/resource-names.ts';
import { functionFilesIn, loadFunctionFiles } from '../local-azure/host/app/function-files.ts';
import { help as startHelp } from '../local-azure/stack/flags.ts';

/** Sorted names by group. */
export type WireNames = Record<string, readonly string[]>;

const root = join(import.meta.dirname, '../..');

const stored: Record<string, z.ZodType> = {
  task: taskSchema,
  delivery: deliverySchema,
  call: callSchema,
  contact: contactSchema,
  number: numberRecordSchema,
  import: importRunSchema,
  importFault: faultSchema,
  notice: noticeSchema,
  subscription: subscriptionSchema,
  representative: representativeSchema,
  counters: countersSchema,
  reading: readingSchema,
  lineReservations: lineReservationsSchema,
  ...configurationSchemas,
};

const posted: Record<string, z.ZodType> = {
  webhookEvent: webhookEventSchema,
  pacing: messages.paceMessageSchema,
  dial: messages.dialMessageSchema,
  reattempts: z.union([messages.wakeMessageSchema, messages.reviseMessageSchema]),
  notices: messages.noticeMessageSchema,
  sms: messages.smsMessageSchema,
};

export async function collectWireNames(): Promise<WireNames> {
  const document: unknown = JSON.parse(
    JSON.stringify(createOpenApiDocument('https://engine.example/api')),
  );
  const { paths, components } = document as {
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: Record<string, unknown> };
  };
  return {
    functions: await registeredFunctions(),
    operations: sorted(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    ),
    apiSchemas: sorted(Object.keys(components.schemas)),
    apiNames: namesOf(document),
    errorCodes: errorCodes(),
    queues: sorted(Object.values(queues)),
    containers: sorted(Object.values(containers)),
    ...infrastructureNames(),
    appSettings: sorted([...settingNames, ...exampleSettings()]),
    logEvents: logEvents(),
    flags: sorted([...flagsOf(startHelp), ...flagsOf(applyHelp)]),
    ...Object.fromEntries(
      Object.entries({ ...prefixed('stored', stored), ...prefixed('posted', posted) }).map(
        ([name, schema]) => [name, namesOf(z.toJSONSchema(schema, jsonOptions))],
      ),
    ),
  };
}

const jsonOptions = { io: 'output', unrepresentable: 'any' } as const;

const prefixed = (prefix: string, schemas: Record<string, z.ZodType>) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`${prefix}.${name}`, schema]),
  );

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** The property names and the fixed values of a JSON schema. A value is quoted. */
function namesOf(schema: unknown): string[] {
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties') names.push(...Object.keys(inner as object));
      if (key === 'const' && typeof inner === 'string') names.push(`'${inner}'`);
      if (key === 'enum') names.push(...(inner as unknown[]).map((one) => `'${String(one)}'`));
      visit(inner);
    }
  };
  visit(schema);
  return sorted(names);
}

/** Each registered function with its trigger, and what Azure or a caller knows of it. */
async function registeredFunctions(): Promise<string[]> {
  const { functions } = await loadFunctionFiles(await functionFilesIn(root, false));
  const known = [
    'type',
    'route',
    'methods',
    'authLevel',
    'queueName',
    'path',
    'schedule',
    'source',
  ];
  return sorted(
    functions.map(({ metadata }) => {
      const bindings = Object.values(metadata.bindings) as unknown as Record<string, unknown>[];
      const [trigger = {}] = bindings.filter(({ type }) => String(type).endsWith('Trigger'));
      const facts = known.flatMap((key) =>
        Object.hasOwn(trigger, key) ? [`${key}=${String(trigger[key])}`] : [],
      );
      return [metadata.name, ...facts].join(' ');
    }),
  );
}

const sources = (pattern: string) =>
  globSync(pattern, { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));

/** Kinds of errors, and reasons of refusals. */
function errorCodes(): string[] {
  const kinds = sources('shared/errors.ts').flatMap((text) => [
    ...text.matchAll(/readonly (?:kind|reason) = '(\w+)'/g),
  ]);
  const reasons = sources('shared/**/*.ts').flatMap((text) => [
    ...text.matchAll(/new NotAllowed\(\s*'(\w+)'/g),
    ...text.matchAll(/LifecycleRefusal = ('.*');/g),
  ]);
  return sorted(
    [...kinds, ...reasons].flatMap(([, found = '']) => found.replaceAll("'", '').split(' | ')),
  );
}

/** What infra/resources.json names in addition to the queues and containers of the code. */
function infrastructureNames(): WireNames {
  const { cosmos, blob, eventGrid } = resources;
  return {
    databases: [cosmos.database],
    blobContainers: sorted(blob.containers.map(({ name }) => name)),
    eventGridSubscriptions: sorted(
      eventGrid.subscriptions.map(({ name, endpoint, eventTypes }) =>
        [name, `endpoint=${endpoint}`, ...eventTypes].join(' '),
      ),
    ),
  };
}

const logEvents = (): string[] =>
  sorted(
    sources('shared/ports/log.ts').flatMap((text) =>
      [...text.matchAll(/^ {2}'([\w.]+)':/gm)].map(([, name = '']) => name),
    ),
  );

function exampleSettings(): string[] {
  const example = readFileSync(join(root, 'local.settings.example.json'), 'utf8');
  return Object.keys((JSON.parse(example) as { Values: object }).Values);
}

const flagsOf = (help: string): string[] => help.match(/--[a-z][a-z-]*/g) ?? [];
