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

/** The caller: a number of the resource, or a Teams resource account. */
export interface Source {
  readonly number?: string;
  readonly teamsAppId?: string;
  readonly displayName?: string;
}

/** A party that rings and has not answered. */
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
  /** The identifier of the app; the service lists it among the participants. */
  readonly appRawId: string;
  readonly targets: readonly Identifier[];
  /** False without a linked AI resource; then speech cannot be played or recognized. */
  readonly canSpeak: boolean;
  readonly placedAt: number;
  state: CallState;
  wasConnected: boolean;
  /** The app has left, or the call was transferred: the parties continue, and no events are sent. */
  unattended: boolean;
  readonly legs: Map<string, Leg>;
  readonly rings: Set<Ring>;
  readonly media: MediaDesk;
  readonly lane: Lane;
  /** The last invitation and recognition, for late events about them. */
  readonly latest: {
    invitation?: { readonly asker: Asker; readonly about: Readonly<Record<string, unknown>> };
    recognition?: Asker;
  };
  /** The sequence number of the last participant list; it identifies outdated lists. */
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
