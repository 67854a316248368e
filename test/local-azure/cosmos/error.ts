import { type JsonObject } from './json.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  424: 'FailedDependency',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  501: 'NotImplemented',
};

/** An error response. The SDK reads `message` and would crash without it. */
export class CosmosError extends Error {
  readonly status: number;
  readonly substatus: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly #extra: JsonObject;

  constructor(
    status: number,
    message: string,
    details: { substatus?: number; extra?: JsonObject; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.substatus = details.substatus;
    this.headers = details.headers ?? {};
    this.#extra = details.extra ?? {};
  }

  body(): string {
    const code = codes[this.status] ?? 'Error';
    return JSON.stringify({ code, message: this.message, ...this.#extra });
  }
}

/** A feature of Azure that the emulator does not support. It answers 501 instead of a wrong result. */
export const notSupported = (construct: string) =>
  new CosmosError(501, `The local Cosmos DB emulator does not support ${construct}.`);

/** A syntax or semantic error of a query, in the format of the service. */
export const badQuery = (message: string) =>
  new CosmosError(
    400,
    `Message: ${JSON.stringify({ errors: [{ severity: 'Error', code: 'SC1001', message }] })}`,
  );

export const badRequest = (message: string) => new CosmosError(400, message);
