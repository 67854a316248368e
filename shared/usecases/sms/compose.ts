import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { OptOutNumber } from '../compliance/opt-out.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { createApplySmsEvent } from './apply-sms-event.ts';
import { createSendSms } from './send-sms.ts';

export interface SmsDeps extends Ports {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  optOutNumber: OptOutNumber;
}

export function composeSms(deps: SmsDeps) {
  return { sendSms: createSendSms(deps), applySmsEvent: createApplySmsEvent(deps) };
}
