// The callback URL of a call. Its path locates the call with one read and contains the call's secret. A callback
// without the secret is refused, even with a valid token of the service.
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

/** Reads the token of a path; null if it is malformed. */
export function readCallbackToken(token: string): CallbackToken | null {
  const [group, delivery, secret, ...rest] = token.split('~');
  const deliveryId = deliveryIdSchema.safeParse(delivery).data;
  if (group === undefined || secret === undefined || deliveryId === undefined) return null;
  if (group === '' || secret === '' || rest.length > 0) return null;
  return { group, deliveryId, secret };
}
