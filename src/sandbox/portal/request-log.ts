import type { MiddlewareHandler } from 'hono';

/** One request as a pretend portal saw it, so that tests can assert spacing, parameters and manners. */
export interface SeenRequest {
  /** UTC milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly status: number;
}

export interface RequestLog {
  readonly middleware: MiddlewareHandler;
  readonly requests: () => readonly SeenRequest[];
}

/** Notes each request once it is answered. */
export function requestLog(now: () => number): RequestLog {
  const seen: SeenRequest[] = [];
  return {
    requests: () => seen,
    middleware: async (c, next) => {
      const at = now();
      await next();
      seen.push({
        at,
        method: c.req.method,
        path: c.req.path,
        query: c.req.query(),
        userAgent: c.req.header('user-agent') ?? '',
        status: c.res.status,
      });
    },
  };
}
