import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { CheckDialAllowed } from '../compliance/check-dial-allowed.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { createApplyCallEvent } from './apply-call-event.ts';
import { createControlCall } from './control-call.ts';
import { createDialCall } from './dial-call.ts';
import { createMarkConnected } from './mark-connected.ts';
import { createPlaceCall } from './place-call.ts';
import { createPrepareDial } from './prepare-dial.ts';
import { createReceiveCallbacks } from './receive-callbacks.ts';
import { createSettleCall } from './settle-call.ts';

export interface CallsDeps extends Ports {
  campaigns: CampaignCache;
  checkDialAllowed: CheckDialAllowed;
  applyTaskEvent: ApplyTaskEvent;
  publicUrl: string;
}

export function composeCalls(deps: CallsDeps) {
  const controlCall = createControlCall(deps);
  const markConnected = createMarkConnected(deps);
  const settleCall = createSettleCall(deps);
  const applyCallEvent = createApplyCallEvent({ ...deps, controlCall, markConnected, settleCall });
  const prepareDial = createPrepareDial(deps);
  const placeCall = createPlaceCall({ ...deps, applyCallEvent });
  return {
    applyCallEvent,
    dialCall: createDialCall({ ...deps, applyCallEvent, prepareDial, placeCall }),
    receiveCallbacks: createReceiveCallbacks({ ...deps, applyCallEvent }),
  };
}
