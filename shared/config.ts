// Reads the app settings once and validates them together: one error names everything that is missing.
import { z } from 'zod';

const connectionOr = (identity: string) =>
  `is missing: give a connection string, or ${identity} to use the app's identity`;

const schema = z
  .object({
    COSMOS_CONNECTION: z.string().optional(),
    COSMOS_ENDPOINT: z.url().optional(),
    COSMOS_DATABASE: z.string().default('engagement'),
    SERVICEBUS_CONNECTION: z.string().optional(),
    SERVICEBUS_CONNECTION__fullyQualifiedNamespace: z.string().optional(),
    CONTACTS_STORAGE: z.string().optional(),
    CONTACTS_STORAGE__blobServiceUri: z.url().optional(),
    COMMUNICATION_CONNECTION: z.string().optional(),
    COMMUNICATION_ENDPOINT: z.url().optional(),
    COGNITIVE_SERVICES_ENDPOINT: z.url().optional(),
    PUBLIC_URL: z.url().optional(),
    WEBSITE_HOSTNAME: z.string().optional(),
    CALLBACK_ISSUER: z.string().default('https://acscallautomation.communication.azure.com'),
    CALLBACK_JWKS_URL: z
      .url()
      .default('https://acscallautomation.communication.azure.com/calling/keys'),
    CALLBACK_AUDIENCE: z.string().default(''),
    CLOCK_SPEED: z.coerce.number().positive().default(1),
    CLOCK_START: z.iso.datetime().optional(),
    CLOCK_STARTED_AT: z.iso.datetime().optional(),
  })
  .superRefine((env, context) => {
    const either = (name: keyof typeof env, identity: keyof typeof env) => {
      if (env[name] === undefined && env[identity] === undefined) {
        context.addIssue({ code: 'custom', path: [name], message: connectionOr(identity) });
      }
    };
    either('COSMOS_CONNECTION', 'COSMOS_ENDPOINT');
    either('SERVICEBUS_CONNECTION', 'SERVICEBUS_CONNECTION__fullyQualifiedNamespace');
    either('CONTACTS_STORAGE', 'CONTACTS_STORAGE__blobServiceUri');
    either('COMMUNICATION_CONNECTION', 'COMMUNICATION_ENDPOINT');
    // Presence is checked here, where all issues are collected; a schema per field would stop at the first kind.
    if (env.CALLBACK_AUDIENCE === '') {
      const message = 'is missing: the immutable id of the communication resource';
      context.addIssue({ code: 'custom', path: ['CALLBACK_AUDIENCE'], message });
    }
    if (env.PUBLIC_URL === undefined && env.WEBSITE_HOSTNAME === undefined) {
      const message = 'is missing: where Azure Communication Services reaches this app, with /api';
      context.addIssue({ code: 'custom', path: ['PUBLIC_URL'], message });
    }
    if (env.CLOCK_SPEED !== 1 && env.CLOCK_STARTED_AT === undefined) {
      const message = 'is missing: a clock of another speed needs its start';
      context.addIssue({ code: 'custom', path: ['CLOCK_STARTED_AT'], message });
    }
  });

export type Config = z.infer<typeof schema> & { publicUrl: string };

/** The names of all app settings, for the test that compares them with local.settings.example.json. */
export const settingNames = Object.keys(schema.shape);

/** Throws one Error that names every missing or invalid setting. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  // An empty setting counts as missing: deployment templates leave it empty.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { data, error } = schema.safeParse(given);
  if (error !== undefined) {
    const faults = error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The settings are not complete:\n${faults.join('\n')}`);
  }
  const publicUrl = data.PUBLIC_URL ?? `https://${data.WEBSITE_HOSTNAME ?? ''}/api`;
  return { ...data, publicUrl: publicUrl.replace(/\/$/, '') };
}
