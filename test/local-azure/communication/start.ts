import { localClock, type LocalClock } from '../clock.ts';
import { callPlacing } from './calling/create-call.ts';
import { callEvents } from './calling/events.ts';
import { exchange } from './calling/exchange.ts';
import { createHangUp } from './calling/hang-up.ts';
import { createInvite } from './calling/invite.ts';
import { lines } from './calling/lines.ts';
import { createMove } from './calling/move.ts';
import { participantDesk } from './calling/participants.ts';
import { register as newRegister } from './calling/register.ts';
import { bells } from './calling/ring.ts';
import { callingRoutes } from './calling/routes.ts';
import { createLateEvents } from './calling/late-events.ts';
import { createTransfer } from './calling/transfer.ts';
import { createDeliveryQueue } from './control/delivery-queue.ts';
import { disorder as newDisorder } from './control/disorder.ts';
import { journal as newJournal } from './control/journal.ts';
import { repeatability } from './control/repeatability.ts';
import { stoppableClock } from './control/stoppable-clock.ts';
import { controlRoutes } from './control/routes.ts';
import { throttle as newThrottle } from './control/throttle.ts';
import { httpClient } from './http/client.ts';
import { type Answer, type Request } from './http/exchange.ts';
import { gate } from './http/gate.ts';
import { route } from './http/route.ts';
import { listen } from './http/server.ts';
import { media as newMedia } from './media/media.ts';
import { player } from './media/play.ts';
import { recognizer } from './media/recognize.ts';
import { listener } from './media/speech.ts';
import { desktops as newDesktops } from './people/desktop.ts';
import { directory as newDirectory } from './people/directory.ts';
import { callbackTokens } from './security/callback-token.ts';
import { signatureCheck } from './security/signature.ts';
import { ownedNumbers, type SourceNumbers } from './security/source-numbers.ts';
import { eventGrid } from './sms/grid.ts';
import { messages as newMessages } from './sms/messages.ts';

export interface CommunicationOptions {
  readonly port?: number;
  /** Base64, as in a connection string. */
  readonly accessKey?: string;
  readonly clock?: LocalClock;
  /** The seed of undescribed people and of the disorder. */
  readonly seed?: number;
  /** The maximum of concurrent calls per source number in the telephone network; the default of Azure is 2. */
  readonly callsPerNumber?: number;
  /** The source numbers of calls and messages; any number if omitted. */
  readonly sourceNumbers?: SourceNumbers;
}

/** The immutable id of the one Communication Services resource: the audience of its callback tokens. */
const resourceId = '6d1f4a0e-3c52-4b7e-9a4d-0c0ffee0acc5';
const localAccessKey = Buffer.from('the access key of the local communication resource').toString(
  'base64',
);

/** Starts the simulator of Azure Communication Services: calls and SMS on one port, with simulated people. */
export async function startCommunication(options: CommunicationOptions = {}) {
  const { accessKey = localAccessKey, seed = 1, callsPerNumber = 2 } = options;
  const timers = stoppableClock(options.clock ?? localClock());
  const { clock } = timers;
  const journal = newJournal(clock);
  const disorder = newDisorder(seed);
  const throttle = newThrottle(clock, disorder);
  const client = httpClient();
  const deliveryQueue = createDeliveryQueue(clock, client, journal, disorder);

  let handle = async (_request: Request): Promise<Answer> => ({ status: 503 });
  const server = await listen(options.port ?? 0, (request) => handle(request));
  const issuer = server.url;
  const tokens = await callbackTokens(clock, issuer, resourceId);

  const directory = newDirectory(seed);
  const desktops = newDesktops(clock, client, journal, seed);
  const trunk = lines(callsPerNumber);
  const numbers = ownedNumbers(
    options.sourceNumbers ?? '*',
    () => disorder.settings.foreignNumbersAtOnce,
  );
  const register = newRegister();
  const events = callEvents(clock, deliveryQueue, tokens);
  const media = newMedia(events);
  const late = createLateEvents(clock, events, disorder);
  const floor = exchange(register, events, media, disorder, late);
  const listening = listener(clock, journal);
  const ring = bells({
    clock,
    directory,
    lines: trunk,
    numbers,
    exchange: floor,
    wrapUp: (representative) => desktops.wrapUp(representative),
  });
  const grid = eventGrid(clock, client, deliveryQueue, journal);
  const messages = newMessages(clock, directory, numbers, grid, journal);

  const calling = callingRoutes({
    register,
    media,
    place: callPlacing({
      clock,
      register,
      exchange: floor,
      ring,
      numbers,
      throttle,
      disorder,
      resourceId,
    }),
    hangUp: createHangUp(clock, register, floor, events, disorder),
    invite: createInvite(register, floor, events, ring, numbers),
    participants: participantDesk(clock, register, floor, events),
    move: createMove(clock, register, floor, events),
    transfer: createTransfer({
      clock,
      register,
      exchange: floor,
      events,
      ring,
      numbers,
      resourceId,
    }),
    play: player(clock, events, media, listening),
    recognize: recognizer(clock, media, listening),
  });
  const jwksUrl = `${server.url}/calling/keys`;
  const keys = [
    route('GET', '/calling/keys', () => ({ status: 200, body: tokens.jwks })),
    route('GET', '/calling/.well-known/acsopenidconfiguration', () => ({
      status: 200,
      body: { issuer, jwks_uri: jwksUrl },
    })),
  ];
  const control = {
    directory,
    desktops,
    journal,
    disorder,
    register,
    lines: trunk,
    grid,
    messages,
  };
  handle = gate({
    open: [...keys, ...controlRoutes(control)],
    service: [...calling, route('POST', '/sms', (request) => messages.send(request))],
    checkSignature: signatureCheck(accessKey),
    throttle,
    repetitions: repeatability(),
    journal,
  });

  return {
    url: server.url,
    connectionString: `endpoint=${server.url}/;accesskey=${accessKey}`,
    issuer,
    audience: resourceId,
    jwksUrl,
    async stop(): Promise<void> {
      deliveryQueue.stop();
      timers.stop();
      await server.stop();
      client.stop();
    },
  };
}
