// Person or machine, by the words of the first utterance. A person answers with a word or two and waits. A greeting
// is long or names itself. In doubt it is a person: hanging up on a person is worse than connecting a machine.

const machineWords =
  /\b(voice ?mail|leave (me )?(a |your )?(message|name)|after the (tone|beep|signal)|answering machine|not available|unable to (take|answer)|cannot (take|answer)|can'?t (take|come)|mailbox|record your message)\b/i;

/** A person says at most this many words before waiting for a reply. */
const longestHelloWords = 12;

export function soundsLikeMachine(speech: string): boolean {
  const words = speech.split(/\s+/).filter((word) => word !== '').length;
  return machineWords.test(speech) || words > longestHelloWords;
}
