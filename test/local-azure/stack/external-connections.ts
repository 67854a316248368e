/**
 * External connections from a local.settings.json: the stack uses them and does not start the matching local service.
 * They come only from a named file, never from the shell's environment. A forgotten variable would otherwise run a
 * demonstration on a real account.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ServiceKind } from './ready.ts';

export interface ExternalConnections {
  /** All settings of the file that have a value. */
  readonly values: Readonly<Record<string, string>>;
  readonly storage: string | undefined;
  readonly cosmos: string | undefined;
  readonly serviceBus: string | undefined;
  readonly communication: string | undefined;
}

/** The file cannot be used; the message is for the caller that named it. */
export class UnusableSettings extends Error {
  override readonly name = 'UnusableSettings';
}

const schema = z.object({
  IsEncrypted: z.boolean().default(false),
  Values: z.record(z.string(), z.string()),
});

/** An empty value counts as absent, and so does the placeholder `<account>` of the example. */
const says = (value: string) => value !== '' && !/<[^>]*>/.test(value);

export const noExternalConnections: ExternalConnections = connectionsFrom({});

export function connectionsFrom(settings: Readonly<Record<string, string>>): ExternalConnections {
  const entries = Object.entries(settings).filter(([, value]) => says(value));
  const values = Object.fromEntries(entries);
  return {
    values,
    storage: values['CONTACTS_STORAGE'] ?? values['AzureWebJobsStorage'],
    cosmos: values['COSMOS_CONNECTION'],
    serviceBus: values['SERVICEBUS_CONNECTION'],
    communication: values['COMMUNICATION_CONNECTION'],
  };
}

export function readExternalConnections(file: string): ExternalConnections {
  const refuse = (why: string) => new UnusableSettings(`${file}: ${why}`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  try {
    const { IsEncrypted, Values } = schema.parse(JSON.parse(text));
    if (IsEncrypted) throw refuse('encrypted settings cannot be read.');
    return connectionsFrom(Values);
  } catch (error) {
    if (error instanceof UnusableSettings) throw error;
    if (error instanceof z.ZodError) throw refuse(z.prettifyError(error));
    throw refuse(`this is not valid JSON (${String(error)}).`);
  }
}

export const externalKinds = (given: ExternalConnections): ServiceKind[] =>
  [
    given.storage === undefined ? undefined : ('storage' as const),
    given.cosmos === undefined ? undefined : ('cosmos' as const),
    given.serviceBus === undefined ? undefined : ('service-bus' as const),
    given.communication === undefined ? undefined : ('communication' as const),
  ].filter((kind) => kind !== undefined);

const byIdentity = [
  ['COSMOS_ENDPOINT', 'COSMOS_CONNECTION'],
  ['SERVICEBUS_CONNECTION__fullyQualifiedNamespace', 'SERVICEBUS_CONNECTION'],
  ['CONTACTS_STORAGE__blobServiceUri', 'CONTACTS_STORAGE'],
  ['COMMUNICATION_ENDPOINT', 'COMMUNICATION_CONNECTION'],
] as const;

/** The reason to refuse this combination of flags and connections, if any. */
export function conflictOf(
  given: ExternalConnections,
  { empty, speed }: { empty: boolean; speed: number },
): string | undefined {
  const { serviceBus, communication, values } = given;
  for (const [identity, connection] of byIdentity) {
    if (values[identity] !== undefined && values[connection] === undefined) {
      return `The local host supports no identities; set ${connection} instead of ${identity}.`;
    }
  }
  if (communication !== undefined && !empty) {
    return 'An external COMMUNICATION_CONNECTION has no simulated people; use --empty.';
  }
  if (serviceBus !== undefined && !empty) {
    return 'An external SERVICEBUS_CONNECTION has real time, so the demonstration takes hours; use --empty.';
  }
  if ((serviceBus ?? communication) !== undefined && speed !== 1) {
    return 'An external Service Bus or Communication Services has real time; --speed must be 1.';
  }
  if (communication !== undefined) {
    const missing = ['PUBLIC_URL', 'CALLBACK_AUDIENCE'].filter(
      (name) => values[name] === undefined,
    );
    if (missing.length > 0)
      return `An external COMMUNICATION_CONNECTION requires ${missing.join(' and ')} in the settings.`;
  }
  return undefined;
}
