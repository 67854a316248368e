import { expect, test } from 'vitest';
import { keywordOf } from '../../../../shared/domain/compliance/sms-keywords.ts';

test.each([
  'STOP',
  ' Stop. ',
  'STOP ALL',
  'Stopall',
  'opt-out',
  'OPT OUT',
  'Unsubscribe',
  'REMOVE',
  'S.T.O.P',
  'S T O P please',
  'ＳＴＯＰ',
  'ST\u200BOP',
  'ARRET',
  'Arrêt',
  'Arre\u0302t',
  'désabonnement',
  'Desuscribir',
  'Stopp',
  'Abmelden!',
  'descadastrar',
  'disiscrivimi',
  'Uitschrijven',
])('the message %j opts out', (message) => {
  expect(keywordOf(message)).toBe('stop');
});

test.each([
  'STOP please',
  'Stop. Thank you',
  'stop sending me this',
  'STOP! I never asked for it',
  'Remove me from your list',
  'opt out of everything',
  'unsubscribe 12345',
  'Arrêtez vos messages',
  'Dame de baja ya',
  'Abmelden von allem',
  'Pare de enviar',
  'Rimuovimi dalla lista',
  'Verwijder mij',
])('the message %j opts out by its beginning', (message) => {
  expect(keywordOf(message)).toBe('stop');
});

test.each([
  'quit',
  'end',
  'revoke',
  'cancel!',
  'ALTO',
  'Baja',
  'annuler',
  'kündigen',
  'KUENDIGEN',
  'cancelar',
  'annulla',
  'opzeggen',
])('the message %j opts out because it is alone', (message) => {
  expect(keywordOf(message)).toBe('stop');
});

test.each([
  'Cancel please',
  'please cancel',
  'Please stop, thank you',
  'Cancel. Thanks',
  "Annuler s'il vous plaît",
  'Baja, por favor. Gracias',
  'Bitte kündigen, danke',
  'cancelar, obrigada',
  'Annulla per favore',
  'opzeggen a.u.b.',
])('the message %j opts out with a courtesy', (message) => {
  expect(keywordOf(message)).toBe('stop');
});

test.each(['START', 'start', 'Un-stop', 'UNSTOP.', '“START”', 'ＳＴＡＲＴ', 'Démarrer', 'ALTA'])(
  'the message %j opts in',
  (message) => {
    expect(keywordOf(message)).toBe('start');
  },
);

test.each([
  'не START',
  '不要 start',
  'START?',
  'START ❌',
  'START 2',
  'start please',
  'do not start',
  'Do not unstop',
  "don't START",
  'restart',
])('the message %j does not opt in', (message) => {
  expect(keywordOf(message)).toBe('none');
});

test.each([
  '',
  '  ',
  '👍',
  '1',
  'Yes',
  'Thank you',
  'please stop calling',
  'The end is near',
  'End of the month is fine',
  'cancel my appointment',
  'cancelar mi cita',
  'cancellation',
  'stopping by tomorrow',
  'STOP2',
  'Alto ahi',
  'Fine',
  'removed',
  '停止',
])('the message %j is not understood', (message) => {
  expect(keywordOf(message)).toBe('none');
});
