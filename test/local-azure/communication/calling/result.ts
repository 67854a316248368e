/** The resultInformation of an event: how an operation or a call ended. */
export interface Result {
  readonly code: number;
  readonly subCode: number;
  readonly message: string;
  readonly sipDetails?: { readonly code: number; readonly message: string };
  readonly q850Details?: { readonly code: number; readonly message: string };
}

const sipPhrases: Readonly<Record<number, string>> = {
  404: 'Not Found',
  408: 'Request Timeout',
  410: 'Gone',
  480: 'Temporarily Unavailable',
  484: 'Address Incomplete',
  486: 'Busy Here',
  487: 'Request Terminated',
  500: 'Server Internal Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  603: 'Decline',
};

/** The Q.850 cause of a SIP status (the reverse of RFC 3398, section 7.2.4.1). */
const q850: Readonly<Record<number, readonly [number, string]>> = {
  404: [1, 'Unallocated number'],
  408: [18, 'No user responding'],
  410: [22, 'Number changed'],
  480: [19, 'No answer from user'],
  484: [28, 'Invalid number format'],
  486: [17, 'User busy'],
  487: [16, 'Normal call clearing'],
  500: [41, 'Temporary failure'],
  502: [27, 'Destination out of order'],
  503: [34, 'No circuit available'],
  504: [102, 'Recovery on timer expiry'],
  603: [21, 'Call rejected'],
};

export const result = (code: number, subCode: number, message: string): Result => ({
  code,
  subCode,
  message: `${message} DiagCode: ${code}#${subCode}.@`,
});

/** The response of the telephone network to an outbound call; sub-codes 560xxx contain the SIP code. */
export function sipResult(code: number, subCode = 560_000 + code): Result {
  const phrase = sipPhrases[code] ?? 'Unsuccessful';
  const cause = q850[code];
  return {
    ...result(code, subCode, `The call could not be established: ${phrase}.`),
    sipDetails: { code, message: phrase },
    ...(cause === undefined ? {} : { q850Details: { code: cause[0], message: cause[1] } }),
  };
}

export const succeeded: Result = { code: 200, subCode: 0, message: '' };

/** An answered call ends with code 200, as observed in production; the published table has 0. */
const endedResult = (subCode: number, message: string): Result => ({
  code: 200,
  subCode,
  message: `${message} DiagCode: 0#${subCode}.@`,
});
export const hungUpByCustomer = endedResult(560_000, 'The conversation has ended.');
export const hungUpByUser = endedResult(5000, 'The conversation has ended.');
export const hungUpByApp = endedResult(7000, 'The call was ended by Call Automation.');
export const removedFromCall = endedResult(5300, 'The participant was removed from the call.');
export const allPartiesLeft = endedResult(0, 'The call has no participants left.');

/** The result of a media operation that the end of its call interrupts. */
export const callEnded = result(400, 8528, 'Action is invalid when the call has been terminated.');
/** The source number does not belong to the resource, so the call never reaches the network. */
export const foreignCallerId = result(403, 510_403, 'The caller id is no number of the resource.');

/** The app hung up during ringing. */
export const cancelledByApp = sipResult(487, 540_487);
export const notAcceptedInTime = result(487, 10_004, 'The call was not accepted in time.');
export const rangOut = sipResult(408);
export const declinedByUser = result(603, 0, 'The call was declined.');
export const notRegistered = result(480, 10_037, 'The callee has no registered endpoint.');
export const wrongTeamsIdentity = result(408, 10_057, 'The set-up of the callee did not finish.');
/** Same codes as a decline, as documented for the limit of concurrent calls per number. */
export const overConcurrencyCap = sipResult(603);
