import { randomUUID } from 'node:crypto';
import { type Identifier } from './identifier.ts';
import { type MediaDesk } from '../media/media.ts';
import { type Leg } from './call-leg.ts';
import { type Lane } from '../control/delivery-queue.ts';
import { type Asker } from './events.ts';

type CallState =
  | 'connecting'
  | 'connected'
  | 'transferring'
  | 'transferAccepted'
  | 'disconnecting'
  | 'disconnected';

/** Who pays and is shown: a number of the resource, or a Teams resource account. */
export interface Source {
  readonly number?: string;
  readonly teamsAppId?: string;
  readonly displayName?: string;
}

/** Someone who is being rung and has not answered. */
export interface Ring {
  readonly identifier: Identifier;
  stop(): void;
}

export interface Call {
  readonly id: string;
  readonly serverCallId: string;
  readonly correlationId: string;
  readonly callbackUri: string;
  readonly operationContext: string | undefined;
  readonly source: Source;
  /** The app's own seat: the service lists it among the participants. */
  readonly appRawId: string;
  readonly targets: readonly Identifier[];
  /** Without a linked AI resource nothing can be spoken or understood. */
  readonly canSpeak: boolean;
  readonly placedAt: number;
  state: CallState;
  wasConnected: boolean;
  /** The app has left (or the call was transferred): the parties talk on, and nobody hears of it. */
  unattended: boolean;
  readonly legs: Map<string, Leg>;
  readonly rings: Set<Ring>;
  readonly media: MediaDesk;
  readonly lane: Lane;
  /** What was asked last: what an event would be about that comes too late. */
  readonly latest: {
    invitation?: { readonly asker: Asker; readonly about: Readonly<Record<string, unknown>> };
    recognition?: Asker;
  };
  /** Numbers the participant lists, so that an old one can be told. */
  sequence: number;
}

export type CallOrder = Pick<
  Call,
  'callbackUri' | 'operationContext' | 'source' | 'targets' | 'canSpeak' | 'placedAt' | 'media'
>;

export function newCall(order: CallOrder, resourceId: string): Call {
  const id = randomUUID();
  return {
    ...order,
    id,
    serverCallId: Buffer.from(`https://conv-local.skype.com/conv/${id}`).toString('base64url'),
    correlationId: randomUUID(),
    appRawId: `8:acs:${resourceId}_${randomUUID()}`,
    state: 'connecting',
    wasConnected: false,
    unattended: false,
    legs: new Map(),
    rings: new Set(),
    lane: { last: Promise.resolve() },
    latest: {},
    sequence: 0,
  };
}

export function participants(call: Call) {
  const app = { rawId: call.appRawId, kind: 'communicationUser' };
  return [
    ...[...call.legs.values()].map(({ identifier, muted, onHold }) => ({
      identifier: identifier.wire,
      isMuted: muted,
      isOnHold: onHold,
    })),
    {
      identifier: { ...app, communicationUser: { id: call.appRawId } },
      isMuted: false,
      isOnHold: false,
    },
  ];
}
