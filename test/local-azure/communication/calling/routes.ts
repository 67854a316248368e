import { type Request } from '../http/exchange.ts';
import { bodyOf } from '../http/fault.ts';
import { route, type Route } from '../http/route.ts';
import { type Media } from '../media/media.ts';
import { type Player, playSchema } from '../media/play.ts';
import { recognizeSchema, type Recognizer } from '../media/recognize.ts';
import { type callPlacing, properties } from './create-call.ts';
import { type createHangUp } from './hang-up.ts';
import { type createInvite } from './invite.ts';
import { missingRoutes } from './not-implemented.ts';
import { type createMove } from './move.ts';
import { type participantDesk } from './participants.ts';
import { type Register } from './register.ts';
import { type createTransfer } from './transfer.ts';

export interface CallingParts {
  readonly register: Register;
  readonly place: ReturnType<typeof callPlacing>;
  readonly hangUp: ReturnType<typeof createHangUp>;
  readonly invite: ReturnType<typeof createInvite>;
  readonly participants: ReturnType<typeof participantDesk>;
  readonly move: ReturnType<typeof createMove>;
  readonly transfer: ReturnType<typeof createTransfer>;
  readonly media: Media;
  readonly play: Player;
  readonly recognize: Recognizer;
}

const calls = '/calling/callConnections';
const callPath = `${calls}/{id}`;

export function callingRoutes(parts: CallingParts): Route[] {
  const { register, hangUp, invite, participants, move, transfer, media } = parts;

  const on = (template: string, act: (id: string, request: Request) => ReturnType<typeof move>) =>
    route('POST', template, (request, { id = '' }) => act(id, request));

  const accepted = { status: 202 };
  return [
    route('POST', calls, (request) => parts.place(request)),
    route('GET', callPath, (_request, { id = '' }) => ({
      status: 200,
      body: properties(register.find(id)),
    })),
    route('DELETE', callPath, (_request, { id = '' }) => hangUp.forTheApp(id)),
    on(`${callPath}:terminate`, (id) => hangUp.forEveryone(id)),
    on(`${callPath}:transferToParticipant`, transfer),
    route('GET', `${callPath}/participants`, (_request, { id = '' }) => participants.list(id)),
    route('GET', `${callPath}/participants/{rawId}`, (_request, { id = '', rawId = '' }) =>
      participants.get(id, rawId),
    ),
    on(`${callPath}/participants:add`, (id, request) => invite.add(id, request)),
    on(`${callPath}/participants:cancelAddParticipant`, (id, request) =>
      invite.cancel(id, request),
    ),
    on(`${callPath}/participants:remove`, (id, request) => participants.remove(id, request)),
    on(`${callPath}/participants:mute`, (id, request) => participants.mute(id, request)),
    on(`${callPath}/participants:moveHere`, move),
    on(`${callPath}:hold`, (id, request) => participants.hold(id, request)),
    on(`${callPath}:unhold`, (id, request) => participants.unhold(id, request)),
    on(`${callPath}:play`, (id, request) => {
      parts.play(register.established(id), bodyOf(playSchema, request));
      return accepted;
    }),
    on(`${callPath}:recognize`, (id, request) => {
      parts.recognize(register.established(id), bodyOf(recognizeSchema, request));
      return accepted;
    }),
    on(`${callPath}:cancelAllMediaOperations`, (id) => {
      media.cancelAll(register.established(id));
      return accepted;
    }),
    ...missingRoutes(),
  ];
}
