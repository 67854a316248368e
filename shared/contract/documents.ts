// Configuration documents as they come in: the page's defaults are filled in once, here, and what is stored is whole.
import { z } from 'zod';
import { engagementDefaults } from '../domain/engagement/defaults.ts';
import { engagementSchema } from '../domain/engagement/engagement.ts';
import { queueDefaults, queueSchema } from '../domain/queue.ts';
import { representativeSchema } from '../domain/representative/representative.ts';
import { workstreamDefaults, workstreamSchema } from '../domain/workstream.ts';
import { InvalidInput } from '../errors.ts';
import { issuesOf } from './issues.ts';

const bodySchema = z.record(z.string(), z.unknown(), { error: 'must be a JSON object' });

export const readWorkstream = (id: string, body: unknown) =>
  read('workstream', workstreamSchema, id, body, workstreamDefaults);

export const readQueue = (id: string, body: unknown) =>
  read('queue', queueSchema, id, body, queueDefaults);

export function readEngagement(id: string, body: unknown) {
  const { data } = bodySchema.safeParse(body);
  const channel = data?.['channel'] === 'sms' ? 'sms' : 'voice';
  // What was read may be written back: where it is in its life is shown with it, and moved by operations alone.
  const { lifecycle: _shown, ...given } = data ?? {};
  const document = data === undefined ? body : given;
  return read('engagement', engagementSchema, id, document, engagementDefaults[channel]);
}

const profileSchema = representativeSchema.omit({
  presence: true,
  type: true,
  schemaVersion: true,
});

export const readProfile = (id: string, body: unknown) =>
  read('representative', profileSchema, id, body, { queues: [], skills: [] });

/** The id of the path is the document's; a body that names another one is refused. */
function read<T>(
  kind: string,
  schema: z.ZodType<T>,
  id: string,
  body: unknown,
  defaults: Record<string, unknown>,
): T {
  const given = bodySchema.safeParse(body);
  if (given.error !== undefined) {
    const issues = issuesOf(given.error, { input: body, schema: bodySchema });
    throw new InvalidInput(`The ${kind} is not valid.`, issues);
  }
  if (given.data['id'] !== undefined && given.data['id'] !== id) {
    const issue = { path: 'id', message: `must be '${id}', as in the path` };
    throw new InvalidInput(`The ${kind} is not valid.`, [issue]);
  }
  const input = { ...filled(defaults, given.data), id };
  const { data, error } = schema.safeParse(input);
  if (error !== undefined) {
    throw new InvalidInput(`The ${kind} is not valid.`, issuesOf(error, { input, schema }));
  }
  return data;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `given` over `defaults`, object by object; a list is taken whole. */
function filled(
  defaults: Record<string, unknown>,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...defaults, ...given };
  for (const [name, value] of Object.entries(given)) {
    const preset = defaults[name];
    if (isObject(value) && isObject(preset)) result[name] = filled(preset, value);
  }
  return result;
}
