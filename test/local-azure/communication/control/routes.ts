import { z } from 'zod';
import { type Lines } from '../calling/lines.ts';
import { type Register } from '../calling/register.ts';
import { type Answer, type Request } from '../http/exchange.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { bodyOf, Fault } from '../http/fault.ts';
import { route, type Route } from '../http/route.ts';
import { type Desktops, desktopSchema } from '../people/desktop.ts';
import { validNumber, type Directory, representativeSchema } from '../people/directory.ts';
import { personSchema } from '../people/person.ts';
import { populationSchema } from '../people/population.ts';
import { type EventGrid } from '../sms/grid.ts';
import { type Messages } from '../sms/messages.ts';
import { type Disorder, disorderSchema } from './disorder.ts';
import { type Direction, directions, type Journal } from './journal.ts';

const invalid = (why: string) => new Fault(400, 'InvalidInput', why);
const read = <T extends z.ZodType>(schema: T, request: Request) => bodyOf(schema, request, invalid);
const ok = (body: unknown): Answer => ({ status: 200, body });
const noContent: Answer = { status: 204 };

const crowdSchema = z.array(personSchema.extend({ number: z.string() }));
const subscriptionSchema = z.strictObject({ endpoint: callbackUrl });
const writtenSchema = z.strictObject({ to: z.string().min(3), message: z.string().min(1) });
const largestPage = 100_000;

function sinceOf(text: string | null): { seq?: number; at?: number } {
  if (text === null || text === '') return {};
  if (/^\d+$/.test(text)) return { seq: Number(text) };
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw invalid(`since must be a sequence number or an ISO instant, not '${text}'.`);
  return { at };
}

function limitOf(text: string | null): number {
  if (text === null) return largestPage;
  if (/^\d+$/.test(text)) return Number(text);
  throw invalid(`limit must be a whole number, not '${text}'.`);
}

function directionOf(text: string | null): Direction | undefined {
  if (text === null) return undefined;
  const direction = directions.find((each) => each === text);
  if (direction !== undefined) return direction;
  throw invalid(`direction must be one of ${directions.join(', ')}, not '${text}'.`);
}

function orNotFound<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Fault(404, 'NotFound', `${what} is not known.`);
  return value;
}

export interface ControlParts {
  readonly directory: Directory;
  readonly desktops: Desktops;
  readonly journal: Journal;
  readonly disorder: Disorder;
  readonly register: Register;
  readonly lines: Lines;
  readonly grid: EventGrid;
  readonly messages: Messages;
}

function peopleRoutes({ directory, messages }: ControlParts): Route[] {
  return [
    route('GET', '/people', () => ok({ people: directory.people() })),
    route('PUT', '/people', (request) => {
      const crowd = read(crowdSchema, request);
      for (const { number } of crowd) validNumber(number);
      for (const { number, ...person } of crowd) directory.putPerson(number, person);
      return ok({ people: crowd.length });
    }),
    route('DELETE', '/people', () => {
      directory.forgetPeople();
      return noContent;
    }),
    route('GET', '/people/{number}', (_request, { number = '' }) =>
      ok({ number, ...directory.person(validNumber(number)) }),
    ),
    route('PUT', '/people/{number}', (request, { number = '' }) =>
      ok({ number, ...directory.putPerson(number, read(personSchema, request)) }),
    ),
    route('POST', '/people/{number}/sms', (request, { number = '' }) => {
      const { to, message } = read(writtenSchema, request);
      return {
        status: 202,
        body: { messageId: messages.receive(validNumber(number), to, message) },
      };
    }),
    route('GET', '/population', () => ok(directory.population)),
    route('PUT', '/population', (request) => {
      directory.population = read(populationSchema, request);
      return ok(directory.population);
    }),
  ];
}

function representativeRoutes({ directory, desktops }: ControlParts): Route[] {
  return [
    route('GET', '/representatives', () => ok({ representatives: directory.representatives() })),
    route('GET', '/representatives/{id}', (_request, { id = '' }) =>
      ok(orNotFound(directory.representativeById(id), `Representative ${id}`)),
    ),
    route('PUT', '/representatives/{id}', (request, { id = '' }) =>
      ok(directory.putRepresentative(id, read(representativeSchema, request))),
    ),
    route('DELETE', '/representatives/{id}', (_request, { id = '' }) => {
      directory.forgetRepresentative(id);
      return noContent;
    }),
    route('GET', '/desktop', () => ok(orNotFound(desktops.settings, 'The desktop'))),
    route('PUT', '/desktop', (request) => {
      desktops.use(read(desktopSchema, request));
      return ok(desktops.settings);
    }),
    route('DELETE', '/desktop', () => {
      desktops.use(undefined);
      return noContent;
    }),
  ];
}

function observationRoutes({ journal, register, lines, disorder, grid }: ControlParts): Route[] {
  return [
    route('GET', '/journal', ({ query }) => {
      const limit = limitOf(query.get('limit'));
      const direction = directionOf(query.get('direction'));
      return ok(journal.read(sinceOf(query.get('since')), limit, direction));
    }),
    route('POST', '/webhook', ({ method, path, text }) => {
      journal.note({ direction: 'webhook', method, path, text, status: noContent.status });
      return noContent;
    }),
    route('GET', '/calls', () => {
      const calls = register.live().map(({ id, state, source, legs, placedAt, unattended }) => ({
        callConnectionId: id,
        state,
        source,
        unattended,
        placedAt: new Date(placedAt).toISOString(),
        participants: [...legs.keys()],
      }));
      const total = { ...register.counters, now: calls.length };
      return ok({ calls, total, sources: lines.counts() });
    }),
    route('GET', '/disorder', () => ok(disorder.settings)),
    route('POST', '/disorder', (request) => {
      disorder.change(read(disorderSchema, request));
      return ok(disorder.settings);
    }),
    route('DELETE', '/disorder', () => {
      disorder.reset();
      return noContent;
    }),
    route('GET', '/event-grid', () => ok({ endpoints: grid.endpoints() })),
    route('PUT', '/event-grid', async (request) => {
      const { endpoint } = read(subscriptionSchema, request);
      await grid.subscribe(endpoint);
      return ok({ endpoint });
    }),
    route('DELETE', '/event-grid', () => {
      grid.unsubscribeAll();
      return noContent;
    }),
  ];
}

/** The control API of the simulator. It does not exist in Azure and needs no signature. */
export const controlRoutes = (parts: ControlParts): Route[] => [
  ...peopleRoutes(parts),
  ...representativeRoutes(parts),
  ...observationRoutes(parts),
];
