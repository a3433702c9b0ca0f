/** A server's last answer, short and without the addresses it may quote: `250 2.0.0 Ok: queued as 4XyZ`. */
export function serverWords(response: string): string {
  return response
    .replace(/\S*@\S*/g, '…')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
