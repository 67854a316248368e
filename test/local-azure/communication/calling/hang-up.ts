import { type LocalClock } from '../../clock.ts';
import { type Disorder } from '../control/disorder.ts';
import { type Answer } from '../http/exchange.ts';
import { notEstablished } from '../http/fault.ts';
import { type Call } from './call.ts';
import { type CallEvents } from './events.ts';
import { type Exchange } from './exchange.ts';
import { type Register } from './register.ts';
import { cancelledByApp, hungUpByApp } from './result.ts';

/** Between the acceptance and the end, the call is `disconnecting` and refuses other requests. */
const partingMs = 100;

export function createHangUp(
  clock: LocalClock,
  register: Register,
  exchange: Exchange,
  events: CallEvents,
  disorder: Disorder,
) {
  function terminate(call: Call): Answer {
    const ringing = call.state === 'connecting';
    if (ringing && disorder.settings.refuseTerminateWhileRinging) throw notEstablished();
    call.state = 'disconnecting';
    clock.after(partingMs, () => {
      if (ringing) exchange.fail(call, cancelledByApp);
      else exchange.end(call, hungUpByApp);
    });
    return { status: 204 };
  }

  /** The parties continue without the app. If it dialed two telephones, their call ends too. */
  function leaveParties(call: Call): Answer {
    const legs = [...call.legs.values()];
    const telephones = legs.filter(({ identifier }) => identifier.number !== undefined).length;
    if (call.state === 'connecting' || legs.length < 2 || telephones >= 2) return terminate(call);
    events.ofCall(call, 'CallDisconnected', hungUpByApp);
    call.unattended = true;
    return { status: 204 };
  }

  return {
    forEveryone: (id: string) => terminate(register.findLive(id)),
    forTheApp: (id: string) => leaveParties(register.findLive(id)),
  };
}
