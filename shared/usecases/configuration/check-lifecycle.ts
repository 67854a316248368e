// Whether the lifecycles and the work of engagements allow the changes.
import type { Change } from '../../domain/configuration/configuration-set.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import { isModeSupported } from '../../domain/engagement/voice.ts';
import { NotAllowed } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import { modeNotSupported } from '../engagements/mode-not-supported.ts';
import { createAssertEngagementIdle } from './assert-engagement-idle.ts';
import { lifecycleOf } from './commit-changes.ts';
import type { LoadedConfiguration } from './load-configuration.ts';

/** Throws NotAllowed if the engagement of the change must stay as it is. */
export type CheckLifecycle = (loaded: LoadedConfiguration, change: Change) => Promise<void>;

export function createCheckLifecycle(deps: Pick<Ports, 'tasks' | 'imports'>): CheckLifecycle {
  const assertEngagementIdle = createAssertEngagementIdle(deps);

  return async (loaded, change) => {
    if (change.act === 'save') assertModeSupported(loaded, change);
    else if (change.kind === 'engagement') await assertEngagementIdle(change.id, loaded);
  };
}

/** A running engagement in an unsupported mode would never dial. */
function assertModeSupported(
  loaded: LoadedConfiguration,
  { member: { document } }: Change & { act: 'save' },
): void {
  if (document?.kind !== 'engagement' || document.value.channel !== 'voice') return;
  const { status } = lifecycleOf(loaded, document.id);
  if (canDial[status] && !isModeSupported(document.value)) throw modeNotSupported(document.value);
}

/** The message of a refusal, if the check refuses; other errors are thrown. */
export async function refusalOf(check: Promise<void>): Promise<string | undefined> {
  try {
    await check;
    return undefined;
  } catch (error) {
    if (error instanceof NotAllowed) return error.message;
    throw error;
  }
}
