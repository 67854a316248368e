// The words in a reply that change the opt-out of a number. English words follow the carriers (CTIA) and Azure
// Communication Services. The other languages are French, Spanish, German, Portuguese, Italian and Dutch.

/** They count at the beginning of a message, whatever follows: `STOP sending me this`. */
const stopBeginnings = phrases(`
  stop, stopall, unsubscribe, remove, optout, opt out
  arret, arreter, arretez, desabonner, me desabonner, desabonnement, desinscrire, me desinscrire, desinscription
  desuscribir, desuscribirme, darme de baja, dame de baja, dar de baja, darse de baja
  stopp, abmelden, abmeldung, abbestellen, austragen, aufhören, aufhoeren
  parar, pare, descadastrar, desinscrever, remover
  disiscrivi, disiscrivimi, disiscrivere, disiscrizione, cancellami, rimuovi, rimuovimi
  stoppen, afmelden, uitschrijven, verwijder, verwijderen
`);

/** They count only alone or with a courtesy: `cancel my appointment` is no opt-out. */
const stopMessages = phrases(`
  cancel, end, quit, revoke
  annuler, fin, quitter, revoquer, resilier
  alto, baja, cancelar, salir, terminar, revocar
  ende, beenden, kündigen, kuendigen, widerruf, widerrufen
  fim, sair, encerrar, revogar
  annulla, cancella, basta, esci, revoca, revocare
  einde, annuleren, opzeggen, intrekken
`);

/** They count only as the whole message, without a courtesy: an opt-in must be beyond doubt. */
const startMessages = phrases(`
  start, unstop, un stop
  demarrer, commencer
  iniciar, comenzar, empezar, alta
  starten
  comecar
  inizia, avvia
`);

const courtesies = phrases(`
  please, pls, plz, thanks, thank you, thx
  merci, s il vous plait, s il te plait, svp, stp
  por favor, gracias, muchas gracias
  bitte, danke, danke schön, vielen dank
  obrigado, obrigada
  grazie, per favore, per piacere
  alstublieft, alsjeblieft, aub, bedankt, dank u, dank u wel, dank je, dank je wel, dankjewel
`);

/** What may surround the words of an opt-in. A question mark or another sign leaves doubt. */
const plainMessage = /^[\p{L}\p{M}\p{Cf}\s.,!"'“”‘’«»-]+$/u;

type SmsKeyword = 'stop' | 'start' | 'none';

export function keywordOf(message: string): SmsKeyword {
  const words = wordsOf(message);
  if (stopBeginnings.some((phrase) => startsWith(words, phrase))) return 'stop';
  const request = withoutCourtesies(words);
  if ([...stopBeginnings, ...stopMessages].some((phrase) => isSame(request, phrase))) return 'stop';
  const isStart = startMessages.some((phrase) => isSame(words, phrase));
  return isStart && plainMessage.test(message.normalize('NFKC')) ? 'start' : 'none';
}

type Words = readonly string[];

/** Compatible forms, case and diacritics do not distinguish words: `Arrêt`, `ARRET` and `ＡＲＲＥＴ` are one word. */
function wordsOf(text: string): Words {
  const folded = text.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
  const letters = folded.replace(/[\p{M}\p{Cf}]/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  // Single letters in a row are one word: `S.T.O.P.`, `a.u.b.`
  return letters
    .join(' ')
    .replace(/(?<=(?:^| )\p{L}) (?=\p{L}(?: |$))/gu, '')
    .split(' ')
    .filter((word) => word !== '');
}

/** A hoisted function, because the lists above call it. */
function phrases(list: string): Words[] {
  return list
    .split(/[,\n]/)
    .map((phrase) => wordsOf(phrase))
    .filter((words) => words.length > 0);
}

const startsWith = (words: Words, phrase: Words): boolean =>
  phrase.every((word, index) => words[index] === word);

const endsWith = (words: Words, phrase: Words): boolean =>
  words.length >= phrase.length && isSame(words.slice(-phrase.length), phrase);

const isSame = (words: Words, phrase: Words): boolean =>
  words.length === phrase.length && startsWith(words, phrase);

function withoutCourtesies(words: Words): Words {
  const before = courtesies.find((phrase) => startsWith(words, phrase));
  if (before !== undefined) return withoutCourtesies(words.slice(before.length));
  const after = courtesies.find((phrase) => endsWith(words, phrase));
  return after === undefined ? words : withoutCourtesies(words.slice(0, -after.length));
}
