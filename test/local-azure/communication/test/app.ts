import { CallAutomationClient, type CallConnection } from '@azure/communication-call-automation';
import { SmsClient } from '@azure/communication-sms';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { localClock } from '../../clock.ts';
import { header, type Request } from '../http/exchange.ts';
import { listen } from '../http/server.ts';
import { type CommunicationOptions, startCommunication } from '../start.ts';
import { inbox } from './inbox.ts';

/** The event data that the tests check. */
export interface EventData {
  readonly callConnectionId: string;
  readonly operationContext?: string;
  readonly resultInformation: {
    readonly code: number;
    readonly subCode: number;
    readonly message: string;
    readonly sipDetails?: { readonly code: number };
    readonly q850Details?: { readonly code: number };
  };
  readonly participants: readonly {
    identifier: { rawId: string };
    isOnHold: boolean;
    isMuted: boolean;
  }[];
  readonly sequenceNumber: number;
  readonly speechResult: { readonly speech: string };
  readonly dtmfResult: { readonly tones: readonly string[] };
  readonly fromCall?: string;
  readonly invitationId?: string;
  readonly publicEventType: string;
}
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly specversion: string;
  readonly subject: string;
  readonly data: EventData;
}
export interface GridEvent {
  readonly id: string;
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const speed = 50;

/** Starts a simulator and an app: the real SDKs, and a receiver of callbacks and Event Grid events. */
export async function startApp(options: CommunicationOptions = {}) {
  const clock = localClock({ speed });
  const acs = await startCommunication({ clock, ...options });
  const keys = createRemoteJWKSet(new URL(acs.jwksUrl));
  const events = inbox<CloudEvent>();
  const grid = inbox<GridEvent>();
  const headers: Request['headers'][] = [];
  const failing = { callbacks: 0, validation: false };

  async function receiveCallback(request: Request) {
    headers.push(request.headers);
    if (failing.callbacks > 0) {
      failing.callbacks -= 1;
      return { status: 500 };
    }
    const token = header(request, 'authorization')?.replace('Bearer ', '') ?? '';
    const { issuer, audience } = acs;
    await jwtVerify(token, keys, { issuer, audience, currentDate: new Date(clock.now()) });
    for (const event of JSON.parse(request.text) as CloudEvent[]) events.put(event);
    return { status: 200 };
  }

  function receiveGrid(request: Request) {
    const [event] = JSON.parse(request.text) as GridEvent[];
    if (header(request, 'aeg-event-type') === 'SubscriptionValidation') {
      const code = failing.validation ? 'wrong' : event?.data['validationCode'];
      return { status: 200, body: { validationResponse: code } };
    }
    if (event !== undefined) grid.put(event);
    return { status: 200 };
  }

  const receiver = await listen(0, async (request) =>
    request.path === '/grid' ? receiveGrid(request) : receiveCallback(request),
  );
  const insecure = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
  const calls = new CallAutomationClient(acs.connectionString, { ...insecure });
  const sms = new SmsClient(acs.connectionString, { ...insecure });
  const callbackUrl = `${receiver.url}/call-events/secret`;

  async function control(method: string, path: string, body?: unknown) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${acs.url}${path}`, { method, ...sent });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  }

  async function put(path: string, body: unknown): Promise<void> {
    const { status, body: answer } = await control('PUT', path, body);
    if (status !== 200) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(answer)}`);
  }

  return {
    acs,
    calls,
    sms,
    clock,
    events,
    grid,
    headers,
    failing,
    callbackUrl,
    gridUrl: `${receiver.url}/grid`,
    control,
    person: (number: string, settings: unknown) =>
      put(`/people/${encodeURIComponent(number)}`, settings),
    representative: (id: string, settings: unknown = {}) => put(`/representatives/${id}`, settings),
    disorder: (settings: unknown) => control('POST', '/disorder', settings),
    /** Waits for the first event of a call with this name, and returns its data. */
    async event(id: string, name: string, context?: string): Promise<EventData> {
      const { data } = await events.find(
        `${name} of ${id}`,
        ({ type, data }) =>
          type === `Microsoft.Communication.${name}` &&
          data.callConnectionId === id &&
          (context === undefined || data.operationContext === context),
      );
      return data;
    },
    namesOf: (id: string) =>
      events.items
        .filter(({ data }) => data.callConnectionId === id)
        .map(({ type }) => type.replace('Microsoft.Communication.', '')),
    async stop(): Promise<void> {
      await acs.stop();
      await receiver.stop();
    },
  };
}
export type App = Awaited<ReturnType<typeof startApp>>;

export const shownNumber = { phoneNumber: '+18005550100' };
const speech = { cognitiveServicesEndpoint: 'https://ai.example.com/' };
const unhurried = { patienceMs: 120_000, talkMs: 120_000 };
let numbers = 0;

/** A telephone number that no other test uses. */
export function newNumber(): string {
  numbers += 1;
  return `+1425555${String(numbers).padStart(4, '0')}`;
}

export interface Placed {
  readonly id: string;
  /** The state in the response of createCall. */
  readonly state: string;
  readonly number: string;
  readonly connection: CallConnection;
}

/** Calls a new number that behaves like `person`, from a new caller id. */
export async function place(app: App, person: unknown = {}, context = 'attempt'): Promise<Placed> {
  const number = newNumber();
  await app.person(number, person);
  const invite = {
    targetParticipant: { phoneNumber: number },
    sourceCallIdNumber: { phoneNumber: newNumber() },
  };
  const { callConnection, callConnectionProperties } = await app.calls.createCall(
    invite,
    app.callbackUrl,
    { operationContext: context, callIntelligenceOptions: speech },
  );
  const { callConnectionId, callConnectionState } = callConnectionProperties;
  const state = callConnectionState ?? '';
  return { id: callConnectionId!, state, number, connection: callConnection };
}

/** Places a call and waits for the answer. The person has enough patience for a slow test machine. */
export async function placeAnswered(app: App, person: unknown = {}): Promise<Placed> {
  const placed = await place(app, { ringMs: 500, ...unhurried, ...(person as object) });
  await app.event(placed.id, 'CallConnected');
  return placed;
}
