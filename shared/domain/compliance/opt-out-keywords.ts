// What people answer to stop or to start again: the carriers' own words (CTIA), and Azure Communication Services' list.

const stopWords = new Set([
  'STOP',
  'STOPALL',
  'QUIT',
  'END',
  'REVOKE',
  'OPTOUT',
  'CANCEL',
  'UNSUBSCRIBE',
]);
const startWords = new Set(['START', 'UNSTOP']);

export function keywordOf(message: string): 'stop' | 'start' | null {
  const word = message.toUpperCase().replace(/[^A-Z]/g, '');
  if (stopWords.has(word)) return 'stop';
  return startWords.has(word) ? 'start' : null;
}
