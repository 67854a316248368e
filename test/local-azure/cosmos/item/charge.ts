// Request charges are invented, but grow like those of the service. They grow with the written bytes, with the indexes
// of a write, and with the documents that a query reads.
import { type Container } from '../store/container.ts';

const kilobytes = (text: string) => Math.max(1, Math.ceil(text.length / 1024));

export const pointReadCharge = (body: string) => kilobytes(body);

export const writeCharge = ({ shape }: Container, body: string, existed: boolean) =>
  round((existed ? 9.9 : 5.5) * kilobytes(body) + 0.4 * shape.composites.length);

export const queryCharge = (documentsRead: number, charactersRead: number) =>
  round(2.3 + 0.03 * documentsRead + charactersRead / 1024 / 20);

const round = (charge: number) => Math.round(charge * 100) / 100;
