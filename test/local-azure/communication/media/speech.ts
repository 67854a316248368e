import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Call } from '../calling/call.ts';
import { type Journal } from '../control/journal.ts';
import { Fault, malformedRequest } from '../http/fault.ts';
import { partHeard } from '../people/callee.ts';

/** The source of a play: text, SSML, or a file, which is never fetched. */
export const playSourceSchema = z.object({
  kind: z.enum(['text', 'ssml', 'file']),
  text: z.object({ text: z.string().min(1).max(4000) }).optional(),
  ssml: z.object({ ssmlText: z.string().min(1) }).optional(),
  file: z.object({ uri: z.url() }).optional(),
});
export type PlaySource = z.output<typeof playSourceSchema>;

/** A voice speaks about fifteen characters per second. */
const msPerCharacter = 65;
const leadMs = 300;
const fileMs = 5000;

const withoutMarkup = (ssml: string) =>
  ssml
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

function toSpokenText(source: PlaySource): string | undefined {
  if (source.kind === 'text') return source.text?.text;
  return source.ssml === undefined ? undefined : withoutMarkup(source.ssml.ssmlText);
}

export function durationOf(sources: readonly PlaySource[]): number {
  const lengths = sources.map((source) => {
    const text = toSpokenText(source);
    return text === undefined ? fileMs : leadMs + text.length * msPerCharacter;
  });
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Refuses a source without content, and speech without a linked AI resource. */
export function checkSources(call: Call, sources: readonly PlaySource[]): void {
  for (const source of sources) {
    if (source[source.kind] === undefined) {
      throw malformedRequest(`A play source of kind '${source.kind}' needs its '${source.kind}'.`);
    }
    if (source.kind !== 'file') checkCanSpeak(call);
  }
}

export function checkCanSpeak(call: Call): void {
  if (call.canSpeak) return;
  throw new Fault(
    400,
    '8567',
    'Speech needs an AI resource: create the call with callIntelligenceOptions.cognitiveServicesEndpoint.',
  );
}

const textOf = (source: PlaySource) => toSpokenText(source) ?? source.file?.uri ?? '';

/** Writes to the journal what each telephone heard; for a machine, also whether it was after the tone. */
export function listener(clock: LocalClock, journal: Journal) {
  return (call: Call, parties: readonly string[], sources: readonly PlaySource[]) => {
    const text = sources.map(textOf).join(' ');
    const legs = [...call.legs.values()].filter(
      ({ identifier: { number, rawId } }) =>
        number !== undefined && (parties.length === 0 || parties.includes(rawId)),
    );
    const heard = legs.map((leg) => ({ leg, part: partHeard(clock, leg) }));
    return (complete: boolean): void => {
      for (const { leg, part } of heard) {
        journal.note({
          direction: 'heard',
          path: leg.identifier.number ?? '',
          text: JSON.stringify({ callConnectionId: call.id, text, part, complete }),
          remark: leg.voice.kind,
        });
      }
    };
  };
}
export type Listener = ReturnType<typeof listener>;
