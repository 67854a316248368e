// Where the service posts what happens to a call. The path finds the call with one read and carries its secret, which is
// new for every call: who does not know it is not believed, even with a token signed by the service.
import type { Call } from '../../domain/call/call.ts';
import { type DeliveryId, deliveryIdSchema } from '../../domain/values/ids.ts';

export interface CallbackToken {
  group: string;
  deliveryId: DeliveryId;
  secret: string;
}

/** `{publicUrl}/call-events/{group}~{delivery}~{secret}`; every part is safe in a path. */
export function callbackUrlOf(
  publicUrl: string,
  call: Pick<Call, 'pacingGroup' | 'id' | 'secret'>,
): string {
  const token = [call.pacingGroup, call.id, call.secret].map(encodeURIComponent).join('~');
  return `${publicUrl}/call-events/${token}`;
}

/** Reads the token of a path; null when it is none. */
export function readCallbackToken(token: string): CallbackToken | null {
  const [group, delivery, secret, ...rest] = token.split('~');
  const deliveryId = deliveryIdSchema.safeParse(delivery).data;
  if (group === undefined || secret === undefined || deliveryId === undefined) return null;
  if (group === '' || secret === '' || rest.length > 0) return null;
  return { group, deliveryId, secret };
}
