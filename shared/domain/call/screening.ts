// Person or machine, from the words of the first utterance. People answer with a word or two and wait; a greeting is
// long or says what it is. Doubt is decided for the person: a person who is hung up on is worse than a machine that is
// put through.

const machineWords =
  /\b(voice ?mail|leave (me )?(a |your )?(message|name)|after the (tone|beep|signal)|answering machine|not available|unable to (take|answer)|cannot (take|answer)|can'?t (take|come)|mailbox|record your message)\b/i;

/** A person who picks up says no more than this before they wait for an answer. */
const longestHelloWords = 12;

export function soundsLikeMachine(speech: string): boolean {
  const words = speech.split(/\s+/).filter((word) => word !== '').length;
  return machineWords.test(speech) || words > longestHelloWords;
}
