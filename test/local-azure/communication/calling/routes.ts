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
const one = `${calls}/{id}`;

export function callingRoutes(parts: CallingParts): Route[] {
  const { register, hangUp, invite, participants, move, transfer, media } = parts;

  const on = (template: string, act: (id: string, request: Request) => ReturnType<typeof move>) =>
    route('POST', template, (request, { id = '' }) => act(id, request));

  const accepted = { status: 202 };
  return [
    route('POST', calls, (request) => parts.place(request)),
    route('GET', one, (_request, { id = '' }) => ({
      status: 200,
      body: properties(register.find(id)),
    })),
    route('DELETE', one, (_request, { id = '' }) => hangUp.forTheApp(id)),
    on(`${one}:terminate`, (id) => hangUp.forEveryone(id)),
    on(`${one}:transferToParticipant`, transfer),
    route('GET', `${one}/participants`, (_request, { id = '' }) => participants.list(id)),
    route('GET', `${one}/participants/{rawId}`, (_request, { id = '', rawId = '' }) =>
      participants.get(id, rawId),
    ),
    on(`${one}/participants:add`, (id, request) => invite.add(id, request)),
    on(`${one}/participants:cancelAddParticipant`, (id, request) => invite.cancel(id, request)),
    on(`${one}/participants:remove`, (id, request) => participants.remove(id, request)),
    on(`${one}/participants:mute`, (id, request) => participants.mute(id, request)),
    on(`${one}/participants:moveHere`, move),
    on(`${one}:hold`, (id, request) => participants.hold(id, request)),
    on(`${one}:unhold`, (id, request) => participants.unhold(id, request)),
    on(`${one}:play`, (id, request) => {
      parts.play(register.established(id), bodyOf(playSchema, request));
      return accepted;
    }),
    on(`${one}:recognize`, (id, request) => {
      parts.recognize(register.established(id), bodyOf(recognizeSchema, request));
      return accepted;
    }),
    on(`${one}:cancelAllMediaOperations`, (id) => {
      media.cancelAll(register.established(id));
      return accepted;
    }),
    ...missingRoutes(),
  ];
}
