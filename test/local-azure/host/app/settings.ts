/**
 * The app settings as the host reads them. `%NAME%` in a binding is replaced. A trigger's `connection` is the *name*
 * of a setting, or of a section for identity-based connections.
 */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

export interface Settings {
  get(name: string): string | undefined;
  /** Replaces every `%NAME%`. A missing setting is an error, because the host refuses to index such a function. */
  resolve(text: string): string;
  /** The connection string of the setting that `connection` names. */
  connection(name: string, wantedBy: string): string;
}

export function appSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const get = (name: string) => env[name];
  return {
    get,
    resolve: (text) =>
      text.replace(/%([^%]+)%/g, (_, name: string) => {
        const value = get(name);
        if (value === undefined) throw new SettingError(`'%${name}%' does not resolve to a value.`);
        return value;
      }),
    connection(name, wantedBy) {
      const direct = get(name) ?? get(`AzureWebJobs${name}`) ?? get(`ConnectionStrings__${name}`);
      if (direct !== undefined && direct !== '') return direct;
      const section = Object.keys(env).find((key) => key.startsWith(`${name}__`));
      if (section !== undefined)
        throw new SettingError(
          `${wantedBy}: '${section}' is a connection by identity, which is not available locally; set '${name}' to a connection string.`,
        );
      throw new SettingError(`${wantedBy}: the connection setting '${name}' is missing or empty.`);
    },
  };
}
