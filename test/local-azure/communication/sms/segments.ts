/**
 * Into how many segments a text is cut: what carriers count and charge. A text in the GSM alphabet has 160 places in
 * one segment or 153 in each of several; anything else is UCS-2, with 70 or 67. What takes two places is never cut.
 */
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Behind an escape, so of two places each. */
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
