/** A text as the part of a regular expression that matches nothing but it. */
export const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
