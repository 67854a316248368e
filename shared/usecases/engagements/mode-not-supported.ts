import type { VoiceEngagement } from '../../domain/engagement/voice.ts';
import { NotAllowed } from '../../errors.ts';

/** The refusal to start, or to keep running, an engagement in a mode that the engine does not dial in. */
export function modeNotSupported({ dialMode, ledBy }: VoiceEngagement): NotAllowed {
  const message = `This version does not dial in the ${dialMode} mode led by ${ledBy}.`;
  return new NotAllowed('dialModeNotServed', message);
}
