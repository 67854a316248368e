/**
 * The number of segments of a text, which carriers count and charge. A text in the GSM alphabet has 160 characters in
 * one segment, or 153 in each of several. Any other text is UCS-2, with 70 or 67. A character of two units is never
 * split.
 */
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Characters after an escape, so two units each. */
const gsmExtension = new Set('\f^{}\\[~]|€');

interface Alphabet {
  readonly single: number;
  readonly joined: number;
  readonly places: (character: string) => number;
}
const gsm7: Alphabet = {
  single: 160,
  joined: 153,
  places: (character) => (gsmExtension.has(character) ? 2 : 1),
};
const ucs2: Alphabet = { single: 70, joined: 67, places: (character) => character.length };

export function segmentsOf(message: string): number {
  const characters = Array.from(message);
  const isGsm = characters.every((each) => gsm.has(each) || gsmExtension.has(each));
  const { single, joined, places } = isGsm ? gsm7 : ucs2;
  const sizes = characters.map(places);
  if (sizes.reduce((sum, size) => sum + size, 0) <= single) return 1;
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}
