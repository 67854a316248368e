// Request charges are invented but ordered as the service's are: they grow with the bytes written, with the indexes
// a write must keep, and with the documents that a query has to read, returned or not.
import { type Container } from '../store/container.ts';

const kilobytes = (text: string) => Math.max(1, Math.ceil(text.length / 1024));

export const pointReadCharge = (body: string) => kilobytes(body);

export const writeCharge = ({ shape }: Container, body: string, existed: boolean) =>
  round((existed ? 9.9 : 5.5) * kilobytes(body) + 0.4 * shape.composites.length);

export const queryCharge = (documentsRead: number, charactersRead: number) =>
  round(2.3 + 0.03 * documentsRead + charactersRead / 1024 / 20);

const round = (charge: number) => Math.round(charge * 100) / 100;
