import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { OptOutNumber } from '../compliance/opt-out.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { createApplyRepresentativeEvent } from './apply-representative-event.ts';
import { createChoosePresence } from './choose-presence.ts';
import { createCompleteWork } from './complete-work.ts';
import { createFindConversation } from './find-conversation.ts';
import { createListWork } from './list-work.ts';
import { createGetRepresentative, createListRepresentatives } from './read-representatives.ts';
import { createRecordDisposition } from './record-disposition.ts';
import { createSaveRepresentative } from './save-representative.ts';

export interface RepresentativesDeps extends Ports {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  optOutNumber: OptOutNumber;
}

export function composeRepresentatives(deps: RepresentativesDeps) {
  const findConversation = createFindConversation(deps);
  const getRepresentative = createGetRepresentative(deps);
  const applyRepresentativeEvent = createApplyRepresentativeEvent(deps);
  const conversation = { ...deps, findConversation, getRepresentative, applyRepresentativeEvent };
  return {
    saveRepresentative: createSaveRepresentative(deps),
    getRepresentative,
    listRepresentatives: createListRepresentatives(deps),
    choosePresence: createChoosePresence({ ...deps, applyRepresentativeEvent }),
    listWork: createListWork(conversation),
    completeWork: createCompleteWork(conversation),
    recordDisposition: createRecordDisposition(conversation),
  };
}
