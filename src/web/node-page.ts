import type { ServerResponse } from 'node:http';
import { messagePage } from './frame.tsx';
import { pageHeaders } from './security-headers.ts';

export interface NodePage {
  readonly status: number;
  readonly title: string;
  readonly sentence: string;
  /** Whether people reach us by TLS. */
  readonly https: boolean;
}

/** A page that says one thing, for what answers by Node's own response. */
export function showPage(res: ServerResponse, { status, title, sentence, https }: NodePage): void {
  res.writeHead(status, { ...pageHeaders(https), 'Content-Type': 'text/html; charset=utf-8' });
  res.end(messagePage(title, sentence));
}
